"""Hand in one proof as a document: only what the case may ask for, never more."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import append, locked
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account

_WHILE = (
    ApplicationStatus.DRAFT,
    ApplicationStatus.NOTICED,
    ApplicationStatus.AWAITING_PROOFS,
    ApplicationStatus.AWAITING_COMPLETION,
)


def hand_in(
    *, application: Application, proof: DisposedProof, content: bytes, by: Account
) -> DisposedProof:
    """File a document for a proof that the applicant is to submit; a second one replaces the first.

    Errors: Refused where the proof is met another way, the case is closed, or the file can't be
    read as PDF, JPEG or PNG of the size that an upload may have.
    """
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = next((role for role in roles if role.speaks_for_applicant), None)
        if role is None:
            raise Refused.because(
                "not_your_move",
                "只有申请人或者代理人能提交证明。",
                cure="请用申请人或者代理人的账号登录，再提交。",
            )
        if case.status not in _WHILE:
            raise Refused.because(
                "case_not_open_for_proofs",
                f"办件现在是“{case.state.chinese}”，不用再交材料。",
                cure="现在不用您做什么；要您补交的，会通知您。办件已经结束、还想办的，请重新申请。",
            )
        row = (
            DisposedProof.objects.select_for_update(of=("self",))
            .select_related("version__entry__proof")
            .get(pk=proof.pk, application=case)
        )
        if row.way is not Substitution.RETAINED:
            raise Refused.because(
                "proof_met_otherwise",
                f"{row.version.entry.proof.name}用“{row.way.chinese}”解决，不用您交。",
                *case.policy.commitment.no_demand_after.clause,
                cure="想改成自己提交的，先在办法里选“需提交”。",
            )
        document = received(content, kind="proof", title=row.version.entry.proof.name)
        document.created_at, document.created_by = now, by
        document.save()
        row.document, row.status = document, ProofStatus.SETTLED
        row.save(update_fields=["document", "status"])
        append(
            APPLICATION.kind,
            case.pk,
            "hand_in",
            case.status,
            case.status,
            by=by,
            role=role,
            at=now,
            detail={"proof": row.pk, "sha256": document.sha256},
        )
    return row
