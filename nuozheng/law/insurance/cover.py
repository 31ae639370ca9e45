"""Whether an item may be covered, whether the cover is written whole, what a claim rests on."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

CONDITION_WORD = {
    "high_value": "涉及的经济利益价值较高",
    "hard_to_verify": "事中事后核查难度较大",
}


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """A policy of an insurer for one item. `reasons`: why each condition is fulfilled, by key."""

    reasons: dict[str, str]
    insurer: str
    policy_number: str
    limit_yuan: Decimal | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A loss of somebody: from which day, how much, and on which finding and cover it rests."""

    found_against: bool
    item_is_covered: bool
    loss_on: date | None
    amount_yuan: Decimal | None
    starts_on: date
    ends_on: date
    today: date


def may_cover(policy: Policy, facts: CoverFacts) -> list[Finding]:
    """Every rule on recording a cover."""
    return [
        insurance_is_offered_here(policy),
        item_is_of_high_value(policy, facts),
        item_is_hard_to_verify(policy, facts),
        cover_is_whole(policy, facts),
    ]


def insurance_is_offered_here(policy: Policy) -> Finding:
    """可以探索引入责任保险制度 (XBQ21-2.7g, MJ21-2.3.9h)."""
    key, rule = "insurance_is_offered_here", policy.insurance.explored
    if rule.value:
        return met(key, "这里可以用责任保险。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}的文件没有责任保险。",
        rule.clause,
        cure="请用别的防控措施，写进风险登记。",
        appeal=ASK_REVIEWER,
    )


def item_is_of_high_value(policy: Policy, facts: CoverFacts) -> Finding:
    """涉及经济利益价值较高 (XBQ21-2.7g, MJ21-2.3.9h)."""
    key = "insured_item_is_high_value"
    return _gap(*_condition(policy, facts, key, "high_value"))


def item_is_hard_to_verify(policy: Policy, facts: CoverFacts) -> Finding:
    """事中事后核查难度较大 (XBQ21-2.7g, MJ21-2.3.9h)."""
    key = "insured_item_is_hard_to_verify"
    return _gap(*_condition(policy, facts, key, "hard_to_verify"))


def cover_is_whole(policy: Policy, facts: CoverFacts) -> Finding:
    """Insurer, number, limit and period can be told to whoever suffers a loss."""
    key, basis = "cover_is_whole", policy.insurance.explored.clause
    start, end = facts.starts_on, facts.ends_on
    wanted = [
        ("保险公司", bool(facts.insurer.strip())),
        ("保单号", bool(facts.policy_number.strip())),
        ("限额", facts.limit_yuan is not None and facts.limit_yuan > 0),
        ("保险期间（开始不晚于结束）", start is not None and end is not None and start <= end),
    ]
    if lacks := [word for word, given in wanted if not given]:
        cure = "照保单写全。"
        detail = f"还缺：{'、'.join(lacks)}。"
        return not_met(key, detail, basis, cure=cure, appeal=ASK_REVIEWER)
    return met(key, "写全了。", basis)


def may_claim(policy: Policy, facts: ClaimFacts) -> list[Finding]:
    """降低实行告知承诺制可能引发的行政赔偿风险 (XBQ21-2.7h, MJ21-2.3.9i).

    A claim rests on an untrue commitment found in this case, for a covered item, in the period.
    """
    return [
        claim_rests_on_a_finding(policy, facts),
        claim_is_of_a_covered_item(policy, facts),
        loss_is_within_the_period(policy, facts),
        claim_has_an_amount(policy, facts),
    ]


def claim_rests_on_a_finding(policy: Policy, facts: ClaimFacts) -> Finding:
    """实行告知承诺制可能引发的 (XBQ21-2.7h): caused by an untrue commitment, as was found."""
    key, basis = "claim_rests_on_a_finding", policy.insurance.explored.clause
    detail = "这一件没有认定承诺不实。"
    return _gap(key, facts.found_against, detail, "先有认定，再登记因此引起的赔偿。", basis)


def claim_is_of_a_covered_item(policy: Policy, facts: ClaimFacts) -> Finding:
    """A cover stands for its own item only (XBQ21-2.7g)."""
    key, basis = "claim_is_of_a_covered_item", policy.insurance.explored.clause
    detail = "这一件不是这份保单保的事项。"
    return _gap(key, facts.item_is_covered, detail, "请选保这一事项的保单。", basis)


def loss_is_within_the_period(policy: Policy, facts: ClaimFacts) -> Finding:
    """The loss lies between the first and the last day of the cover, and is not to come."""
    key, basis = "loss_is_within_the_period", policy.insurance.explored.clause
    within = facts.loss_on is not None and facts.starts_on <= facts.loss_on <= min(
        facts.ends_on, facts.today
    )
    detail = "损失没有写哪一天发生，或者不在保险期间以内。"
    cure = "核对损失发生的日期；不在期间以内的，不登记在这份保单下。"
    return _gap(key, within, detail, cure, basis)


def claim_has_an_amount(policy: Policy, facts: ClaimFacts) -> Finding:
    """How much is asked for, in yuan."""
    key, basis = "claim_has_an_amount", policy.insurance.explored.clause
    given = facts.amount_yuan is not None and facts.amount_yuan > 0
    return _gap(key, given, "没有写请求赔偿多少。", "照赔偿请求写金额，单位是元。", basis)


def payment_is_within_the_limit(
    policy: Policy, *, paid: Decimal | None, before: Decimal, limit: Decimal
) -> Finding:
    """What was paid on a cover in all stays within its limit; `before` was paid on other claims."""
    key, basis = "payment_is_within_the_limit", policy.insurance.explored.clause
    if paid is None:
        return not_applicable(key, "不赔。", basis)
    if paid > 0 and before + paid <= limit:
        return met(key, "在限额以内。", basis)
    return not_met(
        key,
        f"赔付的数额要大于0，连同以前赔的{before}元，不超过限额{limit}元。",
        basis,
        cure="核对保险公司的赔付通知，照写。",
        appeal=ASK_REVIEWER,
    )


def _condition(
    policy: Policy, facts: CoverFacts, key: str, name: str
) -> tuple[str, bool, str, str, tuple[str, ...]]:
    """What `_gap` needs for one of the two conditions."""
    rule, word = policy.insurance.when, CONDITION_WORD[name]
    given = name not in rule.value or bool(facts.reasons.get(name, "").strip())
    detail = f"没有写明为什么{word}；两个条件都具备才能保。"
    return key, given, detail, "写明理由；不具备的，不用责任保险。", rule.clause


def _gap(key: str, fulfilled: bool, detail: str, cure: str, basis: tuple[str, ...]) -> Finding:
    if fulfilled:
        return met(key, "符合。", basis)
    return not_met(key, detail, basis, cure=cure, appeal=ASK_REVIEWER)
