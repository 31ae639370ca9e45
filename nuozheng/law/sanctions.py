"""Whether somebody may be put on a list or sanctioned: the closed list, the grade, the hearing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.law.answers import met, not_met
from nuozheng.law.credit import KIND_WORD, SEVERITY_WORD, RecordFact, in_force
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.policy.restraints import Domain, ListRule, SanctionMeasure
from nuozheng.law.policy.wording import word
from nuozheng.law.vocabulary import Role

GOVERNMENT = "政府"
DOMAINS: tuple[Domain, ...] = (
    "industry_access",
    "employment",
    "preferential_policy",
    "honours",
    "special_market",
    "high_spending",
)


@dataclass(frozen=True, slots=True)
class Ground:
    """The record that a list entry or a sanction would rest on; `final` once it is registered."""

    record: RecordFact
    final: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Who proposed, who decides; until when the person may answer, None before it was served."""

    proposed_by: int
    decides: int
    answered: bool
    answer_due_on: date | None
    on: date


@dataclass(frozen=True, slots=True)
class Wish:
    """A measure as a unit wants it; `competent` says whether its domain was given to the unit."""

    measure: str
    actor: str
    competent: bool
    same_unit: bool


def domain_word(domain: str) -> str:
    """行业准入 and so on; 本单位职责 where a measure belongs to no domain."""
    return word("credit.sanction_domains", domain) if domain else "各单位职责范围"


def may_be_listed(policy: Policy, key: str, ground: Ground, on: date) -> list[Finding]:
    """Every rule on putting somebody on a list."""
    return [breach_is_verified(policy, ground, on), list_takes_it(policy, key, ground)]


def may_be_sanctioned(policy: Policy, wish: Wish, ground: Ground, on: date) -> list[Finding]:
    """Every rule on one measure against somebody."""
    return [
        breach_is_verified(policy, ground, on),
        measure_in_the_set(policy, wish, ground),
        actor_is_named(policy, wish),
        unit_is_competent(policy, wish),
    ]


def breach_is_verified(policy: Policy, ground: Ground, on: date) -> Finding:
    """经过核实，发现行政相对人未按承诺内容履行义务 (LYG19-2a): never on a suspicion.

    具体的失信行为事实 (CN-GBF49-basis): the finding stands in a document and on the register.
    """
    key, rule = "breach_is_verified", policy.credit.joint_discipline
    basis = tuple(dict.fromkeys((*policy.consequences.trigger.clause, *rule.clause)))
    if ground.final and ground.record.is_adverse and in_force(ground.record, on):
        return met(key, f"依据{ground.record.document_number}，认定已经生效。", basis)
    return not_met(
        key,
        "还没有经核实、生效的失信认定，或者认定已经没有效力，不能列入名单，也不能惩戒。",
        basis,
        cure="先核查、听取说明、作出认定，由信用管理人员登记以后再办。",
    )


def lists_for(policy: Policy, record: RecordFact) -> tuple[ListRule, ...]:
    """The lists of the place that take a breach of this kind and grade."""
    return tuple(
        one
        for one in policy.credit.blacklists.value
        if record.kind in one.kinds and record.severity in one.grades
    )


def list_named(policy: Policy, key: str) -> ListRule | None:
    """The list with this key; None where the place keeps none of that name."""
    return next((one for one in policy.credit.blacklists.value if one.key == key), None)


def list_takes_it(policy: Policy, list_key: str, ground: Ground) -> Finding:
    """每种名单有自己的标准 (XBQ21-2.6i, ORD23-3.4.3e, LYG19-1.2.2a, LYG19-2.2.3a)."""
    key, rule = "list_takes_it", policy.credit.blacklists
    if not rule.value:
        return not_met(
            key,
            f"{policy.place_name}的文件没有建立失信名单，不能列入。",
            (*policy.credit.blacklist.clause, "CN-GBF49-list"),
            cure="按信用记录办理就可以，不用列入名单。",
        )
    wanted, fitting = list_named(policy, list_key), lists_for(policy, ground.record)
    if wanted is not None and wanted in fitting:
        return met(key, f"符合{wanted.title}的列入标准。", rule.clause)
    what = _breach_in_words(ground.record)
    words = "、".join(one.title for one in fitting)
    return not_met(
        key,
        f"{wanted.title if wanted else '这个名单'}不收“{what}”。",
        rule.clause,
        cure=f"可以列入：{words}。" if words else "不列入名单，按信用记录办理。",
    )


