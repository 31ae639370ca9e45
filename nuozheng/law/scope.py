"""Which proofs may go by commitment: every test of the place runs, with its reason."""

from collections.abc import Callable

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met, unknown
from nuozheng.law.exclusions import directly_touches_no_excluded_field, examine_relations
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import BASIS_WORD, ProofFacts, has_lawful_basis, is_kept_on_review

PUBLIC_SERVICE_BODY = "公共服务企事业单位"
PROBLEM_WORD = {"circular": "循环证明", "duplicate": "重复证明", "odd": "“奇葩”证明"}


def examine(policy: Policy, proof: ProofFacts) -> list[Finding]:
    """Every test of whether a proof may be replaced by a commitment."""
    rules: tuple[Callable[[Policy, ProofFacts], Finding], ...] = (
        is_issued_by_another,
        body_is_covered,
        matter_is_on_application,
        matter_type_is_covered,
        rests_on_a_legal_basis,
        is_no_problem_proof,
        directly_touches_no_excluded_field,
        residual_risk_is_bearable,
        correctable_and_controllable,
        not_on_the_negative_list,
        compulsion_is_allowed,
        has_conditions_to_promise,
        can_be_verified,
    )
    return [*(rule(policy, proof) for rule in rules), *examine_relations(policy, proof)]


def is_issued_by_another(policy: Policy, proof: ProofFacts) -> Finding:
    """需由行政机关或者其它机构出具…的材料 (ORD21-3b, ORD23-2.2b)."""
    key, basis = "is_issued_by_another", policy.scope.body_types.clause
    if proof.issued_by_another:
        return met(key, "由行政机关或者其他机构出具，是“证明”。", basis)
    return not_met(
        key,
        f"{proof.proof_name}由申请人自己写，不是需要别的机构出具的“证明”，不列入清单。",
        basis,
        cure="作为申请材料列出，或者写明由哪个机构出具。",
        appeal=ASK_REVIEWER,
    )


def body_is_covered(policy: Policy, proof: ProofFacts) -> Finding:
    """行政机关、法律法规授权组织 everywhere; 公共服务企事业单位 only in ORD23-2.2a."""
    key, rule = "body_is_covered", policy.scope.body_types
    if proof.body_type != PUBLIC_SERVICE_BODY or PUBLIC_SERVICE_BODY in rule.value:
        return met(key, "办理单位在适用范围内。", rule.clause)
    return not_met(
        key,
        f"{proof.body_type}不在{policy.place_name}告知承诺制的适用单位内。",
        rule.clause,
        cure="请按原来的办法办理。",
        appeal=ASK_REVIEWER,
    )


def matter_is_on_application(policy: Policy, proof: ProofFacts) -> Finding:
    """围绕…依申请办理的政务服务事项 (ORD21-1a, XBQ21-1c)."""
    key, rule = "matter_is_on_application", policy.scope.on_application_only
    if proof.on_application:
        return met(key, "是依申请办理的事项。", rule.clause)
    if not rule.value:
        return not_applicable(key, "本地不限于依申请的事项。", rule.clause)
    return not_met(
        key,
        "这是依职权办理的事项，不适用告知承诺制。",
        rule.clause,
        cure="依职权办理的，由行政机关自己查明事实，不向当事人要证明。",
        appeal=ASK_REVIEWER,
    )


def matter_type_is_covered(policy: Policy, proof: ProofFacts) -> Finding:
    """行政许可、行政确认、行政给付等 (ORD21-2b, XBQ21-1c, MJ21-1b); seven types in ORD23-3.1.1a."""
    key, rule = "matter_type_is_covered", policy.scope.matter_types
    if proof.service_kind in rule.value:
        return met(key, f"{proof.service_kind}在适用范围内。", rule.clause)
    return not_met(
        key,
        f"{proof.service_kind}不在{policy.place_name}告知承诺制的事项类型内。",
        rule.clause,
        cure=f"请核对事项类型；适用的是{'、'.join(rule.value)}。",
        appeal=ASK_REVIEWER,
    )


def rests_on_a_legal_basis(policy: Policy, proof: ProofFacts) -> Finding:
    """凡是无法律法规依据的证明原则上一律取消 (ORD23-2.1.3a); 能减则减 (ORD21, MJ21)."""
    key, rule = "rests_on_a_legal_basis", policy.scope.no_legal_basis
    clauses = (*rule.clause, *policy.applicants.lawful_proof_basis.clause)
    if has_lawful_basis(policy, proof):
        return met(key, f"依据是现行有效的{BASIS_WORD[proof.basis_level]}。", clauses)
    reason = BASIS_WORD[proof.basis_level] if proof.basis_in_force else "依据已经废止"
    if proof.basis_level and proof.basis_in_force and rule.value != "cancel":
        return met(key, f"依据只是{reason}：能减则减，可以承诺，但不能强要提交。", clauses)
    if is_kept_on_review(proof):
        return met(key, f"依据只是{reason}，经审核保留：{proof.kept_for}", clauses)
    return not_met(
        key,
        f"{proof.proof_name}没有可用的法律、法规依据（{reason}），应当取消，不用承诺。",
        clauses,
        cure="取消这份证明；确需保留的，写明依据并报审核。",
        appeal=ASK_REVIEWER,
    )


