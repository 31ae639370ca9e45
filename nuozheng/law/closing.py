"""What must have been done before a finding is closed, and what an untrue promise costs."""

from collections.abc import Collection, Mapping

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.citing import clause_of
from nuozheng.law.consequences import MEASURE_WORD, UntrueFacts, required_measures
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


def may_close(
    policy: Policy,
    facts: UntrueFacts,
    taken: Collection[str],
    no_basis_reasons: Mapping[str, str] | None = None,
    *,
    rectified: bool = True,
) -> list[Finding]:
    """Whether the finding may be closed: each required measure taken, or why no law allows it.

    `no_basis_reasons` maps a measure to the recorded reason that no legal basis exists for it;
    `rectified` is False while an order to rectify was not found fulfilled.
    """
    reasons = no_basis_reasons or {}
    required = required_measures(policy, facts)
    order = rectification_is_over(policy, taken, rectified=rectified)
    if not required:
        return [_something_was_done(policy, taken), order]
    return [*(_required_is_done(policy, kind, taken, reasons) for kind in required), order]


def rectification_is_over(policy: Policy, taken: Collection[str], *, rectified: bool) -> Finding:
    """责令限期整改 (ORD21-4.4l): looked at again, and mended or followed by another measure."""
    key, basis = "rectification_is_over", clause_of(policy.consequences.measures, "rectify")
    if "rectify" not in taken:
        return not_applicable(key, "没有责令整改。", basis)
    if rectified or set(taken) - {"rectify"}:
        return met(key, "已经复查整改到位，或者作出了别的处理。", basis)
    return not_met(
        key,
        "责令整改以后还没有复查，或者复查还没有整改到位。",
        basis,
        cure="到现场或者用数据复查；没有整改到位的，另选一种处理。",
    )


def fee_may_be_refunded(policy: Policy, taken: Collection[str]) -> Finding:
    """已缴费用不予退还 (LYG19-2.2.1b), where the application or decision is treated as invalid."""
    key, rule = "fee_may_be_refunded", policy.consequences.fees_refunded
    if rule.value or not {"invalid_application", "invalid_decision"} & set(taken):
        return met(key, "费用按规定处理，可以退还。", rule.clause)
    return not_met(
        key,
        "按无效处理，已缴费用不予退还；告知书里写明过。",
        rule.clause,
        cure="对按无效处理有异议的，可以申请行政复议；决定改变的，费用随之改变。",
    )


def penalty_gap(policy: Policy, matter_type: str, penalty_basis: str) -> Finding:
    """行政许可之外的其他行政事项缺少虚假承诺处罚规则的领域 (XBQ21-3.1g): listed only."""
    key, rule = "penalty_has_a_rule", policy.consequences.penalty_gap_register
    if penalty_basis.strip():
        return met(key, f"处罚依据：{penalty_basis.strip()}", rule.clause)
    if matter_type == "行政许可" or not rule.value:
        return not_applicable(key, "不列入缺少处罚规则的领域。", rule.clause)
    return not_met(
        key,
        f"{matter_type}事项没有虚假承诺的处罚规则，不能处罚。",
        rule.clause,
        cure="列入缺少处罚规则的领域，研究提出立法修改建议。",
    )


def _required_is_done(
    policy: Policy, kind: str, taken: Collection[str], reasons: Mapping[str, str]
) -> Finding:
    key = f"closes_with_{kind}"
    basis = policy.consequences.deliberate_requires.clause
    if kind == "refer":
        basis = ("CN-CFF-27",)
    if kind in taken:
        return met(key, f"已经{MEASURE_WORD[kind]}。", basis)
    if kind != "refer" and reasons.get(kind, "").strip():
        return met(key, f"没有{MEASURE_WORD[kind]}的法律依据：{reasons[kind].strip()}", basis)
    return not_met(
        key,
        f"还没有{MEASURE_WORD[kind]}，不能结案。",
        basis,
        cure=f"{MEASURE_WORD[kind]}；确实没有法律依据的，写明原因。"
        if kind != "refer"
        else "写明受移送机关、日期和材料清单，移送以后再结案。",
    )


def _something_was_done(policy: Policy, taken: Collection[str]) -> Finding:
    key, basis = "closes_with_a_measure", policy.consequences.measures.clause
    if taken:
        return met(key, "、".join(MEASURE_WORD[kind] for kind in taken), basis)
    return not_met(key, "还没有采取任何措施，不能结案。", basis, cure="请选一种措施。")
