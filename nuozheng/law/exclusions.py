"""What a place keeps out of commitment: fields, relations, and the health trap."""

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.proofs import ProofFacts

FIELD_WORD = {
    "national_security": "国家安全",
    "state_secret": "国家秘密",
    "public_safety": "公共安全",
    "financial_prudence": "金融业审慎监管",
    "ecology": "生态环境保护",
}
RELATION_WORD = {
    "personal_health": "人身健康",
    "life_property": "生命财产安全",
    "citizen_safety": "公民人身安全",
    "major_foreign": "重要涉外",
}
HEALTH_CHECK = "健康体检"
OTHER_WAYS = "改用数据共享或者部门核验，不用申请人跑腿。"

_SAME_PERSON = frozenset({"personal_health", "life_property", "citizen_safety"})
"""人身安全, 人身健康, 生命安全 are one body: a tag in one place's words counts in another's."""


def directly_touches_no_excluded_field(policy: Policy, proof: ProofFacts) -> Finding:
    """直接涉及国家安全、国家秘密、公共安全、金融业审慎监管、生态环境 (ORD21-3i).

    The same five in XBQ21-2.1d and MJ21-2.1.1d; LYG19-1.1b names three of them.
    """
    key, rule = "touches_no_excluded_field", policy.scope.excluded_fields
    hit = [name for name in rule.value if name in proof.excluded_fields]
    if not hit:
        return met(key, "不直接涉及本地排除的领域。", rule.clause)
    words = "、".join(FIELD_WORD[name] for name in hit)
    return not_met(
        key,
        f"直接涉及{words}，不适用告知承诺制。",
        rule.clause,
        cure=OTHER_WAYS,
        appeal=ASK_REVIEWER,
    )


def examine_relations(policy: Policy, proof: ProofFacts) -> list[Finding]:
    """The relations, and what the priority domain of health checks does not change."""
    return [bears_on_no_excluded_relation(policy, proof), priority_is_no_licence(policy, proof)]


def bears_on_no_excluded_relation(policy: Policy, proof: ProofFacts) -> Finding:
    """直接关系人身健康、生命财产安全 (ORD21-3j), 重要涉外 (ORD21-3k); 公民人身安全 (LYG19-1.1b)."""
    key, rule = "bears_on_no_excluded_relation", policy.scope.excluded_relations
    hit = [name for name in rule.value if _bears_on(proof, name)]
    if not hit or _is_paperwork_about_health_checks(policy, proof):
        return met(key, "不直接关系人身健康、人身安全等。", rule.clause)
    words = "、".join(RELATION_WORD[name] for name in hit)
    return not_met(
        key,
        f"直接关系{words}，不适用告知承诺制。",
        rule.clause,
        cure=OTHER_WAYS,
        appeal=ASK_REVIEWER,
    )


def priority_is_no_licence(policy: Policy, proof: ProofFacts) -> Finding:
    """健康体检 is a priority domain (ORD21-3h) and 人身健康 an exclusion (ORD21-3j): both hold.

    Papers around a health check may go by commitment; the health fact itself may not, where an
    error cannot be undone, such as a food handler's health certificate.
    """
    key, rule = "priority_is_no_licence", policy.scope.priority_domains
    if HEALTH_CHECK not in rule.value or proof.domain != HEALTH_CHECK:
        return not_applicable(key, "不属于健康体检领域。", rule.clause)
    clauses = (*rule.clause, *policy.scope.excluded_relations.clause)
    if not _health_fact_itself(policy, proof):
        return met(key, "健康体检是优先推行的领域，这份证明不直接关系人身健康，可以承诺。", clauses)
    return not_met(
        key,
        "健康体检虽是优先推行的领域，但这份证明写的就是健康状况本身，出了错难以挽回，"
        "直接关系人身健康，不能用承诺代替。",
        clauses,
        cure="由医疗机构直接传送体检结果，申请人不用再交。",
        appeal=ASK_REVIEWER,
    )


def _bears_on(proof: ProofFacts, relation: str) -> bool:
    if relation in _SAME_PERSON:
        same = {relation, "citizen_safety"} if relation != "citizen_safety" else _SAME_PERSON
        return bool(proof.excluded_relations & same)
    return relation in proof.excluded_relations


def _health_fact_itself(policy: Policy, proof: ProofFacts) -> bool:
    excluded = any(_bears_on(proof, name) for name in policy.scope.excluded_relations.value)
    return excluded and proof.hard_to_undo is not False


def _is_paperwork_about_health_checks(policy: Policy, proof: ProofFacts) -> bool:
    """Inside the priority domain a health tag excludes only what cannot be undone."""
    return (
        HEALTH_CHECK in policy.scope.priority_domains.value
        and proof.domain == HEALTH_CHECK
        and proof.excluded_relations <= {"personal_health"}
        and proof.hard_to_undo is False
    )
