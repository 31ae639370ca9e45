"""At which rate each group is drawn: more because of a record or a risk, never for committing."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.draws.frozen import TEN_THOUSAND
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


@dataclass(frozen=True, slots=True)
class Rates:
    """Shares in parts of ten thousand: of everybody, of risky services, of who has a record."""

    ordinary: int
    risky: int
    recorded: int

    def group(self, *, recorded: bool, risky: bool) -> tuple[str, int]:
        """The name of the group, and its rate: the highest of what applies."""
        name = ("有" if recorded else "没有") + "失信记录，" + ("高" if risky else "一般") + "风险"
        applies = [self.ordinary, *[self.risky] * risky, *[self.recorded] * recorded]
        return name, max(applies)


def favoured(group: tuple[str, int], policy: Policy) -> tuple[str, int]:
    """守信激励 (ORD21-4.5a, XBQ21-2.6n): half as often, never below the place's own share."""
    name, rate = group
    share = policy.verification.sampling_ratio.value
    floor = ceil(share * TEN_THOUSAND) if share is not None else 0
    return f"{name}，连续兑现承诺", min(rate, max(-(-rate // 2), floor))


def at_least(group: tuple[str, int], share: Decimal | None) -> tuple[str, int]:
    """No case is drawn more rarely than its own entry says (ORD23-3.3.3g): a group of its own."""
    name, rate = group
    if share is None or (own := ceil(share * TEN_THOUSAND)) <= rate:
        return group
    return f"{name}，清单定{(share * 100).normalize():f}%", own


def with_record(policy: Policy) -> bool:
    """Whether the place lets the record decide how closely somebody is watched."""
    return (
        policy.verification.credit_factor.value
        or policy.verification.closer_watch_of_dishonest.value
    )


def rates_stand(policy: Policy, rates: Rates) -> list[Finding]:
    """The rates against the place's own; nobody is drawn more rarely for a record or a risk."""
    return [_within(rates), _rising(policy, rates), _as_the_place_says(policy, rates)]


def _within(rates: Rates) -> Finding:
    key = "rates_are_shares"
    if all(0 <= one <= TEN_THOUSAND for one in (rates.ordinary, rates.risky, rates.recorded)):
        return met(key, "比率在0到100%之间。")
    return not_met(key, "抽查比率要在0到100%之间。", (), cure="请改比率。", appeal=ASK_REVIEWER)


def _rising(policy: Policy, rates: Rates) -> Finding:
    """按照信用状况，实施分类精准监管 (MJ21-2.3.8e, XBQ21-2.6e).

    加大对失信人员日常监管力度 (LYG19-2.3c).
    """
    key = "rates_rise_with_the_record"
    basis = (
        *policy.verification.credit_factor.clause,
        *policy.verification.closer_watch_of_dishonest.clause,
    )
    if rates.ordinary <= rates.risky and rates.ordinary <= rates.recorded:
        return met(key, "有失信记录的、风险高的，比率不低于一般。", basis)
    return not_met(
        key,
        "有失信记录的、风险高的，抽查比率不能比一般的还低。",
        basis,
        cure="把这两个比率定得不低于一般比率。",
        appeal=ASK_REVIEWER,
    )


def _as_the_place_says(policy: Policy, rates: Rates) -> Finding:
    """明确抽查比率 (ORD23-3.3.3g)."""
    key, rule = "rate_as_the_place_says", policy.verification.sampling_ratio
    if rule.value is None or rates.ordinary >= rule.value * TEN_THOUSAND:
        return met(key, "不低于本地规定的抽查比率。", rule.clause)
    return not_met(
        key,
        f"本地规定的抽查比率是{rule.value:.0%}，不能再低。",
        rule.clause,
        cure="把一般比率改到规定的比率以上。",
        appeal=ASK_REVIEWER,
    )