def offered_for(policy: Policy, record: RecordFact) -> tuple[SanctionMeasure, ...]:
    """区分不同失信情形实施相应惩戒措施 (ORD21-4.5c, XBQ21-2.6k, MJ21-2.3.8i): f(kind, grade)."""
    if policy.credit.joint_discipline.value == "none":
        return ()
    domains = policy.credit.sanction_domains.value
    return tuple(
        one
        for one in policy.credit.sanctions.value
        if record.kind in one.kinds
        and record.severity in one.grades
        and (one.domain is None or not domains or one.domain in domains)
    )


def measure_named(policy: Policy, key: str) -> SanctionMeasure | None:
    """The measure of the closed list with this key; None for any other."""
    return next((one for one in policy.credit.sanctions.value if one.key == key), None)


def measure_in_the_set(policy: Policy, wish: Wish, ground: Ground) -> Finding:
    """A measure outside the set of the kind and grade is refused, with the set offered.

    不得随意增设惩戒措施或加重惩戒 (CN-GBF49-fit); nothing outside the national list.
    """
    key, rule = "measure_in_the_set", policy.credit.joint_discipline
    set_of = offered_for(policy, ground.record)
    wanted = measure_named(policy, wish.measure)
    basis = (*rule.clause, *policy.credit.sanctions.clause)
    if wanted is not None and wanted in set_of:
        return met(key, f"可以{wanted.title}。", tuple(dict.fromkeys((*basis, *wanted.clause))))
    words = "、".join(one.title for one in set_of)
    return not_met(
        key,
        f"“{_breach_in_words(ground.record)}”不能用"
        f"“{wanted.title if wanted else '清单以外的措施'}”。",
        tuple(dict.fromkeys(basis)),
        cure=f"可以用：{words}。" if words else "没有可以用的惩戒措施。",
    )


def actor_is_named(policy: Policy, wish: Wish) -> Finding:
    """推动政府、市场、行业、社会实施失信联合惩戒 (LYG19-1.2.2e): one of them is always named."""
    key, rule = "actor_is_named", policy.credit.sanction_actors
    wanted = measure_named(policy, wish.measure)
    here = rule.value or (GOVERNMENT,)
    allowed = [one for one in here if wanted is None or one in wanted.actors]
    if wish.actor in allowed:
        return met(key, f"由{wish.actor}实施。", rule.clause)
    return not_met(
        key,
        "没有写明由哪一类主体实施，或者这一类不能实施这项措施。",
        rule.clause or ("CN-GBF49-basis",),
        cure=f"请选：{'、'.join(allowed)}。" if allowed else "这里不能用这项措施，请另选。",
    )


def unit_is_competent(policy: Policy, wish: Wish) -> Finding:
    """市各有关部门根据工作职责权限 (LYG19-2.2.3b): each department in its own field.

    Where discipline is not joint (MJ21-2.3.8i), only the unit that made the finding acts.
    """
    key, rule = "unit_is_competent", policy.credit.joint_discipline
    wanted = measure_named(policy, wish.measure)
    if rule.value == "joint" and (wish.competent or (wish.same_unit and not _domain(wanted))):
        return met(key, "在本单位的职责以内。", rule.clause)
    if rule.value == "sanction" and wish.same_unit:
        return met(key, "由作出认定的单位实施。", rule.clause)
    where = f"“{domain_word(_domain(wanted))}”" if rule.value == "joint" else "别的单位认定的失信"
    return not_met(
        key,
        f"{where}不在本单位登记的职责以内，不能由本单位惩戒。",
        rule.clause,
        cure="请转给有职责的单位；确有法定职责的，请管理名单的单位先登记。",
    )


