"""责任追究 (LYG19-1.1.2e): a supervisor enters who was at fault and what was decided about it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.risk.moves import LIABILITY_ENTRY, LiabilityStatus
from nuozheng.law.risk.records import LiabilityFacts, liability_is_whole
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.risk.access import decided_findings, liability
from nuozheng.verification.risk.models import LiabilityEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """Who, which fault, with what outcome; `subject_kind` is unit or person."""

    subject_kind: str
    subject: str
    fault: str
    outcome: str


def enter_liability(*, finding: UntruthFinding, fault: Fault, by: Account) -> LiabilityEntry:
    """Enter it from a decided finding. Errors: Refused for all but the place's supervisors."""
    now, today = timezone.now(), timezone.localdate()
    if not decided_findings(by, today).filter(pk=finding.pk).exists():
        raise Refused.because(
            "not_your_move",
            "责任追究只由监督人员从已经有结论的认定登记。",
            cure="请把情况告诉本地的监督人员。",
        )
    case = finding.application
    facts = LiabilityFacts(
        fault.subject_kind,
        written(fault.subject, "单位名称或者姓名", SHORT),
        written(fault.fault, "过错"),
        written(fault.outcome, "处理结果"),
        case.number,
    )
    if found := obstacles([liability_is_whole(case.policy, facts)]):
        raise Refused(*found)
    with transaction.atomic():
        row = LiabilityEntry.objects.create(
            finding=finding,
            subject_kind=facts.subject_kind,
            subject=facts.subject,
            fault=facts.fault,
            outcome=facts.outcome,
            status=LiabilityStatus.ENTERED,
            entered_at=now,
            entered_by=by,
        )
        append(
            *(LIABILITY_ENTRY.kind, row.pk, "enter_liability", "", row.status),
            by=by,
            role=Role.SUPERVISOR,
            at=now,
            basis=case.policy.risk.liability.clause,
        )
    return row


def withdraw_liability(*, entry: LiabilityEntry, reason: str, by: Account) -> LiabilityEntry:
    """It was entered wrongly, or what was decided no longer stands; it stays readable."""
    reason = written(reason, "理由")
    with transaction.atomic():
        row = locked(LiabilityEntry, entry.pk)
        mine = liability(by, timezone.localdate()).filter(pk=row.pk).exists()
        roles = (Role.SUPERVISOR,) if mine else ()
        role = must_be_allowed(LIABILITY_ENTRY, "withdraw_liability", row.status, roles)
        row.withdrawn_because = reason
        move(
            *(row, LIABILITY_ENTRY, "withdraw_liability"),
            by=by,
            role=role,
            at=timezone.now(),
            # The words are about a person and stay with the entry, encrypted.
            reason="理由见登记" if reason else "",
            changed=("withdrawn_because",),
        )
    return row
