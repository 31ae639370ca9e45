"""Dispose of every proof of a case before the applicant's eyes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from nuozheng.applications import certificates
from nuozheng.applications.examination import Examination
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.applications.sources import ask_about
from nuozheng.catalogue.facts import proof_facts
from nuozheng.catalogue.models import EntryVersion
from nuozheng.gateways.sources.protocol import Answer
from nuozheng.gateways.sources.registry import freshness_days, registry
from nuozheng.law.certificates import accepted
from nuozheng.law.conditions import (
    AnswerStatus,
    Condition,
    SourceAnswer,
    required_attributes,
    unanswered,
)
from nuozheng.law.disposition import Disposition, dispose
from nuozheng.law.vocabulary import Substitution
from nuozheng.law.ways import SourceAvailability
from nuozheng.parties.models import Account


@dataclass(frozen=True, slots=True)
class Disposed:
    """One proof with the way it is met, and what was obtained for it."""

    version: EntryVersion
    disposition: Disposition
    status: ProofStatus
    obtained: dict[str, Any] = field(default_factory=dict)
    fetched: dict[str, Any] | None = field(default=None, repr=False)

    def as_row(self, application: Application, position: int) -> DisposedProof:
        return DisposedProof(
            application=application,
            version=self.version,
            position=position,
            substitution=self.disposition.substitution.value,
            alternatives=[way.value for way in self.disposition.alternatives],
            status=self.status,
            findings=[finding.as_json() for finding in self.disposition.findings],
            obtained=self.obtained,
            fetched=self.fetched,
        )


def dispose_all(
    application: Application,
    versions: Sequence[EntryVersion],
    examination: Examination,
    *,
    by: Account,
) -> list[Disposed]:
    """Each proof by the place's order of preference; shared data are asked in one go."""
    first = [
        (version, dispose(application.policy, proof_facts(version), examination.of(version)))
        for version in versions
    ]
    shared = [v for v, d in first if d.substitution is Substitution.DATA_SHARING]
    answers = _ask(application, shared, by)
    settled = [
        _settled(application, version, disposition, examination, answers)
        for version, disposition in first
    ]
    held = _ask_library(application, settled, by)
    return [_by_certificate(application, one, held) or one for one in settled]


def _kind_for(disposed: Disposed) -> str:
    """The certificate that could meet a proof; "" for what shared data told whole already."""
    shared = disposed.disposition.substitution is Substitution.DATA_SHARING
    if shared and disposed.status is ProofStatus.SETTLED:
        return ""
    return certificates.kind_of(
        disposed.version.entry.proof.code, disposed.disposition.substitution
    )


def _by_certificate(
    application: Application, disposed: Disposed, held: Answer | None
) -> Disposed | None:
    """The proof met by the applicant's electronic certificate; None where there is none."""
    today, before = timezone.localdate(), disposed.disposition
    found = certificates.counting(held, _kind_for(disposed), today)
    if found is None or held is None:
        return None
    sure = accepted(application.policy, disposed.version.entry.proof.name, found)
    return replace(
        disposed,
        disposition=replace(
            before,
            substitution=Substitution.DATA_SHARING,
            alternatives=tuple(way for way in before.ways if way is not Substitution.DATA_SHARING),
            findings=(sure, *before.findings),
        ),
        status=ProofStatus.SETTLED,
        obtained=certificates.told(
            held, found, instead=before.substitution.value, channel=application.channel
        ),
        fetched=certificates.values(held, found, today),
    )


def _ask_library(
    application: Application, settled: Sequence[Disposed], by: Account
) -> Answer | None:
    """The certificates that could spare the applicant something, all in one look-up."""
    kinds = {_kind_for(one) for one in settled} - {""}
    if not kinds:
        return None
    return certificates.look_up(
        application,
        kinds=sorted(kinds),
        purpose=f"办理{application.item.name}，查电子证照，代替申请人提交",
        by=by,
        at=timezone.now(),
    )


def wanted_for(version: EntryVersion, party_kind: str) -> dict[str, set[str]]:
    """What must be asked to obtain this proof: what its conditions compare, else that it exists."""
    asked = {
        source: attributes
        for source, attributes in required_attributes(version.condition_set).items()
        if party_kind in registry()[source].subjects
    }
    if asked:
        return asked
    return {
        source: {next(iter(registry()[source].attributes))}
        for source in version.plan.get("sources", ())
        if party_kind in registry()[source].subjects
    }


def _ask(
    application: Application, versions: Sequence[EntryVersion], by: Account
) -> dict[str, SourceAnswer]:
    wanted: dict[str, set[str]] = {}
    for version in versions:
        for source, attributes in wanted_for(version, application.applicant.kind).items():
            wanted.setdefault(source, set()).update(attributes)
    return ask_about(
        application,
        wanted,
        purpose=f"办理{application.item.name}，代替申请人提交证明",
        basis=application.policy.scope.dispositions.clause,
        by=by,
        at=timezone.now(),
    )