def was_heard(policy: Policy, heard: Heard) -> list[Finding]:
    """Told, answered or the time over, and decided by another than who proposed it.

    本人知情、陈述申辩 (CN-CFF-44, CN-CFF-45, LYG19-1.2.2b).
    """
    basis = policy.consequences.statement_days.clause
    findings = [_told(policy, heard, basis)]
    if heard.proposed_by == heard.decides:
        findings.append(
            not_met(
                "same_person_proposes_and_decides",
                "提出的人不能自己决定，要由本单位另一个人决定。",
                policy.verification.three_systems.clause,
                cure="请转给本单位负责人或者另一位工作人员。",
            )
        )
    return findings


def keeper_role(policy: Policy) -> Role:
    """Who keeps the lists and lets out of them: 由市司法局牵头 (LYG19-1.2.2a)."""
    return Role(policy.credit.blacklist_keeper.value)


def exit_words(policy: Policy, key: str) -> str:
    """How one leaves a list, in a sentence; LYG19's two lists have each its own way."""
    rule = list_named(policy, key)
    if rule is None:
        return ""
    owner = policy.credit.blacklist_owner.value or "管理名单的单位"
    ways = {
        "repair": "信用修复的，当天移出",
        "release": f"{owner}准予提前移出的，当天移出",
        "end": "到期的，当天移出",
    }
    return "；".join(ways[one] for one in rule.exits) + "。"


def may_be_released(policy: Policy, list_key: str) -> Finding:
    """Whether this list lets anybody out before the end by decision."""
    rule = list_named(policy, list_key)
    key, basis = "list_has_an_early_exit", policy.credit.blacklists.clause
    if rule is not None and "release" in rule.exits:
        return met(key, "可以准予提前移出。", basis)
    return not_met(
        key,
        f"{rule.title if rule else '这个名单'}没有提前移出这一条。",
        basis,
        cure=exit_words(policy, list_key) or "记录修复或者到期的，自动移出。",
    )


def publishable(policy: Policy, *, company: bool) -> Finding:
    """通过网站对外曝光 (LYG19-1.2.2d): companies only, and only where the text publishes."""
    key, rule = "listing_is_published", policy.credit.blacklist_published
    files = policy.disclosure.credit_files_of
    allowed = files.value == "all" or (files.value == "companies" and company)
    if rule.value and allowed:
        return met(key, "名称、文号、认定单位和起止日期对外公布。", rule.clause)
    why = "个人的不公布" if rule.value and not company else "本地的文件没有写对外公布"
    return not_met(
        key,
        f"{why}。",
        tuple(dict.fromkeys((*rule.clause, *files.clause, "CN-GBF49-public"))),
        cure="只在办事、核对时给有职责的工作人员看。",
    )


def _told(policy: Policy, heard: Heard, basis: Sequence[str]) -> Finding:
    key = "subject_was_heard"
    day = heard.answer_due_on
    if day is None:
        return not_met(
            key,
            "告知书还没有送到本人，不能决定。",
            basis,
            cure="先送达，登记哪一天、怎样送的；从送达起算说明的期限。",
        )
    if heard.answered or heard.on > day:
        return met(key, "本人已经说明，或者说明的期限已过。", basis)
    return not_met(
        key,
        f"本人可以说明到{day.year}年{day.month}月{day.day}日，现在还不能决定。",
        basis,
        cure="等本人说明，或者等期限过了再决定。",
    )


def _breach_in_words(record: RecordFact) -> str:
    return f"{KIND_WORD[record.kind]}（{SEVERITY_WORD[record.severity]}）"


def _domain(measure: SanctionMeasure | None) -> str:
    return (measure.domain or "") if measure is not None else ""
