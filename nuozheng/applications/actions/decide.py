"""Decide a case: by a named officer, explained from its snapshot, with the ways to object."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.applications.certificates import linked
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    DisposedProof,
    ProofStatus,
)
from nuozheng.applications.second_look import look_again
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.parties.models import Account


def decide(*, application: Application, by: Account, grant: bool, reason: str = "") -> Application:
    """Grant, or refuse with a reason. Whoever decides first decides; the second is told so.

    Electronic certificates are looked at once more before anything is granted. Call it outside a
    transaction where the case may have some.

    Errors: Refused where a proof still waits for an agency's answer or for the applicant.
    """
    act = "grant" if grant else "refuse"
    reason = written(reason, "理由")
    if grant:
        look_again(application, by)
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, act, case.status, roles)
        proofs = list(case.proofs.select_related("version__entry__proof"))
        if grant:
            _everything_is_there(proofs)
        elif not reason:
            raise Refused.because(
                "reason_required", "不予办理的，要写明理由。", cure="写清楚哪一条不符合。"
            )
        case.decided_at, case.decided_by = now, by
        case.decision_reason = reason
        case.snapshot = {**case.snapshot, **_snapshot(case, proofs)}
        case.decision_document = papers.issue(
            case,
            title="准予决定书" if grant else "不予办理决定书",
            number=f"{case.catalogue.prefix}决〔{timezone.localdate().year}〕{case.pk}号",
            opening=[
                f"您于{timezone.localtime(case.submitted_at):%Y年%-m月%-d日}申请办理"
                f"“{case.item.name}”。"
                if case.submitted_at
                else f"您申请办理“{case.item.name}”。"
            ],
            reasons=[
                papers.reason(_how_met(proof), proof.findings[0]["basis"] if proof.findings else ())
                for proof in proofs
            ],
            orders=["决定准予办理。" if grant else f"决定不予办理。理由：{reason}"],
            appealable=True,
            by=by,
            at=now,
        )
        deadlines.meet_all(APPLICATION.kind, case.pk, now)
        case.due_on = None
        move(
            case,
            APPLICATION,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=case.policy.commitment.no_demand_after.clause,
            changed=(
                "decided_at",
                "decided_by",
                "decision_reason",
                "decision_document",
                "snapshot",
                "due_on",
            ),
        )
    return case


def _everything_is_there(proofs: list[DisposedProof]) -> None:
    waiting = [
        Finding(
            f"proof.{proof.pk}",
            Outcome.NOT_MET,
            _waits(proof),
            cure="登记答复以后再决定；等不到的，请上级协调，不能转而向申请人要。",
        )
        for proof in proofs
        if proof.status != ProofStatus.SETTLED
    ]
    if waiting:
        raise Refused(*waiting)


def _waits(proof: DisposedProof) -> str:
    name, held = proof.version.entry.proof.name, linked(proof)
    if held is None or not held.looked_again:
        return f"{name}还在等部门答复。"
    return f"{name}：电子证照这次{_AGAIN[held.looked_again]}，请向{held.issuer}核实，登记答复。"


_AGAIN = {
    "revoked": "查到已经吊销",
    "expired": "查到已经过期",
    "not_found": "没有查到，不等于没有",
}


def _how_met(proof: DisposedProof) -> str:
    return f"{proof.version.entry.proof.name}：{proof.way.chinese}。"


def _snapshot(case: Application, proofs: list[DisposedProof]) -> dict[str, object]:
    """What the decision rests on, as it stood: nothing of it is recomputed later."""
    commitment = Commitment.objects.filter(application=case, status=CommitmentStatus.SIGNED).first()
    return {
        "policy": case.policy_key,
        "versions": [proof.version_id for proof in proofs],
        "ways": {str(proof.pk): proof.substitution for proof in proofs},
        "certificates": {
            str(proof.pk): proof.obtained["certificate"]
            for proof in proofs
            if linked(proof) is not None
        },
        "notice": case.notice.digest if commitment else "",
        "letter": commitment.letter_number if commitment else "",
        "content_digest": commitment.content_digest if commitment else "",
    }
