"""Commitment by an agent: allowed for the item, authorised in writing, for this, now."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.repair import spoken

SELF = "请申请人自己来承诺，网上、窗口都可以；也可以不承诺，改用其他方式。"
AGAIN = "请申请人重新授权，写明委托人、代理人、事项和期限；或者由申请人自己来办。"


@dataclass(frozen=True, slots=True)
class Authorisation:
    """授权: `item_codes` empty means that it covers every item."""

    principal: str
    agent: str
    item_codes: frozenset[str]
    valid_from: date
    valid_until: date | None = None
    revoked_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgentFact:
    """Somebody who commits for another; `item_allows` is the item's own setting."""

    name: str
    principal: str
    item_code: str
    authorisation: Authorisation | None = None
    item_allows: bool = True


def examine(policy: Policy, agent: AgentFact | None, on: date) -> list[Finding]:
    """Every rule on an agent; one word where the applicant acts alone."""
    if agent is None:
        return [not_applicable("agent_may_commit_here", "申请人自己办理。")]
    findings = [agent_may_commit_here(policy, agent), authorisation_is_shown(policy, agent)]
    if agent.authorisation is not None:
        findings += [
            authorisation_names_both(policy, agent, agent.authorisation),
            authorisation_covers_the_item(policy, agent, agent.authorisation),
            authorisation_is_in_force(policy, agent.authorisation, on),
        ]
    return findings


def agent_may_commit_here(policy: Policy, agent: AgentFact) -> Finding:
    """对证明事项可以代为承诺的 (ORD21-4.1d), item by item; silence of a place forbids nothing."""
    key, rule = "agent_may_commit_here", policy.applicants.agent_commitment
    if rule.is_silent and agent.item_allows:
        return not_applicable(key, "本地文件没有规定代为承诺；没有规定不等于不可以，凭授权办理。")
    if not rule.value and not rule.is_silent:
        return not_met(key, "本地不可以由别人代为承诺。", rule.clause, cure=SELF)
    if not agent.item_allows:
        return not_met(key, "这个事项不能由别人代为承诺。", rule.clause, cure=SELF)
    return met(key, "这个事项可以代为承诺。", rule.clause)


def authorisation_is_shown(policy: Policy, agent: AgentFact) -> Finding:
    """应提交申请人的授权 (ORD21-4.1d)."""
    key, basis = "authorisation_is_shown", policy.applicants.agent_commitment.clause
    if agent.authorisation is None:
        return not_met(key, f"没有看到{agent.principal}的书面授权。", basis, cure=AGAIN)
    return met(key, f"已提交{agent.authorisation.principal}的授权。", basis)


def authorisation_names_both(
    policy: Policy, agent: AgentFact, authorisation: Authorisation
) -> Finding:
    """申请人的授权: it names this applicant and this agent (ORD21-4.1d)."""
    key, basis = "authorisation_names_both", policy.applicants.agent_commitment.clause
    if (authorisation.principal, authorisation.agent) != (agent.principal, agent.name):
        return not_met(
            key,
            f"授权书写的是{authorisation.principal}委托{authorisation.agent}，"
            f"与这次的申请人{agent.principal}、代理人{agent.name}对不上。",
            basis,
            cure=AGAIN,
        )
    return met(key, f"{agent.principal}委托{agent.name}。", basis)


def authorisation_covers_the_item(
    policy: Policy, agent: AgentFact, authorisation: Authorisation
) -> Finding:
    """The authority reaches this item (ORD21-4.1d, per item)."""
    key, basis = "authorisation_covers_the_item", policy.applicants.agent_commitment.clause
    if authorisation.item_codes and agent.item_code not in authorisation.item_codes:
        return not_met(key, "授权书写明的事项不包括这一件。", basis, cure=AGAIN)
    return met(key, "授权书包括这一件。", basis)


def authorisation_is_in_force(policy: Policy, authorisation: Authorisation, on: date) -> Finding:
    """The authority is neither too early, nor expired, nor revoked (ORD21-4.1d)."""
    key, basis = "authorisation_is_in_force", policy.applicants.agent_commitment.clause
    revoked, until = authorisation.revoked_on, authorisation.valid_until
    if revoked is not None and revoked <= on:
        return not_met(key, f"授权已于{spoken(revoked)}收回。", basis, cure=AGAIN)
    if on < authorisation.valid_from:
        return not_met(
            key, f"授权从{spoken(authorisation.valid_from)}起才生效。", basis, cure=AGAIN
        )
    if until is not None and until < on:
        return not_met(key, f"授权书{spoken(until)}已经到期。", basis, cure=AGAIN)
    return met(key, "授权在有效期内。", basis)
