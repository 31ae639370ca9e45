"""Credit repair: asked for by the subject, decided and told in one act, effective at once."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from nuozheng.credit import access, papers
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.standing import fact_of
from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import repair as rules
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.procedure import CREDIT_RECORD, CREDIT_REPAIR, RecordStatus, RepairStatus
from nuozheng.law.repair import Duty, RepairRequest
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

DECIDE = "decide"
Duties = Callable[[CreditRecord, Account, datetime], list[Duty]]


def request_repair(
    *, record: CreditRecord, by: Account, duties_done: bool, promise_made: bool, evidence: str
) -> CreditRepair:
    """Ask for repair; what sources and our own documents show, the person need not.

    Refused with every condition that is not yet there, and its earliest day. Call it outside a
    transaction: sources are asked.
    """
    evidence = written(evidence, "凭证说明")
    now = timezone.now()
    record = CreditRecord.objects.select_related("agency", "jurisdiction").get(pk=record.pk)
    _is_theirs(record, by)
    policy = load_policy(record.policy_key)
    _may_be_asked_now(record, policy)
    duties = _duties()(record, by, now)
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        _may_be_asked_now(row, policy)
        asked = RepairRequest(duties_done, promise_made, tuple(duties), evidence=bool(evidence))
        found = rules.may_be_repaired(policy, fact_of(row), asked, timezone.localdate())
        if wanting := obstacles(found):
            raise Refused(*wanting)
        repair = CreditRepair.objects.create(
            record=row,
            status=RepairStatus.REQUESTED,
            evidence=evidence,
            duties=[
                {"what": one.what, "done": one.done, "shown_by": one.shown_by} for one in duties
            ],
            requested_by=by,
            requested_at=now,
        )
        deadlines.start(
            CREDIT_REPAIR.kind,
            repair.pk,
            DECIDE,
            title="决定信用修复",
            from_day=timezone.localdate(),
            days=policy.credit.repair_days.value,
            basis=policy.credit.repair_days.clause,
        )
        append(
            CREDIT_REPAIR.kind,
            repair.pk,
            "request",
            "",
            RepairStatus.REQUESTED,
            by=by,
            role=Role.APPLICANT,
            at=now,
            basis=policy.credit.repair.clause,
        )
    return repair


def decide_repair(*, repair: CreditRepair, by: Account, grant: bool, reason: str) -> CreditRepair:
    """Grant or refuse, and tell the person in the same act; what is granted holds that moment."""
    reason = written(reason, "理由")
    now = timezone.now()
    with transaction.atomic():
        # The record first, as whoever asks or objects holds it.
        record = locked(CreditRecord, repair.record_id)
        row = locked(CreditRepair, repair.pk)
        roles = access.roles_on(by, record, timezone.localdate())
        act = "grant_repair" if grant else "refuse_repair"
        role = must_be_allowed(CREDIT_REPAIR, act, row.status, roles)
        policy = load_policy(record.policy_key)
        row.decided_by, row.decided_at, row.reason = by, now, reason
        if reason:
            row.document = _document(row, record, policy, grant=grant, by=by, at=now)
        deadlines.meet_all(CREDIT_REPAIR.kind, row.pk, now)
        move(
            row,
            CREDIT_REPAIR,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=policy.credit.repair.clause,
            changed=("decided_by", "decided_at", "reason", "document"),
        )
        if grant:
            record.repaired_on = timezone.localdate()
            move(
                record,
                CREDIT_RECORD,
                "repair",
                by=by,
                role=role,
                at=now,
                reason=reason,
                basis=policy.credit.repair_ends.clause,
                changed=("repaired_on",),
            )
    return row


def _is_theirs(record: CreditRecord, by: Account) -> None:
    if Role.APPLICANT not in access.roles_on(by, record, timezone.localdate()):
        raise Refused.because(
            "not_your_record",
            "只能为自己的记录申请信用修复。",
            "CN-XF36-2",
            cure="请用记录本人的账号登录；企业的记录，由企业登记的代表登录申请。",
        )


def _may_be_asked_now(record: CreditRecord, policy: Policy) -> None:
    """Errors: Refused for a record that has no effect, is disputed, or is being repaired."""
    if record.status == RecordStatus.DISPUTED:
        raise Refused.because(
            "record_is_disputed",
            "这条记录有异议，正在核实；核实期间它不影响您。",
            *policy.credit.objection.clause,
            cure="等有了结果再申请修复；不想等的，可以先撤回异议。",
        )
    if record.status != RecordStatus.IN_FORCE:
        raise Refused.because(
            "record_not_in_force",
            "这条记录现在没有效力，不用修复。",
            "CN-XF36-2",
            cure="您不用做什么：没有效力的记录不影响您承诺。",
        )
    if record.repairs.filter(status=RepairStatus.REQUESTED).exists():
        raise Refused.because(
            "repair_under_way",
            "这条记录的修复申请正在办理，不用再申请。",
            "CN-XF36-2",
            cure="请等办理结果；想问进度的，可以拨打12345。",
        )


def _document(
    row: CreditRepair,
    record: CreditRecord,
    policy: Policy,
    *,
    grant: bool,
    by: Account,
    at: datetime,
) -> Document:
    shown = [f"{one['what']}（{one['shown_by']}）" for one in row.duties if one["done"]]
    seen = [f"我们查到：{'；'.join(shown)}。"] if shown else []
    said = [f"您说明：{row.evidence}"] if row.evidence else []
    granted = (
        "准予信用修复。自今天起终止公示、停止共享和使用这条记录，同步解除以它为依据的惩戒措施；"
        "收到过这条记录的平台和部门，都已经通知撤下。您现在就可以再用告知承诺。"
    )
    rule = policy.credit.repair_ends if grant else policy.credit.repair
    return papers.issue(
        record,
        title="信用修复决定书",
        number=papers.number_of(record, "信修", at, row.pk),
        opening=[papers.told_of(record), *seen, *said],
        reasons=[papers.reason(row.reason, rule.clause)],
        orders=[granted if grant else "暂不修复。补齐以后可以再申请，不限次数。"],
        by=by,
        at=at,
    )


@cache
def _duties() -> Duties:
    """Findings and their measures are kept by parts above, so the settings name who knows."""
    found: Duties = import_string(settings.DUTIES_OF_A_RECORD)
    return found
