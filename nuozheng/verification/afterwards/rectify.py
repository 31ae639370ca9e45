"""责令限期整改: the person reports that it is mended, and somebody looks again."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.documents.uploads import received
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import UNTRUTH_FINDING, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.models import Recheck
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.models import Consequence, UntruthFinding

RECTIFY = "rectify"


def start_clock(consequence: Consequence) -> None:
    """The day by which it must be mended; passing it is no finding, but shows in the queue."""
    if consequence.due_on is None:
        return
    today = timezone.localdate()
    deadlines.start_until(
        UNTRUTH_FINDING.kind,
        consequence.finding_id,
        RECTIFY,
        title="整改",
        from_day=today,
        due_on=consequence.due_on,
        of_person=True,
        basis=consequence.basis,
    )


def report(
    *, consequence: Consequence, by: Account, text: str, paper: bytes | None = None
) -> Recheck:
    """The person says that it is mended, with a paper if there is one; a re-check follows."""
    said, now = written(text, "整改情况"), timezone.now()
    if not said:
        raise Refused.because(
            "statement_empty", "还没有写整改情况。", cure="写明改了什么、什么时候改的。"
        )
    with transaction.atomic():
        order = _order(consequence)
        roles = access.roles_in(by, order.finding.application, timezone.localdate())
        role = next((role for role in roles if role.speaks_for_applicant), None)
        if role is None:
            raise Refused.because(
                "not_your_move", "整改情况由本人报告。", cure="请用申请人或者代理人的账号登录。"
            )
        waiting = _waiting(order)
        waiting.reported, waiting.reported_by, waiting.reported_at = said, by, now
        if paper is not None:
            document = received(paper, kind="rectification", title="整改材料")
            document.created_at, document.created_by = now, by
            document.save()
            waiting.paper = document
        waiting.save()
        _tell(order.finding, "report_mended", by, role)
    return waiting


def recheck(*, consequence: Consequence, by: Account, fixed: bool, note: str) -> Recheck:
    """复查: mended, so that the finding may be closed; or not, so that another measure follows.

    Errors: Refused without a note, for strangers, and where it was found mended already.
    """
    note, now = written(note, "复查情况"), timezone.now()
    if not note:
        raise Refused.because(
            "note_required", "还没有写复查看到了什么。", cure="写明怎样复查、看到了什么。"
        )
    with transaction.atomic():
        order = _order(consequence)
        case = order.finding.application
        roles = access.roles_in(by, case, timezone.localdate())
        role = next((one for one in (Role.VERIFIER, Role.OFFICER) if one in roles), None)
        if role is None:
            raise Refused.because(
                "not_your_move",
                "复查由本机关的核查人员或者经办人员来做。",
                cure="请用有这个职责的账号登录，或者转给他们办理。",
            )
        row = _waiting(order)
        row.fixed, row.note, row.rechecked_by, row.rechecked_at = fixed, note, by, now
        row.save()
        row.document = papers.issue(
            case,
            title="整改复查意见书",
            number=f"{case.catalogue.prefix}复查〔{timezone.localdate().year}〕{row.pk}号",
            opening=[f"依据{order.document_number}，复查您的整改情况。", f"看到的情况：{note}"],
            orders=["已经整改到位。" if fixed else "还没有整改到位，将依法另行处理。"],
            appealable=False,
            by=by,
            at=now,
        )
        row.save(update_fields=["document"])
        serve_online(case, row.document, by=by)
        if fixed:
            order.met_at = now
            order.save(update_fields=["met_at"])
            deadlines.meet(UNTRUTH_FINDING.kind, order.finding_id, RECTIFY, now)
        _tell(order.finding, "recheck_mended" if fixed else "recheck_unmended", by, role)
    return row


def is_rectified(finding: UntruthFinding) -> bool:
    """Whether the order to rectify, if there is one, was found fulfilled."""
    return not finding.consequences.filter(measure=RECTIFY, met_at=None).exists()


def overdue(finding: UntruthFinding) -> bool:
    """Whether the day to mend has passed and nobody found it mended: another measure is next."""
    today = timezone.localdate()
    return finding.consequences.filter(measure=RECTIFY, met_at=None, due_on__lt=today).exists()


def _order(consequence: Consequence) -> Consequence:
    order = locked(Consequence, consequence.pk)
    if order.measure != RECTIFY or order.met_at or order.finding.status == UntruthStatus.CLOSED:
        raise Refused.because(
            "nothing_to_mend_here",
            "没有要整改的，或者已经整改到位。",
            cure="请刷新页面，看最新的状态。",
        )
    return order


def _waiting(order: Consequence) -> Recheck:
    found = Recheck.objects.filter(consequence=order, rechecked_at=None).first()
    return found or Recheck(consequence=order)


def _tell(finding: UntruthFinding, act: str, by: Account, role: Role) -> None:
    append(
        UNTRUTH_FINDING.kind, finding.pk, act, finding.status, finding.status, by=by, role=role,
        at=timezone.now(), basis=finding.application.policy.consequences.rectify_days.clause,
    )  # fmt: skip
