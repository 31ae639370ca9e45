"""签收: an inspector opens the case package; the receipt is kept."""

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.findings import Refused
from nuozheng.law.inspections.moves import VISIT
from nuozheng.law.policy import load_policy
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.inspections.actions.plan import OPEN_CLOCK
from nuozheng.verification.inspections.models import Visit, VisitInspector


def open_package(*, visit: Visit, by: Account) -> VisitInspector:
    """Log that an inspector received letter, facts and prior results; twice is once."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(Visit, visit.pk)
        held = roles_at(by, row.agency_id, timezone.localdate())
        role = must_be_allowed(VISIT, "open_package", row.status, sorted(held))
        going = goes(row, by)
        if going.opened_at is not None:
            return going
        going.opened_at = now
        going.save(update_fields=["opened_at"])
        pushed = load_policy(row.policy_key).verification.push_to_inspector.clause
        move(row, VISIT, "open_package", by=by, role=role, at=now, basis=pushed)
        if not row.team.filter(opened_at=None).exists():
            deadlines.meet(VISIT.kind, row.pk, OPEN_CLOCK, now)
    return going


def goes(visit: Visit, account: Account) -> VisitInspector:
    """The account's place in the team. Errors: Refused for anybody else."""
    found = visit.team.filter(account=account).first()
    if found is None:
        raise Refused.because(
            "not_your_move", "这次检查没有派您去。", cure="请派去的检查人员登录办理。"
        )
    return found
