"""The applicant's own choice for one proof: promise, or another lawful way."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.disposal import status_by_way
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.evidence.moves import append, locked, must_be_allowed
from nuozheng.law.disposition import Disposition, may_choose, may_decline
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account

_OPEN = (
    ProofStatus.AWAITING_CHOICE,
    ProofStatus.AWAITING_COMMITMENT,
    ProofStatus.AWAITING_DOCUMENT,
    ProofStatus.AWAITING_AGENCY,
)


def choose(
    *,
    application: Application,
    proof: DisposedProof,
    way: Substitution,
    by: Account,
    declined_because: str = "",
) -> DisposedProof:
    """Take one of the ways offered; it may be changed until the case is handed in.

    `declined_because` (unwilling, unable, wont_bear_liability) is asked where a commitment was
    offered and another way is taken. Errors: Refused, with the ways that are open.
    """
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "choose", case.status, roles)
        row = DisposedProof.objects.select_for_update().get(pk=proof.pk, application=case)
        _is_open(row)
        offered = _offered(row)
        finding = may_choose(case.policy, offered, way)
        if finding.is_obstacle:
            raise Refused(finding)
        basis = finding.basis
        declining = way is not Substitution.COMMITMENT and Substitution.COMMITMENT in offered.ways
        if declining:
            reason = may_decline(case.policy, declined_because)
            if reason.is_obstacle:
                raise Refused(reason)
            basis = (*basis, *reason.basis)
        row.substitution = way.value
        row.alternatives = [other.value for other in offered.ways if other is not way]
        row.status = status_by_way(way)
        row.chosen_reason = declined_because if declining else ""
        row.chosen_at, row.chosen_by = now, by
        row.save()
        append(
            APPLICATION.kind,
            case.pk,
            "choose",
            case.status,
            case.status,
            by=by,
            role=role,
            at=now,
            basis=basis,
            detail={"proof": row.pk, "way": way.value, "declined": row.chosen_reason},
        )
    return row


def _is_open(proof: DisposedProof) -> None:
    if proof.status in _OPEN and proof.document_id is None:
        return
    raise Refused.because(
        "proof_is_settled", "这份证明已经有着落，不用再选。", cure="接着办下一份就行。"
    )


def _offered(proof: DisposedProof) -> Disposition:
    return Disposition(
        proof.way,
        tuple(Substitution(way) for way in proof.alternatives),
        fallback=proof.way,
        findings=(),
    )
