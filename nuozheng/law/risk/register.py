"""风险登记: each work step has an assessed risk with its control, or an explicit none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


class WorkStep(StrEnum):
    """工作环节, in the order of the procedure."""

    INFORM = "inform"
    CHOOSE = "choose"
    COMMIT = "commit"
    DECIDE = "decide"
    CHECK = "check"
    SUPERVISE = "supervise"
    CONSEQUENCE = "consequence"

    @property
    def chinese(self) -> str:
        return _STEP[self]


_STEP = {
    WorkStep.INFORM: "告知",
    WorkStep.CHOOSE: "选择办法",
    WorkStep.COMMIT: "签承诺书",
    WorkStep.DECIDE: "作决定",
    WorkStep.CHECK: "核查",
    WorkStep.SUPERVISE: "日常监管",
    WorkStep.CONSEQUENCE: "不实的处理",
}


class Grade(IntEnum):
    """How likely, and how bad."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3

    @property
    def chinese(self) -> str:
        return {1: "低", 2: "中", 3: "高"}[self.value]


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What is written about one step; with `none_reason` it says that the step has no risk."""

    step: str
    owner: str
    review_on: date | None
    point: str = ""
    measure: str = ""
    likelihood: int | None = None
    impact: int | None = None
    none_reason: str = ""


def point_is_whole(policy: Policy, facts: RiskFacts, today: date) -> Finding:
    """梳理工作环节风险点，制定防控措施 (XBQ21-2.7a, MJ21-2.3.9a, ORD21-4.6g)."""
    key, basis = "risk_point_is_whole", policy.risk.step_register.clause
    if lacks := list(_lacks(facts, today)):
        return not_met(
            key,
            f"还缺：{'、'.join(lacks)}。",
            basis,
            cure="补齐再登记；这个环节确实没有风险的，选“没有风险点”并写明理由。",
            appeal=ASK_REVIEWER,
        )
    return met(key, "写全了。", basis)


def register_is_whole(policy: Policy, written: Collection[str]) -> list[Finding]:
    """One answer for each step, whether anything stands there; `written` are the steps that have.

    An empty step is shown as incomplete; nothing else hangs on it.
    """
    basis = policy.risk.step_register.clause
    return [
        met("risk_step_is_written", f"{step.chinese}：已登记。", basis)
        if step in written
        else not_met(
            "risk_step_is_written",
            f"{step.chinese}：还没有登记风险点。",
            basis,
            cure="登记风险点和防控措施；没有风险的，写明理由。",
            appeal=ASK_REVIEWER,
        )
        for step in WorkStep
    ]


def _lacks(facts: RiskFacts, today: date) -> Iterable[str]:
    if facts.step not in set(WorkStep):
        yield "工作环节"
    if not facts.owner.strip():
        yield "责任人"
    if facts.review_on is None or facts.review_on <= today:
        yield "今天以后的复查日期"
    if facts.none_reason.strip():
        if facts.point.strip() or facts.measure.strip():
            yield "选一种：要么写风险点，要么写没有风险点的理由"
        return
    if not facts.point.strip():
        yield "风险点（没有的，写明理由）"
    if not facts.measure.strip():
        yield "防控措施"
    grades = set(Grade)
    if facts.likelihood not in grades or facts.impact not in grades:
        yield "可能性和影响"
