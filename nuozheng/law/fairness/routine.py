"""日常检查: why a case was looked at, and what may not be the reason."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.inspections.planning import FEWEST_INSPECTORS
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import BY_COMMITMENT_ALONE, selection_is_fair

CRITERION_WORD: dict[str, str] = {
    "draw": "随机抽中",
    "complaint": "投诉举报、交办转办",
    "risk": "事项风险高",
    "record": "有失信记录",
    "everybody": "这类办件全部检查",
    BY_COMMITMENT_ALONE: "用了告知承诺",
}
"""Why a case was chosen; the last one alone is refused."""
RESULT_WORD: dict[str, str] = {
    "": "没有处理",
    "guide": "批评教育、指导",
    "rectify": "责令改正",
    "penalise": "行政处罚",
    "refer": "移送",
}
"""What came of it."""


@dataclass(frozen=True, slots=True)
class RoutineFacts:
    """One inspection as it is entered; `inspectors` counts those who hold the post that day."""

    today: date
    on: date
    handed_in_on: date | None
    criteria: Sequence[str]
    measure: str
    inspectors: int
    strangers: Collection[str] = ()


def examine(policy: Policy, facts: RoutineFacts) -> list[Finding]:
    """Everything that keeps an inspection from being entered, at once."""
    return [
        _criteria_are_known(facts),
        selection_is_fair(policy, facts.criteria),
        _day_is_past(facts),
        _two_went(facts),
    ]


def _criteria_are_known(facts: RoutineFacts) -> Finding:
    key = "criteria_are_stated"
    known = bool(facts.criteria) and set(facts.criteria) <= set(CRITERION_WORD)
    if known and facts.measure in RESULT_WORD:
        return met(key, "写明了为什么查、结果怎样。")
    return not_met(
        key,
        "没有写明为什么查这一件。",
        (),
        cure="从列出的原因里选，可以选几个；结果也从列出的里选。",
        appeal=ASK_REVIEWER,
    )


def _day_is_past(facts: RoutineFacts) -> Finding:
    key = "inspected_on_a_day"
    begins = facts.handed_in_on
    if begins is not None and begins <= facts.on <= facts.today:
        return met(key, "检查的日期在交件以后、今天以前。")
    return not_met(
        key,
        "检查的日期要在交件以后，不能晚于今天。",
        (),
        cure="核对办件编号和日期。",
        appeal=ASK_REVIEWER,
    )


def _two_went(facts: RoutineFacts) -> Finding:
    """行政处罚法第四十二条：执法人员不得少于两人."""
    key = "two_inspectors_went"
    if facts.inspectors >= FEWEST_INSPECTORS and not facts.strangers:
        return met(key, "由两名以上执法检查人员检查。")
    who = f"{'、'.join(facts.strangers)}当天不是本单位的执法检查人员。" if facts.strangers else ""
    return not_met(
        key,
        f"检查要由本单位两名以上执法检查人员进行。{who}",
        (),
        cure="选当天在岗的两名执法检查人员。",
        appeal=ASK_REVIEWER,
    )
