"""Credit repair: asked for by the subject, decided with reasons, effective at once."""

from django.db import transaction
from django.utils import timezone

from nuozheng.credit import access
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.standing import fact_of
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import repair as rules
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import CREDIT_RECORD, CREDIT_REPAIR, RecordStatus, RepairStatus
from nuozheng.law.repair import RepairRequest
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def request_repair(
    *, record: CreditRecord, by: Account, duties_done: bool, promise_made: bool, evidence: str
) -> CreditRepair:
    """Ask for repair. Refused with every condition that is not yet there, and its earliest day."""
    evidence = written(evidence, "凭证说明")
    now = timezone.now()
    with transaction.atomic():
        row = locked(CreditRecord, record.pk)
        if Role.APPLICANT not in access.roles_on(by, row, timezone.localdate()):
            raise Refused.because(
                "not_your_record",
                "只能为自己的记录申请信用修复。",
                cure="请用记录本人的账号登录；企业的记录，由企业登记的代表登录申请。",
            )
        if row.status != RecordStatus.IN_FORCE:
            raise Refused.because(
                "record_not_in_force",
                "这条记录现在没有效力，不用修复。",
                cure="您不用做什么：没有效力的记录不影响您承诺。",
            )
        asked = RepairRequest(duties_done=duties_done, credit_promise=promise_made)
        found = obstacles(
            rules.may_be_repaired(
                load_policy(row.policy_key), fact_of(row), asked, timezone.localdate()
            )
        )
        if found:
            raise Refused(*found)
        if row.repairs.filter(status=RepairStatus.REQUESTED).exists():
            raise Refused.because(
                "repair_under_way",
                "这条记录的修复申请正在办理，不用再申请。",
                cure="请等办理结果；想问进度的，可以拨打12345。",
            )
        repair = CreditRepair.objects.create(
            record=row,
            status=RepairStatus.REQUESTED,
            evidence=evidence,
            requested_by=by,
            requested_at=now,
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
        )
    return repair


def decide_repair(*, repair: CreditRepair, by: Account, grant: bool, reason: str) -> CreditRepair:
    """Grant or refuse; a granted repair restores eligibility the same moment."""
    reason = written(reason, "理由")
    now = timezone.now()
    with transaction.atomic():
        row = locked(CreditRepair, repair.pk)
        record = locked(CreditRecord, row.record_id)
        roles = access.roles_on(by, record, timezone.localdate())
        act = "grant_repair" if grant else "refuse_repair"
        role = must_be_allowed(CREDIT_REPAIR, act, row.status, roles)
        row.decided_by, row.decided_at, row.reason = by, now, reason
        move(
            row,
            CREDIT_REPAIR,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            changed=("decided_by", "decided_at", "reason"),
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
                changed=("repaired_on",),
            )
    return row
