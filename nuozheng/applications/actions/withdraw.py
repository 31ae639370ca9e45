"""Take the commitment back before the decision: the case goes on by the ordinary procedure."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.clocks import start_acceptance
from nuozheng.applications.completeness import gaps
from nuozheng.applications.disposal import status_by_way
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    DisposedProof,
)
from nuozheng.catalogue.facts import proof_facts
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import withdrawal
from nuozheng.law.disposition import dispose
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.law.withdrawal import WithdrawalEffect, WithdrawalFacts
from nuozheng.parties.models import Account


@dataclass(frozen=True, slots=True)
class Afterwards:
    """How each promised proof is met once the promise is withdrawn, and what follows."""

    ways: tuple[tuple[DisposedProof, Substitution], ...]
    effect: WithdrawalEffect


def foreseen(application: Application) -> Afterwards:
    """What a withdrawal would lead to, for whoever still thinks about it."""
    proofs = list(application.proofs.select_related("version__entry__proof"))
    promised = [proof for proof in proofs if proof.way is Substitution.COMMITMENT]
    ways = tuple((proof, _other_way(application, proof)) for proof in promised)
    others = [proof for proof in proofs if proof not in promised]
    asks = any(way is Substitution.RETAINED for _, way in ways) or gaps(application, others)
    return Afterwards(ways, withdrawal.effect(application.policy, asks=bool(asks)))


def withdraw(*, application: Application, by: Account, reason: str) -> Application:
    """Withdraw with a reason; no credit record, the day of receipt is kept.

    Where the applicant has nothing to hand in, the case is back with the office at once.

    Errors: Refused with every rule that stands in the way, before the moves are asked, so that a
    decided case hears why it is too late.
    """
    reason = written(reason, "撤回的理由")
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        commitment = Commitment.objects.select_for_update().filter(application=case).first()
        signed = commitment is not None and commitment.status == CommitmentStatus.SIGNED
        facts = WithdrawalFacts(
            decided=case.decided_at is not None,
            reason=reason,
            check_started=case.snapshot.get("check_started", False),
            signed=signed,
        )
        found = obstacles(withdrawal.examine(case.policy, facts))
        if found:
            raise Refused(*found)
        role = must_be_allowed(APPLICATION, "withdraw", case.status, roles)
        assert commitment is not None
        commitment.status = CommitmentStatus.WITHDRAWN
        commitment.withdrawn_at = now
        commitment.withdrawal_reason = reason
        commitment.save(update_fields=["status", "withdrawn_at", "withdrawal_reason"])
        proofs = list(case.proofs.select_related("version__entry__proof"))
        for proof in proofs:
            if proof.way is Substitution.COMMITMENT:
                _meet_another_way(case, proof)
        deadlines.meet_all(APPLICATION.kind, case.pk, now)
        case.due_on = None
        move(
            case,
            APPLICATION,
            "withdraw",
            by=by,
            role=role,
            at=now,
            reason="申请人写明了理由（见承诺书档案）",
            basis=(
                *case.policy.applicants.withdrawal.clause,
                *withdrawal.effect(case.policy).basis,
            ),
            changed=("due_on",),
        )
        if not gaps(case, proofs):
            _go_on(case, now)
    return case


def _go_on(case: Application, now: datetime) -> None:
    """Nothing is asked of the applicant: the place's procedure starts with acceptance."""
    start_acceptance(case)
    move(
        case,
        APPLICATION,
        "go_on",
        by=None,
        role=Role.SYSTEM,
        at=now,
        reason="没有要申请人交的证明",
        basis=withdrawal.effect(case.policy).basis,
        changed=("due_on",),
    )


def _other_way(case: Application, proof: DisposedProof) -> Substitution:
    return dispose(case.policy, proof_facts(proof.version)).fallback


def _meet_another_way(case: Application, proof: DisposedProof) -> None:
    fallback = _other_way(case, proof)
    proof.substitution = fallback.value
    proof.alternatives = []
    proof.status = status_by_way(fallback)
    if fallback is Substitution.DATA_SHARING:
        # Nobody is asked again within this transaction: the officer sees all there is to find out.
        left = [condition.key for condition in proof.version.condition_set.conditions]
        proof.obtained = {"sources": {}, "as_of": None, "unanswered": left}
    proof.save(update_fields=["substitution", "alternatives", "status", "obtained"])
