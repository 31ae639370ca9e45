"""What a case leaves to the supervising unit: a look at the record, supervision afterwards."""

from django.utils import timezone

from nuozheng.applications.declaration import committed_proofs
from nuozheng.applications.models import Application
from nuozheng.catalogue.adjustment.models import AgencySuccession
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append, move
from nuozheng.law.supervision import (
    CREDIT_CHECK,
    SUPERVISION_ENTRY,
    CreditCheckStatus,
    SupervisionStatus,
)
from nuozheng.law.vocabulary import Role
from nuozheng.verification.planning import plan_of
from nuozheng.verification.supervision.access import supervising
from nuozheng.verification.supervision.actions import LOOK_UP, SUPERVISE
from nuozheng.verification.supervision.models import CreditCheck, SupervisionEntry

DAILY = "日常检查"
"""The way of supervision where neither the plan nor the place's text names one."""


def open_supervision(application: Application, row: Move) -> None:
    """加强日常监管 (ORD21-4.4e); elsewhere for what is exempt from checks (XBQ21-2.5d)."""
    rules = application.policy.verification
    proofs = committed_proofs(application)
    plans = [plan_of(proof, rules.after_decision_days.value) for proof in proofs]
    exempt = [plan for plan in plans if plan.exempt]
    if not plans or not (rules.daily_supervision.value or exempt):
        return
    named = [mode for plan in exempt for mode in plan.supervision_modes]
    modes = list(dict.fromkeys(named or rules.supervision_modes.value or (DAILY,)))
    basis = [*rules.daily_supervision.clause, *(rules.supervision_modes.clause if exempt else ())]
    today = timezone.localtime(row.at).date()
    entry = SupervisionEntry.objects.create(
        application=application,
        agency=supervising(application.item),
        modes=modes,
        basis=basis,
        status=SupervisionStatus.OWED,
        opened_at=row.at,
        due_on=today,
    )
    clock = deadlines.start(
        SUPERVISION_ENTRY.kind,
        entry.pk,
        SUPERVISE,
        title="决定以后的日常监管",
        from_day=today,
        days=rules.supervision_days.value,
        basis=basis,
    )
    entry.due_on = clock.due_on
    entry.save(update_fields=["due_on"])
    append(
        *(SUPERVISION_ENTRY.kind, entry.pk, "open", "", SupervisionStatus.OWED),
        by=None,
        role=Role.SYSTEM,
        at=row.at,
        basis=basis,
    )


def end_supervision(application: Application, row: Move) -> None:
    """The decision is gone: there is nothing left to supervise."""
    entry = SupervisionEntry.objects.select_for_update().filter(application=application).first()
    if entry is None or entry.status in SUPERVISION_ENTRY.ends:
        return
    deadlines.meet_all(SUPERVISION_ENTRY.kind, entry.pk, row.at)
    move(entry, SUPERVISION_ENTRY, "end_supervision", by=None, role=Role.SYSTEM, at=row.at)


def open_credit_check(application: Application, row: Move) -> None:
    """监管部门…及时核查申请人信用情况 (ORD23-3.3.3f): the task is the supervising unit's."""
    policy = application.policy
    if policy.applicants.pre_check_credit_score.value != "supervisor_checks":
        return
    if CreditCheck.objects.filter(application=application).exists():
        return
    today = timezone.localtime(row.at).date()
    days = policy.verification.credit_check_days
    check = CreditCheck.objects.create(
        application=application,
        agency=supervising(application.item),
        status=CreditCheckStatus.OPEN,
        opened_at=row.at,
        due_on=today,
    )
    clock = deadlines.start(
        CREDIT_CHECK.kind,
        check.pk,
        LOOK_UP,
        title="监管部门核查申请人信用",
        from_day=today,
        days=days.value,
        basis=days.clause,
    )
    check.due_on = clock.due_on
    check.save(update_fields=["due_on"])
    append(
        *(CREDIT_CHECK.kind, check.pk, "open", "", CreditCheckStatus.OPEN),
        by=None,
        role=Role.SYSTEM,
        at=row.at,
        basis=days.clause,
    )


def drop_credit_check(application: Application, row: Move) -> None:
    """Nothing was decided on trust: whoever promised nothing is looked up by nobody."""
    check = CreditCheck.objects.select_for_update().filter(application=application).first()
    if check is None or check.status in CREDIT_CHECK.ends:
        return
    deadlines.meet_all(CREDIT_CHECK.kind, check.pk, row.at)
    move(check, CREDIT_CHECK, "drop_credit_check", by=None, role=Role.SYSTEM, at=row.at)


def move_supervision(succession: AgencySuccession, row: Move) -> None:
    """Follower of a succession: what is still owed goes along with its service."""
    mine = {
        "agency": succession.predecessor_id,
        "application__item__in": succession.items.values("pk"),
    }
    owed = (SupervisionStatus.OWED, SupervisionStatus.PLANNED)
    SupervisionEntry.objects.filter(**mine, status__in=owed).update(agency=succession.successor_id)
    CreditCheck.objects.filter(**mine, status=CreditCheckStatus.OPEN).update(
        agency=succession.successor_id
    )
