"""Where a local rule goes beyond a national one: what holds until somebody has decided.

Beyond the rules on credit repair (order 36) the national limit holds at once, until a named
person keeps the local rule for a stated time; elsewhere the local rule holds until suspended.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.pack_review import review
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.repair import spoken

Outcome = Literal["keep", "suspend"]
BASIS = ("CN-XF36-2", "CN-XF36-months")
LONGEST_DAYS = 366
OUTCOME_WORD: dict[Outcome, str] = {"keep": "保留本地规定", "suspend": "暂缓执行，按上位规定"}

REPLACED: dict[str, tuple[str, str]] = {
    "publication_keeps_within_the_spans": ("credit", "publication_months"),
    "repair_is_open": ("credit", "repair"),
    "bar_has_an_exit": ("applicants", "bar_ends"),
    "bar_is_no_wider_than_national": ("applicants", "credit_threshold"),
}
"""The value of the national pack that stands in where a rule is not kept."""
NATIONAL_AT_ONCE = frozenset(
    {"publication_keeps_within_the_spans", "repair_is_open", "bar_has_an_exit"}
)


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody decided on one rule, and the last day on which that holds."""

    outcome: Outcome
    until: date

    def holds(self, on: date) -> bool:
        return on <= self.until


def beyond(policy: Policy) -> tuple[Finding, ...]:
    """Every rule of a policy that goes beyond a national one, with the reason and the cure."""
    return tuple(obstacles(review(policy)))


def is_replaced(rule: str, decided: Decided | None, on: date) -> bool:
    """Whether the national value stands in for a rule on a day."""
    if rule not in REPLACED:
        return False
    if decided is None or not decided.holds(on):
        return rule in NATIONAL_AT_ONCE
    return decided.outcome == "suspend"


def in_effect(policy: Policy, decisions: Mapping[str, Decided], on: date) -> Policy:
    """The policy as it is applied on a day: national values where local ones are not kept."""
    national, changed = load_policy("cn"), policy
    for finding in beyond(policy):
        if is_replaced(finding.key, decisions.get(finding.key), on):
            section, key = REPLACED[finding.key]
            own = getattr(changed, section)
            value = getattr(getattr(national, section), key)
            changed = changed.model_copy(update={section: own.model_copy(update={key: value})})
    return changed


def effect(rule: str, decided: Decided | None, on: date) -> str:
    """What holds on a day, in one sentence."""
    if rule not in REPLACED:
        return "系统不自动改动；决定供执行和审核时遵照。"
    if is_replaced(rule, decided, on):
        return "现在按上位规定执行，不按本地的。"
    return "现在按本地规定执行。"


def examine(policy: Policy, rule: str, reason: str, until: date, on: date) -> list[Finding]:
    """A decision is on a rule that goes beyond, has reasons, and holds a year at most."""
    known = {one.key for one in beyond(policy)}
    key = "rule_goes_beyond"
    found = [
        met(key, "有一处超出上位规定。", BASIS)
        if rule in known
        else not_met(key, "这里没有这一处超出上位规定。", BASIS, cure="请从列出的里面选。")
    ]
    key = "rule_decision_has_reasons"
    found.append(
        met(key, "写明了理由。", BASIS)
        if reason
        else not_met(key, "没有写理由。", BASIS, cure="写明上位依据、为什么保留或者暂缓。")
    )
    key, days = "rule_decision_ends", (until - on).days
    found.append(
        met(key, f"到{spoken(until)}为止。", BASIS)
        if 0 < days <= LONGEST_DAYS
        else not_met(
            key,
            f"决定要有期限，从明天起最长一年；{spoken(until)}不在这个范围里。",
            BASIS,
            cure="选一年以内的一天；到期以后重新决定。",
        )
    )
    return found
