"""Taking a commitment back: when, why, and what follows."""

from dataclasses import dataclass

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

PROCEDURE_WORD = {"statutory": "法定程序", "original": "原程序"}


@dataclass(frozen=True, slots=True)
class WithdrawalFacts:
    """A wish to withdraw; `decided` is True once the matter is concluded."""

    decided: bool
    reason: str
    check_started: bool = False
    signed: bool = True


@dataclass(frozen=True, slots=True)
class WithdrawalEffect:
    """What follows: the procedure, the kept day of receipt, and no mark on anybody's credit."""

    procedure: str
    told: str
    basis: tuple[str, ...]
    keeps_received_on: bool = True
    leaves_credit_record: bool = False


def examine(policy: Policy, facts: WithdrawalFacts) -> list[Finding]:
    """Every rule on withdrawal; where the place knows none, only that is said."""
    if not policy.applicants.withdrawal.value:
        return [withdrawal_is_known_here(policy)]
    return [
        withdrawal_is_known_here(policy),
        there_is_a_commitment(policy, facts),
        not_yet_concluded(policy, facts),
        has_a_reason(policy, facts),
        check_does_not_hinder(policy, facts),
    ]


def withdrawal_is_known_here(policy: Policy) -> Finding:
    """建立承诺退出机制 (XBQ21-2.7b, MJ21-2.3.9c)."""
    key, rule = "withdrawal_is_known_here", policy.applicants.withdrawal
    if rule.value:
        return met(key, "可以撤回承诺。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}的文件没有规定撤回承诺。",
        rule.clause,
        cure="情况有变化的，请马上告诉办理人员，写明更正；也可以取消这次申请。",
    )


def there_is_a_commitment(policy: Policy, facts: WithdrawalFacts) -> Finding:
    """可以撤回承诺申请: there must be one."""
    key, basis = "there_is_a_commitment", policy.applicants.withdrawal.clause
    if facts.signed:
        return met(key, "有可以撤回的承诺。", basis)
    return not_met(key, "还没有承诺，不用撤回。", basis, cure="直接改选别的办法就行。")


def not_yet_concluded(policy: Policy, facts: WithdrawalFacts) -> Finding:
    """在行政事项办结前 (XBQ21-2.7b, MJ21-2.3.9c)."""
    key, basis = "not_yet_concluded", policy.applicants.withdrawal.clause
    if not facts.decided:
        return met(key, "还没有办结。", basis)
    return not_met(
        key,
        "这件事已经办结，不能再撤回承诺。",
        basis,
        cure="填错了、情况有变化的，请主动说明更正，处理时会考虑。",
    )


def has_a_reason(policy: Policy, facts: WithdrawalFacts) -> Finding:
    """申请人有合理理由的 (XBQ21-2.7b, MJ21-2.3.9c); what is reasonable is not for a machine."""
    key, rule = "has_a_reason", policy.applicants.withdrawal_needs_reason
    grounds = policy.applicants.withdrawal_reasonable_grounds.value
    if facts.reason.strip():
        return met(key, f"理由：{facts.reason.strip()}", rule.clause)
    if not rule.value:
        return not_applicable(key, "本地不要求说明理由。", rule.clause)
    return not_met(
        key,
        "还没有写明撤回的理由。",
        rule.clause,
        cure=f"写一句就行，例如：{'；'.join(grounds[:2]) or '填错了'}。",
    )


def check_does_not_hinder(policy: Policy, facts: WithdrawalFacts) -> Finding:
    """Whether one may still withdraw once a check has started: left open by the texts, a switch."""
    key, rule = "check_does_not_hinder", policy.applicants.withdrawal_after_check_started
    basis = rule.clause or policy.applicants.withdrawal.clause
    if not facts.check_started:
        return met(key, "还没有开始核查。", basis)
    if rule.value:
        return met(key, "已经开始核查，仍然可以撤回。", basis)
    return not_met(
        key,
        "已经开始核查，不能再撤回承诺。",
        basis,
        cure="请向核查人员如实说明，改正的情况会写进记录。",
    )


def effect(policy: Policy, *, asks: bool = True) -> WithdrawalEffect:
    """撤回后应当按法定程序办理 (XBQ21-2.7c); 按原程序办理 (MJ21-2.3.9d).

    `asks` is False where that procedure asks the applicant for nothing: the case goes on at once.
    """
    rule = policy.applicants.withdrawal_returns_to
    procedure = PROCEDURE_WORD[rule.value]
    proofs = "请按依据提交证明" if asks else "没有要您交的证明，由本机关取得，办件当场接着办"
    told = (
        f"撤回以后，改按{procedure}办理，{proofs}；原来的提交日期不变，"
        "已经查到的数据不用重来。撤回不算失信，不留信用记录。"
    )
    return WithdrawalEffect(procedure, told, rule.clause or policy.applicants.withdrawal.clause)
