"""Take the commitment back before the decision: the case goes on by the ordinary procedure."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
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
from nuozheng.law.vocabulary import Substitution
from nuozheng.law.withdrawal import WithdrawalFacts
from nuozheng.parties.models import Account


def withdraw(*, application: Application, by: Account, reason: str) -> Application:
    """Withdraw with a reason; no credit record, the day of receipt is kept.

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
        for proof in case.proofs.select_related("version__entry__proof"):
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
    return case


def _meet_another_way(case: Application, proof: DisposedProof) -> None:
    fallback = dispose(case.policy, proof_facts(proof.version)).fallback
    proof.substitution = fallback.value
    proof.alternatives = []
    proof.status = status_by_way(fallback)
    proof.save(update_fields=["substitution", "alternatives", "status"])
