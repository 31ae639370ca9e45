"""Who may commit: every rule runs, so that a person hears every obstacle at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nuozheng.law import agents
from nuozheng.law.agents import AgentFact
from nuozheng.law.answers import met, not_applicable, not_met, unknown
from nuozheng.law.credit import RecordFact, at_least, in_force
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.repair import way_to_repair
from nuozheng.law.vocabulary import PartyKind, Severity

ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class NegativeRule:
    """One entry of a 告知承诺制负面清单; it matches where its trait is among the facts' traits."""

    rule_id: str
    kind: Literal["situation", "person"]
    trait: str
    title: str


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """What is known of an applicant who wants to commit on day `on`.

    `credit_answered` is False where the credit look-up is down or stale. `traits` holds the
    situations and classes of persons that apply; `unable` is None where nobody knows.
    """

    on: date
    records: tuple[RecordFact, ...] = ()
    credit_answered: bool = True
    kind: PartyKind = PartyKind.PERSON
    born_on: date | None = None
    unable: bool | None = None
    agent: AgentFact | None = None
    negative_rules: tuple[NegativeRule, ...] = ()
    traits: frozenset[str] = frozenset()


def examine(policy: Policy, facts: ApplicantFacts) -> list[Finding]:
    """Every rule on who may commit, in the order in which a person would ask."""
    return [
        no_serious_breach_on_record(policy, facts),
        no_false_commitment_before(policy, facts),
        *agents.examine(policy, facts.agent, facts.on),
        *not_on_the_negative_list(policy, facts),
        has_capacity(facts),
    ]


def may_commit(findings: Sequence[Finding]) -> bool:
    """Whether nothing stands in the way; what is unknown does not."""
    return not obstacles(findings)


def no_serious_breach_on_record(policy: Policy, facts: ApplicantFacts) -> Finding:
    """申请人有较严重不良信用记录…在信用修复前不适用告知承诺制 (ORD21-4.1e, MJ21-2.1.2c).

    Any record bars in XBQ21-2.2c (存在失信记录) and ORD23-3.4.3f (不良记录); LYG19-1.2.2c says
    较重失信行为. A look-up that failed never bars.
    """
    key, rule = "no_serious_breach_on_record", policy.applicants.credit_threshold
    barring = _breaches(policy, facts)
    if barring and _both_needed_but_one_missing(policy, facts):
        return met(
            key,
            f"有不良记录，但没有作出过虚假承诺；{policy.place_name}要求两样都有才不适用，不影响您承诺。",
            (*rule.clause, *policy.applicants.bar_connector.clause),
        )
    if barring:
        return _barred(policy, facts, key, "有影响承诺的失信记录", barring, rule.clause)
    if not facts.credit_answered:
        return _not_answered(key, rule.clause)
    lighter = [record for record in _counted(policy, facts) if record.is_adverse]
    if lighter:
        return met(key, "有较轻的失信记录，没有达到不适用的程度，可以承诺。", rule.clause)
    return met(key, "没有影响承诺的失信记录。", rule.clause)


def no_false_commitment_before(policy: Policy, facts: ApplicantFacts) -> Finding:
    """存在曾作出虚假承诺等情形的，在信用修复前不适用 (ORD21-4.1f and its like in all five)."""
    key, rule = "no_false_commitment_before", policy.applicants.false_commitment_bar
    if not rule.value:
        return not_applicable(key, "本地没有这一条。", rule.clause)
    barring = _false_promises(policy, facts)
    if barring and _both_needed_but_one_missing(policy, facts):
        return met(
            key,
            f"作出过虚假承诺，但没有不良记录；{policy.place_name}要求两样都有才不适用，不影响您承诺。",
            (*rule.clause, *policy.applicants.bar_connector.clause),
        )
    if barring:
        return _barred(policy, facts, key, "作出过虚假承诺，还没有修复", barring, rule.clause)
    if not facts.credit_answered:
        return _not_answered(key, rule.clause)
    return met(key, "没有作出过虚假承诺，或者已经修复。", rule.clause)


