"""Whether what is promised can be counted or checked (可量化、易操作, MJ21-2.2.5k)."""

from collections.abc import Iterable, Mapping
from typing import Any

from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.commitment import says_already_met
from nuozheng.law.conditions import Condition, ConditionProblem, read_conditions, sentence
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.wording.linting import errors, lint
from nuozheng.law.wording.rules import Scope

KEY = "condition_can_be_checked"


def quantified(policy: Policy, proof_name: str, stored: Mapping[str, Any]) -> list[Finding]:
    """One finding for each condition of a proof as it is stored; faults of its definition too.

    Every condition is compared with data or says how a person checks it, states what is already
    so, and uses no vague word.
    """
    basis = policy.notice.quality_rules.clause
    try:
        listed = read_conditions(stored).conditions
    except ConditionProblem as fault:
        return [_lacks(proof_name, problem, basis) for problem in fault.problems]
    if not listed:
        return [_lacks(proof_name, "还没有写承诺的条件", basis)]
    return [finding for one in listed for finding in _of(policy, proof_name, one)]


def is_quantified(condition: Condition) -> bool:
    """Whether something is compared, or a way of checking is stated."""
    return bool(condition.comparisons) or condition.attested is not None


def how_checked(condition: Condition, sources: Mapping[str, str]) -> str:
    """In words; `sources` gives the titles of data sources by their keys."""
    asked = dict.fromkeys(
        sources.get(operand.source, operand.source)
        for comparison in condition.comparisons
        for operand in comparison.sources
    )
    said = [f"与{'、'.join(asked)}比对"] if asked else []
    if condition.attested:
        way = METHOD_WORD[condition.attested.method]
        said.append(f"{way}：{condition.attested.how.rstrip('。')}")
    return "；".join(said)


def _of(policy: Policy, proof_name: str, condition: Condition) -> Iterable[Finding]:
    basis = policy.notice.quality_rules.clause
    text = sentence(condition, {}, blank="＿＿")
    if not is_quantified(condition):
        yield _lacks(proof_name, f"“{text}”没有写怎样核对", basis)
        return
    vague = errors(lint(text, (Scope.COMMITMENT,)))
    for flaw in vague:
        yield _lacks(proof_name, f"“{text}”里的“{flaw.term}”{flaw.why}", basis, flaw.better)
    already = says_already_met(policy, text)
    if already.is_obstacle:
        yield already
    elif not vague:
        yield met(KEY, f"{proof_name}：“{text}”能核对。", basis)


def _lacks(proof_name: str, what: str, basis: Iterable[str], cure: str = "") -> Finding:
    return not_met(
        KEY,
        f"{proof_name}：{what}。",
        basis,
        cure=cure or "写成可以填数字、日期、选项的句子，并写明跟哪项数据比对、由谁怎样核查。",
        appeal=ASK_REVIEWER,
    )