def is_no_problem_proof(policy: Policy, proof: ProofFacts) -> Finding:
    """全面消除“奇葩证明”“循环证明”“重复证明” (ORD23-3.3.1b); 切实减少 (ORD21-1b)."""
    key, rule = "is_no_problem_proof", policy.scope.problem_proofs
    if not proof.problem:
        return met(key, "不是循环、重复或者“奇葩”证明。", rule.clause)
    word = PROBLEM_WORD[proof.problem]
    if rule.value == "silent":
        return not_applicable(key, f"是{word}，本地文件没有专门规定。", rule.clause)
    if rule.value == "reduce":
        return met(key, f"是{word}，应当尽量减少；减掉以前可以承诺。", rule.clause)
    return not_met(
        key, f"是{word}，一律取消。", rule.clause, cure="取消这份证明。", appeal=ASK_REVIEWER
    )


def residual_risk_is_bearable(policy: Policy, proof: ProofFacts) -> Finding:
    """风险较大、纠错成本较高、损害难以挽回的证明事项不适用 (ORD21-3k, XBQ21-2.1e, MJ21-2.1.1e)."""
    key, rule = "residual_risk_is_bearable", policy.scope.residual_risk_test
    if not rule.value:
        return not_applicable(key, "本地没有这项兜底审查。", rule.clause)
    if proof.risk != "high" or proof.correctable_afterwards or proof.hard_to_undo is False:
        return met(key, "没有同时出现风险较大、纠错成本较高、损害难以挽回。", rule.clause)
    if proof.correctable_afterwards is None or proof.hard_to_undo is None:
        return unknown(
            key, "风险较大，纠错成本和损害能否挽回还没有回答。", rule.clause, cure=ASK_REVIEWER
        )
    return not_met(
        key,
        "风险较大、纠错成本较高、损害难以挽回，三项都占，不适用告知承诺制。",
        rule.clause,
        cure="改用数据共享或者部门核验。",
        appeal=ASK_REVIEWER,
    )


def correctable_and_controllable(policy: Policy, proof: ProofFacts) -> Finding:
    """对能够通过事中事后监管纠正且风险可控的证明事项 (ORD23-3.3.3a): both must be shown."""
    key, rule = "correctable_and_controllable", policy.scope.positive_test
    if not rule.value:
        return not_applicable(key, "本地没有这项要求。", rule.clause)
    failed = []
    if proof.correctable_afterwards is not True:
        failed.append("能够通过事中事后监管纠正")
    if proof.risk == "high":
        failed.append("风险可控")
    if not failed:
        return met(key, "能够通过事中事后监管纠正，风险可控。", rule.clause)
    return not_met(
        key,
        f"没有达到“{'”和“'.join(failed)}”的要求。",
        rule.clause,
        cure="改用数据共享或者部门核验；评估结论有变化的，修改后再报审核。",
        appeal=ASK_REVIEWER,
    )


def not_on_the_negative_list(policy: Policy, proof: ProofFacts) -> Finding:
    """明确不适用告知承诺制的情形 (XBQ21-2.2f), where it covers the proof itself."""
    key, rule = "proof_not_on_the_negative_list", policy.scope.negative_list
    if not rule.value:
        return not_applicable(key, "本地没有负面清单。", rule.clause)
    if not proof.negative_situations:
        return met(key, "不在负面清单里。", rule.clause)
    return not_met(
        key,
        f"列入负面清单：{'、'.join(proof.negative_situations)}。",
        rule.clause,
        cure="改用别的方式；负面清单调整以后再列入。",
        appeal=ASK_REVIEWER,
    )


def compulsion_is_allowed(policy: Policy, proof: ProofFacts) -> Finding:
    """除确定必须实行告知承诺制的证明事项外 (ORD21-4.1a); else the choice is free (XBQ21-2.2a)."""
    key, rule = "compulsion_is_allowed", policy.scope.mandatory_commitment
    if not proof.mandatory_commitment:
        return met(key, "承诺不承诺，由申请人自己选。", policy.applicants.free_choice.clause)
    if rule.value:
        return met(key, "是确定必须实行告知承诺制的事项。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}没有“必须承诺”的事项，申请人可以自主选择。",
        policy.applicants.free_choice.clause or rule.clause,
        cure="去掉“必须实行告知承诺”的设置。",
        appeal=ASK_REVIEWER,
    )


def has_conditions_to_promise(policy: Policy, proof: ProofFacts) -> Finding:
    """书面承诺已经符合告知的相关要求 (ORD21-3e): what isn't told cannot be promised."""
    key, basis = "has_conditions_to_promise", policy.commitment.statements.clause
    if proof.conditions_count > 0:
        return met(key, f"写明了{proof.conditions_count}条条件。", basis)
    return not_met(
        key,
        "还没有写明要承诺符合哪些条件。",
        basis,
        cure="至少写出一条可以逐项回答的条件。",
        appeal=ASK_REVIEWER,
    )


def can_be_verified(policy: Policy, proof: ProofFacts) -> Finding:
    """针对证明事项的特点，分类确定核查办法 (ORD21-4.4a); the plan itself is examined elsewhere."""
    key, basis = "can_be_verified", policy.verification.plan_fields.clause
    if proof.verifiable:
        return met(key, "可以核查。", basis)
    return unknown(
        key, "还没有确定怎样核查。", basis, cure="先定核查时间、标准、方式，再列入清单。"
    )
