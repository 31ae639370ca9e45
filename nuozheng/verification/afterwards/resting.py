"""撤销牵涉到什么: what else rests on a decision, shown before anybody revokes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.verification.afterwards.models import ThirdParty

_S = ApplicationStatus
_OVER = (_S.DRAFT, _S.REFUSED, _S.TERMINATED, _S.INVALID, _S.REVOKED, _S.ABANDONED)
ENTITLEMENTS = ("行政给付", "行政奖励")
MOST = 50


@dataclass(frozen=True, slots=True)
class Resting:
    """Another case of the same party: which proof of it is concerned, and why."""

    application: Application
    proof: str
    why: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a revocation touches: other cases, an entitlement that would end, other people."""

    cases: tuple[Resting, ...]
    entitlement: str
    third_parties: tuple[ThirdParty, ...]

    @property
    def anything(self) -> bool:
        return bool(self.cases or self.entitlement or self.third_parties)


def touched_by_revocation(case: Application) -> Touched:
    """Everything that we know to rest on the decision of a case."""
    item = case.item
    ends = f"{item.name}的待遇或者奖励将停止" if item.kind in ENTITLEMENTS else ""
    others = tuple(ThirdParty.objects.filter(application=case))
    return Touched(tuple(_resting(case)), ends, others)


def _resting(case: Application) -> Iterator[Resting]:
    """The same promise made elsewhere, and proofs of other cases that this agency issues."""
    promised = {
        proof.version.entry.proof_id
        for proof in case.proofs.select_related("version__entry")
        if proof.way is Substitution.COMMITMENT
    }
    rows = (
        DisposedProof.objects.filter(application__applicant=case.applicant_id)
        .exclude(application=case)
        .exclude(application__status__in=_OVER)
        .select_related("application__item", "application__agency", "version__entry__proof")
        .order_by("-application__opened_at", "position")[:MOST]
    )
    agency = case.agency
    names = {name for name in (agency.name, agency.short_name) if name}
    for row in rows:
        proof = row.version.entry.proof
        if row.way is Substitution.COMMITMENT and proof.pk in promised:
            yield Resting(row.application, proof.name, "用同一项承诺代替")
        elif proof.issuing_body and any(name in proof.issuing_body for name in names):
            yield Resting(row.application, proof.name, "这份证明由作出决定的机关出具")
