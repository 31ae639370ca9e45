"""From an entry's plan and a committer's standing to one task: who checks what, how, until when."""

from dataclasses import dataclass, replace
from datetime import date

from nuozheng.applications.models import Application, DisposedProof
from nuozheng.catalogue.revision.examination import read_plan
from nuozheng.credit.standing import standing_of
from nuozheng.law.calendar import load_calendar
from nuozheng.law.conditions import Condition
from nuozheng.law.findings import Finding
from nuozheng.law.verification_plan import Depth, Plan, depth, due_on, end_of_batch


@dataclass(frozen=True, slots=True)
class Timing:
    """The day by which a task is due, and whether it crosses a year not yet published."""

    on: date
    provisional: bool


def plan_of(proof: DisposedProof, default_days: int) -> Plan:
    """The plan of a proof's entry; days that the entry leaves open are the place's."""
    plan = read_plan(proof.version.plan)
    return replace(
        plan,
        due_days=plan.due_days or default_days,
        from_event=plan.from_event or "decision",
    )


def depth_of(application: Application, on: date) -> tuple[Depth, Finding]:
    """How deep this committer is checked, and why: the record counts, not the choice to commit."""
    return depth(application.policy, standing_of(application.applicant, on))


def timing(plan: Plan, event_on: date) -> Timing:
    """When a check is due, counted from signing or from the decision, or with its month's batch."""
    if plan.from_event == "batch":
        return Timing(end_of_batch(event_on), provisional=False)
    due = due_on(plan, event_on, load_calendar())
    assert due is not None
    return Timing(due.on, due.provisional)


def manner_of(condition: Condition, plan: Plan) -> str:
    """The condition's own stated way where it has one, otherwise the entry's."""
    if condition.attested is not None:
        return condition.attested.method
    return plan.manner or "online"


def standard_of(condition: Condition, plan: Plan) -> str:
    """What to compare with what."""
    if condition.attested is not None:
        return condition.attested.how
    return plan.standard or "承诺的内容与数据源记载一致，数字在允许的误差以内"
