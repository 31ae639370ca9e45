"""One proof of a case as its applicant sees it: how it stands, what may be chosen or handed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from nuozheng.applications.certificates import Linked, kind_of, linked
from nuozheng.applications.fetched import (
    Fetched,
    LeftOpen,
    fetched_for,
    is_partly_fetched,
    left_open,
)
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.gateways.sources.registry import title_of
from nuozheng.law.certificates import title_of as title_of_kind
from nuozheng.law.disposition import DECLINED_WORD
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.applicant.words import WAY_TEXT
from nuozheng.web.public.item import stored_findings

_CHOOSING = (ApplicationStatus.DRAFT, ApplicationStatus.NOTICED)
_WAITING_FOR_US = {ProofStatus.AWAITING_AGENCY, ProofStatus.SETTLED}
_DISPOSED = "disposed_by_"
"""What was told before a certificate was found."""
_SAID = {
    "found": "confirmed",
    "partial": "partial",
    "not_found": "not_found",
    "ambiguous": "ambiguous",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way on offer."""

    way: Substitution
    text: str | Promise
    checked: bool

    @property
    def declines(self) -> bool:
        return self.way is not Substitution.COMMITMENT


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What one source answered: a code of the four words, and the source's name."""

    title: str
    result: str


@dataclass(frozen=True)
class ProofCard:
    """`faults` are what was refused of the last submission, `posted` what it held."""

    proof: DisposedProof
    case: Application
    faults: Sequence[Finding] = ()
    posted: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def name(self) -> str:
        return self.proof.version.entry.proof.name

    @property
    def anchor(self) -> str:
        return f"p-{self.proof.pk}"

    @property
    def way_field(self) -> str:
        return f"way-{self.proof.pk}"

    @property
    def reason_field(self) -> str:
        return f"because-{self.proof.pk}"

    @property
    def file_field(self) -> str:
        return f"file-{self.proof.pk}"

    @property
    def status(self) -> ProofStatus:
        return ProofStatus(self.proof.status)

    @property
    def waits_for_choice(self) -> bool:
        return self.status is ProofStatus.AWAITING_CHOICE

    @property
    def may_choose(self) -> bool:
        """Several ways are open, and nothing has been handed in for this proof."""
        return (
            self.case.state in _CHOOSING
            and bool(self.proof.alternatives)
            and self.proof.document_id is None
            and (self.status is not ProofStatus.SETTLED or self.commits)
        )

    @property
    def commits(self) -> bool:
        return self.proof.way is Substitution.COMMITMENT and not self.waits_for_choice

    @property
    def wants_file(self) -> bool:
        """A document is to be handed in, or may be replaced while the case is open for it."""
        retained = self.proof.way is Substitution.RETAINED and not self.waits_for_choice
        return retained and self.status in (ProofStatus.AWAITING_DOCUMENT, ProofStatus.SETTLED)

    @property
    def is_open(self) -> bool:
        """Something is left for the applicant to do or to change."""
        return self.status not in _WAITING_FOR_US or bool(self.faults)

    @property
    def options(self) -> list[Option]:
        ways = {self.proof.way, *(Substitution(way) for way in self.proof.alternatives)}
        chosen = self.posted.get(self.way_field, "")
        if not chosen and not self.waits_for_choice:
            chosen = self.proof.substitution
        return [
            Option(way, WAY_TEXT[way], way.value == chosen) for way in Substitution if way in ways
        ]

    @property
    def reasons(self) -> list[tuple[str, str, bool]]:
        """The reasons for declining that the place asks for: key, words, chosen."""
        if Substitution.COMMITMENT not in {option.way for option in self.options}:
            return []
        chosen = self.posted.get(self.reason_field, "") or self.proof.chosen_reason
        rule = self.case.policy.applicants.fallback_reasons.value
        return [(key, DECLINED_WORD[key], key == chosen) for key in rule]

    @property
    def told(self) -> Finding | None:
        found = stored_findings(self.proof.findings)
        return found[0] if found else None

    @property
    def why(self) -> list[Finding]:
        """The reasons that were examined, without those that don't apply or are overtaken."""
        rest = stored_findings(self.proof.findings)[1:]
        return [
            one
            for one in rest
            if one.outcome is not Outcome.NOT_APPLICABLE and not one.key.startswith(_DISPOSED)
        ]

    @property
    def looked_up(self) -> list[LookedUp]:
        """How the sources answered; those whose values stand on the card anyhow are left out."""
        asked: Mapping[str, str] = self.proof.obtained.get("sources", {})
        shown = {one.source for one in self.fetched if one.values}
        return [
            LookedUp(title_of(name), _SAID.get(status, "unavailable"))
            for name, status in asked.items()
            if name not in shown
        ]

    @property
    def awaits_us(self) -> bool:
        """The office or another agency is at it; the applicant has nothing to do."""
        return self.status is ProofStatus.AWAITING_AGENCY and not self.faults

    @property
    def fetched(self) -> list[Fetched]:
        return fetched_for(self.proof)

    @property
    def certificate(self) -> Linked | None:
        """The electronic certificate that was found, so that nothing is uploaded."""
        return linked(self.proof)

    @property
    def may_set_aside(self) -> bool:
        return self.certificate is not None and self.case.state in _CHOOSING

    @property
    def code_field(self) -> str:
        return f"certificate-{self.proof.pk}"

    @property
    def takes_certificate(self) -> str:
        """The kind of certificate, in words, that may be presented instead of a file."""
        if not self.wants_file or self.status is not ProofStatus.AWAITING_DOCUMENT:
            return ""
        kind = kind_of(self.proof.version.entry.proof.code, self.proof.way)
        return title_of_kind(kind) if kind else ""

    @property
    def left_to_us(self) -> list[LeftOpen]:
        """What is left for the agency where the sources answered what they could."""
        return left_open(self.proof) if is_partly_fetched(self.proof) else []

    @property
    def conditions_count(self) -> int:
        return len(self.proof.version.condition_set.conditions)


def cards_of(
    case: Application,
    faults: Mapping[int, Sequence[Finding]] | None = None,
    posted: Mapping[str, str] | None = None,
) -> list[ProofCard]:
    """All proofs of a case in the list's order."""
    proofs = case.proofs.select_related("version__entry__proof", "document").defer(
        "document__content"
    )
    return [
        ProofCard(proof, case, tuple((faults or {}).get(proof.pk, ())), posted or {})
        for proof in proofs
    ]