def _settled(
    application: Application,
    version: EntryVersion,
    disposition: Disposition,
    examination: Examination,
    answers: Mapping[str, SourceAnswer],
) -> Disposed:
    """Shared data settle only what they tell whole.

    What no source could answer is the agency's own work, not another choice for the applicant.
    """
    if disposition.substitution is not Substitution.DATA_SHARING:
        return Disposed(version, disposition, status_of(disposition))
    wanted = wanted_for(version, application.applicant.kind)
    heard = [answers[name] for name in wanted if name in answers]
    if any(answer.status in _EMPTY for answer in heard):
        again = dispose(
            application.policy,
            proof_facts(version),
            examination.of(version),
            SourceAvailability(data_sharing=False),
        )
        return Disposed(version, again, status_of(again), _told(heard))
    now = told_now(application, version, answers)
    if now.is_whole or now.is_silent:
        return Disposed(version, disposition, now.status, now.obtained, now.fetched)
    ours = replace(disposition, alternatives=())
    return Disposed(version, ours, now.status, now.obtained, now.fetched)


@dataclass(frozen=True, slots=True)
class ToldNow:
    """What the sources told for one proof; `is_silent` where one of them gave no answer at all."""

    is_whole: bool
    is_silent: bool
    obtained: dict[str, Any]
    fetched: dict[str, Any] | None = field(repr=False)

    @property
    def status(self) -> ProofStatus:
        return ProofStatus.SETTLED if self.is_whole else ProofStatus.AWAITING_AGENCY


def told_now(
    application: Application, version: EntryVersion, answers: Mapping[str, SourceAnswer]
) -> ToldNow:
    """Whether shared data tell a proof whole, and what of them is kept for it."""
    wanted = wanted_for(version, application.applicant.kind)
    heard = [answers[name] for name in wanted if name in answers]
    left = unanswered(version.condition_set, answers, timezone.localdate(), freshness_days())
    silent = not heard or any(answer.status is AnswerStatus.UNAVAILABLE for answer in heard)
    empty = any(answer.status in _EMPTY for answer in heard)
    return ToldNow(
        is_whole=not (silent or empty or left),
        is_silent=silent,
        obtained=_told(heard, left),
        fetched=_values(wanted, heard),
    )


def _told(heard: Sequence[SourceAnswer], left: Sequence[Condition] = ()) -> dict[str, Any]:
    """How the sources answered, without a value; `unanswered` are the conditions left open."""
    return {
        "sources": {answer.source: answer.status.value for answer in heard},
        "as_of": min((a.as_of.isoformat() for a in heard if a.as_of), default=None),
        "unanswered": [condition.key for condition in left],
    }


def _values(wanted: Mapping[str, set[str]], heard: Sequence[SourceAnswer]) -> dict[str, Any] | None:
    """What was asked for this proof, and nothing that was asked for another or came unasked."""
    found = {
        answer.source: {
            "as_of": answer.as_of,
            "attributes": {
                name: answer.attributes[name]
                for name in sorted(wanted[answer.source])
                if answer.attributes.get(name) not in (None, "")
            },
        }
        for answer in heard
        if answer.status in _TOLD_SOMETHING
    }
    return found or None


_EMPTY = (AnswerStatus.NOT_FOUND, AnswerStatus.AMBIGUOUS)
_TOLD_SOMETHING = (AnswerStatus.FOUND, AnswerStatus.PARTIAL)

_STATUS = {
    Substitution.CANCELLED: ProofStatus.SETTLED,
    Substitution.COMMITMENT: ProofStatus.AWAITING_CHOICE,
    Substitution.RETAINED: ProofStatus.AWAITING_DOCUMENT,
    Substitution.AGENCY_VERIFICATION: ProofStatus.AWAITING_AGENCY,
    Substitution.OTHER: ProofStatus.AWAITING_AGENCY,
    Substitution.DATA_SHARING: ProofStatus.AWAITING_AGENCY,
}


def status_of(disposition: Disposition) -> ProofStatus:
    """Where a proof stands right after it was disposed of.

    Nothing is preselected where the applicant may choose; a compulsory commitment awaits only the
    commitment itself.
    """
    if disposition.compulsory:
        return ProofStatus.AWAITING_COMMITMENT
    if Substitution.COMMITMENT in disposition.ways:
        return ProofStatus.AWAITING_CHOICE
    return _STATUS[disposition.substitution]


def status_by_way(way: Substitution) -> ProofStatus:
    """Where a proof stands after the applicant chose this way."""
    if way is Substitution.COMMITMENT:
        return ProofStatus.AWAITING_COMMITMENT
    return _STATUS[way]