def not_on_the_negative_list(policy: Policy, facts: ApplicantFacts) -> list[Finding]:
    """探索制定“告知承诺制负面清单”，明确不适用的情形或对象 (XBQ21-2.2f); one finding per entry."""
    key, rule = "not_on_the_negative_list", policy.scope.negative_list
    if not rule.value:
        return [not_applicable(key, "本地没有负面清单。", rule.clause)]
    hits = [entry for entry in facts.negative_rules if entry.trait in facts.traits]
    if not hits:
        return [met(key, "不在负面清单里。", rule.clause)]
    word = {"situation": "情形", "person": "对象"}
    return [
        not_met(
            key,
            f"属于负面清单第{entry.rule_id}条的{word[entry.kind]}：{entry.title}。",
            rule.clause,
            cure="请选别的方式，这件事照样能办；情况有变化的，更新后可以再选承诺。",
        )
        for entry in hits
    ]


def has_capacity(facts: ApplicantFacts) -> Finding:
    """Whether somebody can make a binding promise alone; in doubt a person asks, nobody refuses."""
    key = "has_capacity"
    if facts.kind is not PartyKind.PERSON:
        return not_applicable(key, "由法定代表人或者受托人承诺。")
    if facts.unable:
        return unknown(key, "可能需要监护人一起办，请工作人员问一问。", cure="请监护人一同办理。")
    if facts.born_on is not None and not _is_adult(facts.born_on, facts.on):
        return unknown(
            key, "未满18周岁，请工作人员问一问由谁承诺。", cure="请父母或者其他监护人一同办理。"
        )
    return met(key, "可以自己作出承诺。")


def _counted(policy: Policy, facts: ApplicantFacts) -> list[RecordFact]:
    """The records in force: of this place or of the national lists, by how the bar ends here."""
    ends = policy.applicants.bar_ends.value
    return [
        record
        for record in facts.records
        if record.place in ("", policy.place, "cn") and in_force(record, facts.on, ends)
    ]


def _breaches(policy: Policy, facts: ApplicantFacts) -> list[RecordFact]:
    lightest = (
        Severity.MINOR if policy.applicants.credit_threshold.value == "any" else Severity.SERIOUS
    )
    return [
        record
        for record in _counted(policy, facts)
        if record.is_adverse and at_least(record.severity, lightest)
    ]


def _false_promises(policy: Policy, facts: ApplicantFacts) -> list[RecordFact]:
    return [record for record in _counted(policy, facts) if record.kind == "false"]


def _both_needed_but_one_missing(policy: Policy, facts: ApplicantFacts) -> bool:
    """ORD23-3.4.3f joins the two with 和; a false promise on record is an adverse record too."""
    if policy.applicants.bar_connector.value == "or":
        return False
    return not (_breaches(policy, facts) and _false_promises(policy, facts))


def _barred(
    policy: Policy,
    facts: ApplicantFacts,
    key: str,
    what: str,
    records: Sequence[RecordFact],
    basis: Sequence[str],
) -> Finding:
    """An obstacle with the document, its day and its agency, latest first.

    The way back is that from every record that bars, since mending one of them opens nothing.
    """
    told = "；".join(record.told() for record in _latest_first(records))
    cure = way_to_repair(policy, _latest_first(_barring(policy, facts)), facts.on)
    clauses = dict.fromkeys((*basis, *policy.applicants.bar_ends.clause))
    return not_met(key, f"{what}：{told}。", tuple(clauses), cure=cure)


def _latest_first(records: Sequence[RecordFact]) -> list[RecordFact]:
    return sorted(records, key=lambda record: record.recorded_on, reverse=True)


def _barring(policy: Policy, facts: ApplicantFacts) -> list[RecordFact]:
    """The records for which one rule or the other bars, each once."""
    false = _false_promises(policy, facts) if policy.applicants.false_commitment_bar.value else []
    return list(dict.fromkeys((*_breaches(policy, facts), *false)))


def _not_answered(key: str, basis: Sequence[str]) -> Finding:
    return unknown(
        key,
        "信用信息暂时查不到，这是我们的问题，不影响您承诺；恢复以后我们再查。",
        basis,
    )


def _is_adult(born_on: date, on: date) -> bool:
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return years >= ADULT_YEARS
