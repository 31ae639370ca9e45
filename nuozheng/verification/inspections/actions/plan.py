"""安排: propose a visit, fix its day and team, change it, call it off."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.inspections import may_visit
from nuozheng.law.inspections.moves import VISIT, VisitStatus
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Party
from nuozheng.parties.roles import roles_at
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections.facts import Plan, facts_of, published_proofs
from nuozheng.verification.inspections.models import Visit, VisitCheck, VisitInspector
from nuozheng.verification.models import VerificationTask

OPEN_CLOCK, CLOSE_CLOCK = "open_package", "close_visit"


def plan_new(*, agency: Agency, plan: Plan, by: Account) -> Visit:
    """A visit of an agency's own, proposed and planned at once.

    Errors: Refused for a stranger, checks of several subjects, and whatever `may_visit` finds.
    """
    if Role.VERIFIER not in roles_at(by, agency.pk, timezone.localdate()):
        raise Refused.because(
            "not_your_move", "只有本单位的核查人员能安排检查。", cure="请核查人员登录办理。"
        )
    _must_be_of_one_subject(agency, plan.tasks)
    case = plan.tasks[0].application
    with transaction.atomic():
        visit = propose(
            agency=agency, party=case.applicant, policy_key=case.policy_key, by=by,
            at=timezone.now(),
        )  # fmt: skip
        return plan_visit(visit=visit, plan=plan, by=by)


def propose(
    *, agency: Agency, party: Party, policy_key: str, by: Account, at: datetime,
    draw: Draw | None = None,
) -> Visit:  # fmt: skip
    """A visit that still needs its day; call it in a transaction."""
    rules = load_policy(policy_key).verification
    visit = Visit.objects.create(
        agency=agency,
        party=party,
        policy_key=policy_key,
        status=VisitStatus.PROPOSED,
        draw=draw,
        basis=list(dict.fromkeys((*rules.onsite_modes.clause, *rules.visit_interval_days.clause))),
        created_at=at,
        created_by=by,
    )
    append(
        *(VISIT.kind, visit.pk, "propose_visit", "", visit.status),
        by=by,
        role=Role.VERIFIER,
        at=at,
        basis=visit.basis,
        detail={"draw": draw.code} if draw else {},
    )
    return visit


def plan_visit(*, visit: Visit, plan: Plan, by: Account, reason: str = "") -> Visit:
    """Fix or change day, place, team and checks; the case package goes to the inspectors.

    `reason` is asked for where the visit was planned before. Errors: as `plan_new`.
    """
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        locked(Party, visit.party_id)  # two agencies that plan at once see each other's visit
        row = locked(Visit, visit.pk)
        act = "plan_visit" if row.status == VisitStatus.PROPOSED else "move_visit"
        role = must_be_allowed(VISIT, act, row.status, sorted(roles_at(by, row.agency_id, today)))
        _must_be_of_one_subject(row.agency, plan.tasks, row.party_id)
        policy = load_policy(row.policy_key)
        facts = facts_of(row.agency, row.party, plan, today, visit=row)
        if wrong := obstacles(may_visit(policy, facts)):
            raise Refused(*wrong)
        changed = _write(row, plan)
        row.planned_on = facts.planned_on
        move(
            *(row, VISIT, act), by=by, role=role, at=now, basis=row.basis, changed=changed,
            reason=written(reason, "改期的原因"), detail={"version": row.version},
        )  # fmt: skip
        _send_to(row, plan)
        _set_checks(row, plan.tasks)
        deadlines.meet(VISIT.kind, row.pk, OPEN_CLOCK, now)
        if row.team.filter(opened_at=None).exists():
            days = policy.verification.push_days
            deadlines.start(
                *(VISIT.kind, row.pk, OPEN_CLOCK), title="检查人员签收案件材料", from_day=today,
                days=days.value, basis=days.clause,
            )  # fmt: skip
    return row


def call_off(*, visit: Visit, reason: str, by: Account) -> Visit:
    """Nobody goes; the checks stay to be made in another way."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(Visit, visit.pk)
        held = roles_at(by, row.agency_id, timezone.localdate())
        role = must_be_allowed(VISIT, "call_off", row.status, sorted(held))
        _end(row, by=by, role=role, at=now, reason=written(reason, "不去的理由"))
    return row


def call_off_idle() -> int:
    """Visits whose every check was settled in another way meanwhile; how many were called off."""
    now, ended = timezone.now(), 0
    still_due = VisitCheck.objects.filter(task__status__in=PENDING).values("visit")
    idle = Visit.objects.filter(status__in=(VisitStatus.PROPOSED, VisitStatus.PLANNED))
    for pk in idle.exclude(pk__in=still_due).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            row = locked(Visit, pk)
            if row.state in (VisitStatus.PROPOSED, VisitStatus.PLANNED):
                reason = "要查的都已经用别的办法查清，或者不再需要"
                _end(row, by=None, role=Role.SYSTEM, at=now, reason=reason)
                ended += 1
    return ended


def _end(row: Visit, *, by: Account | None, role: Role, at: datetime, reason: str) -> None:
    row.version += 1
    move(row, VISIT, "call_off", by=by, role=role, at=at, reason=reason, changed=("version",))
    deadlines.meet_all(VISIT.kind, row.pk, at)


def _write(row: Visit, plan: Plan) -> tuple[str, ...]:
    row.mode, row.joined_to = plan.mode, plan.joined
    row.where = {
        "address": written(plan.address, "地址", 200),
        "division": plan.division,
        "latitude": plan.latitude,
        "longitude": plan.longitude,
    }
    row.need_reason = written(plan.need_reason, "去现场的理由")
    row.override_reason = written(plan.override_reason, "单独去的理由")
    row.team_reason = written(plan.team_reason, "换人的原因")
    row.version += 1
    return (
        *("mode", "joined_to", "where", "planned_on", "need_reason", "override_reason"),
        *("team_reason", "version"),
    )


def _send_to(row: Visit, plan: Plan) -> None:
    """Who goes. A receipt stands for the checks it was given for: other checks, another receipt."""
    before = {one.account_id: one for one in row.team.all()}
    checks = set(row.checks.values_list("task", flat=True))
    is_same = checks == {one.pk for one in plan.tasks}
    row.team.all().delete()
    for account in plan.team:
        old = before.get(account.pk)
        VisitInspector.objects.create(
            visit=row,
            account=account,
            is_drawn=old is not None and old.is_drawn,
            opened_at=old.opened_at if old is not None and is_same else None,
        )


def _set_checks(row: Visit, tasks: Collection[VerificationTask]) -> None:
    published = published_proofs(row.agency)
    row.checks.all().delete()
    VisitCheck.objects.bulk_create(
        VisitCheck(visit=row, task=one, item=published[one.proof.version.entry.proof_id])
        for one in tasks
    )


def _must_be_of_one_subject(
    agency: Agency, tasks: Collection[VerificationTask], party: int | None = None
) -> None:
    parties = {one.application.applicant_id for one in tasks} | ({party} if party else set())
    strange = any(one.agency_id != agency.pk or one.status not in PENDING for one in tasks)
    if not tasks or len(parties) != 1 or strange:
        raise Refused.because(
            "visit_to_one_subject",
            "没有选要查的承诺，或者选的不是同一个对象、已经有结论。",
            cure="请刷新页面，只选这一个对象还没有查清的承诺。",
        )
