"""How a committed fact is checked: what a plan must fix, when it is due, how deep it goes."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol, TypeVar

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.credit import Standing
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Severity

METHOD_WORD = {
    "online": "数据比对",
    "internal": "政府部门内部核查",
    "assistance": "请其他部门协助",
    "agency_verification": "请出具单位核验",
    "onsite": "现场核查",
    "written": "书面核查",
}
EVENT_WORD = {
    "signing": "签署承诺以后",
    "before_decision": "作出决定以前（没查清不能准予）",
    "decision": "作出决定以后",
    "batch": "按月分批（签署的次月底以前）",
}
"""When a check is made; the days of the first two are counted from signing."""
BY_COMMITMENT_ALONE = "commitment"
"""The criterion of a draw that looks only at whether somebody used commitment."""

DueT_co = TypeVar("DueT_co", covariant=True)


class CountsWorkingDays(Protocol[DueT_co]):
    """A calendar that counts working days."""

    def add_working_days(self, start: date, n: int, /) -> DueT_co: ...


@dataclass(frozen=True, slots=True)
class Plan:
    """核查办法 of one proof: `due_days` are working days from `from_event`; None is unanswered.

    What is checked before the decision counts its days from signing; what is checked in batches
    has no days of its own. `measure` is the written 承诺信息核查办法.
    """

    manner: str = ""
    due_days: int | None = None
    from_event: Literal["decision", "signing", "before_decision", "batch", ""] = ""
    standard: str = ""
    exempt: bool | None = None
    supervision_modes: tuple[str, ...] = ()
    sampling_ratio: Decimal | None = None
    measure: str = ""


class Depth(StrEnum):
    """LIGHT: data and desk only. ORDINARY: by the plan. FULL: every fact, none left to chance."""

    LIGHT = "light"
    ORDINARY = "ordinary"
    FULL = "full"


def check_plan(policy: Policy, plan: Plan, sharable: bool | None = None) -> list[Finding]:
    """Everything that the place wants fixed, each gap by its name.

    `sharable` says whether data can be shared for this proof; None where nobody has said so.
    """
    required = policy.verification.plan_fields.value
    rules: dict[str, Callable[[Policy, Plan], Finding]] = {
        "time": time_is_fixed,
        "standard": standard_is_fixed,
        "manner": manner_is_fixed,
        "exempt": exemption_is_answered,
        "sampling_ratio": ratio_is_fixed,
    }
    checked = [rule(policy, plan) for name, rule in rules.items() if name in required]
    return [
        *checked,
        batches_are_known_here(policy, plan),
        exemption_is_offered_here(policy, plan),
        exempt_is_supervised(policy, plan),
        measure_is_written(policy, plan, sharable),
    ]


def time_is_fixed(policy: Policy, plan: Plan) -> Finding:
    """明确核查时间 (ORD21-4.4c); an exempt proof has daily supervision instead of a date."""
    key, basis = "plan_fixes_time", policy.verification.plan_fields.clause
    if _exempt_here(policy, plan):
        return not_applicable(key, "免予核查，不定核查时间。", basis)
    if plan.from_event == "batch":
        return met(key, "按月分批核查，签署的次月底以前查完。", basis)
    if plan.due_days is not None and plan.due_days > 0 and plan.from_event:
        start = "作出决定" if plan.from_event == "decision" else "签署承诺"
        waits = "，查清以后才能准予" if plan.from_event == "before_decision" else ""
        return met(key, f"{start}后{plan.due_days}个工作日内核查{waits}。", basis)
    return _gap(key, "核查时间", "写明从哪一天起、多少个工作日以内核查。", basis)


def standard_is_fixed(policy: Policy, plan: Plan) -> Finding:
    """明确…核查标准 (ORD21-4.4c, LYG19-1.1.2b)."""
    key, basis = "plan_fixes_standard", policy.verification.plan_fields.clause
    if plan.standard.strip() or _exempt_here(policy, plan):
        return met(key, "已写明核查标准。", basis)
    return _gap(key, "核查标准", "写明对照什么、怎样算一致。", basis)


def manner_is_fixed(policy: Policy, plan: Plan) -> Finding:
    """明确…核查方式 (ORD21-4.4c); 核查…形式 (ORD23-3.3.3g)."""
    key = "plan_fixes_manner"
    allowed = policy.verification.methods
    basis = (*policy.verification.plan_fields.clause, *allowed.clause)
    if _exempt_here(policy, plan):
        return not_applicable(key, "免予核查，改由日常监管。", basis)
    if plan.manner in METHOD_WORD and (plan.manner in allowed.value or not allowed.value):
        return met(key, f"核查方式：{METHOD_WORD[plan.manner]}。", basis)
    words = "、".join(METHOD_WORD[name] for name in allowed.value or METHOD_WORD)
    return _gap(key, "核查方式", f"请从这几种里选：{words}。", basis)


def exemption_is_answered(policy: Policy, plan: Plan) -> Finding:
    """以及是否免予核查 (XBQ21-2.5c, MJ21-2.3.7c)."""
    key, basis = "plan_answers_exemption", policy.verification.plan_fields.clause
    if plan.exempt is None:
        return _gap(key, "是否免予核查", "请回答：核查，还是免予核查。", basis)
    return met(key, "免予核查。" if plan.exempt else "不免予核查。", basis)


def ratio_is_fixed(policy: Policy, plan: Plan) -> Finding:
    """明确抽查比率 (ORD23-3.3.3g); a share of one, above 0 and up to 1."""
    key, basis = "plan_fixes_sampling_ratio", policy.verification.plan_fields.clause
    if plan.sampling_ratio is not None and 0 < plan.sampling_ratio <= 1:
        return met(key, f"抽查比率{plan.sampling_ratio:.0%}。", basis)
    return _gap(key, "抽查比率", "写明抽查的比率，大于0，不超过100%。", basis)


def exemption_is_offered_here(policy: Policy, plan: Plan) -> Finding:
    """Only XBQ21-2.5c and MJ21-2.3.7c know 免予核查; ORD21, ORD23 and LYG19 do not."""
    key, rule = "exemption_is_offered_here", policy.verification.exemption
    if not plan.exempt:
        return met(key, "要核查。", rule.clause)
    if rule.value:
        return met(key, "本地可以免予核查。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}的文件没有规定免予核查。",
        rule.clause or policy.verification.plan_fields.clause,
        cure="去掉“免予核查”，写明核查时间、标准、方式。",
        appeal=ASK_REVIEWER,
    )


def batches_are_known_here(policy: Policy, plan: Plan) -> Finding:
    """通过分批定期核查 (ORD21-4.6b); elsewhere each check has its own day."""
    key, rule = "batches_are_known_here", policy.verification.batch_checks
    if plan.from_event != "batch" or _exempt_here(policy, plan):
        return not_applicable(key, "不是分批核查。", rule.clause)
    if rule.value:
        return met(key, "本地分批定期核查。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}的文件没有规定分批核查。",
        rule.clause or policy.verification.plan_fields.clause,
        cure="写明从签署承诺或者作出决定起多少个工作日以内核查。",
        appeal=ASK_REVIEWER,
    )


def measure_is_written(policy: Policy, plan: Plan, sharable: bool | None) -> Finding:
    """对确因条件限制无法实现…信息共享的，要制定…承诺信息核查办法 (ORD21-4.4f)."""
    key, rule = "measure_is_written", policy.verification.written_measure
    if not rule.value or sharable is not False:
        return not_applicable(key, "不用另定承诺信息核查办法。", rule.clause)
    if plan.measure.strip():
        return met(key, "已附承诺信息核查办法。", rule.clause)
    return not_met(
        key,
        "数据不能互联互通、信息共享的，没有附承诺信息核查办法。",
        rule.clause,
        cure="写明由谁、用什么、在什么时候核查，怎样记录，查不清怎么办。",
        appeal=ASK_REVIEWER,
    )


def exempt_is_supervised(policy: Policy, plan: Plan) -> Finding:
    """对免予核查的事项，要综合运用“双随机、一公开”监管…实施日常监管 (XBQ21-2.5d, MJ21-2.3.7d)."""
    key, rule = "exempt_is_supervised", policy.verification.supervision_modes
    if not _exempt_here(policy, plan):
        return not_applicable(key, "要核查，不用另定监管方式。", rule.clause)
    chosen = [mode for mode in plan.supervision_modes if mode in rule.value]
    if chosen:
        return met(key, f"日常监管：{'、'.join(chosen)}。", rule.clause)
    words = "、".join(rule.value)
    return _gap(key, "免予核查后的监管方式", f"至少选一种：{words}。", rule.clause)


def selection_is_fair(policy: Policy, criteria: Collection[str]) -> Finding:
    """不得…采取歧视性监管措施 (ORD21-4.4j, XBQ21-2.5e, MJ21-2.3.7e)."""
    key, rule = "selection_is_fair", policy.verification.non_discrimination
    if set(criteria) != {BY_COMMITMENT_ALONE}:
        return met(key, "抽查对象不是只因为用了承诺而选中。", rule.clause)
    if not rule.value:
        return not_applicable(key, "本地没有这一条。", rule.clause)
    return not_met(
        key,
        "只因为用了承诺就多查，是歧视性监管，不可以。",
        rule.clause,
        cure="按风险、信用状况或者全体抽取，交证明的人按同样的比率抽查。",
        appeal=ASK_REVIEWER,
    )


def end_of_batch(signed_on: date) -> date:
    """分批定期核查 (ORD21-4.6b): the last day of the month after signing."""
    first = signed_on.replace(day=1)
    for _ in range(2):
        first = (first + timedelta(days=32)).replace(day=1)
    return first - timedelta(days=1)


def due_on(plan: Plan, event_on: date, calendar: CountsWorkingDays[DueT_co]) -> DueT_co | None:
    """When the check is due, counted in working days from the plan's event; None if there is none.

    A plan without days has no due date; check_plan says so before it can be used.
    """
    if plan.exempt or plan.due_days is None:
        return None
    return calendar.add_working_days(event_on, plan.due_days)


def depth(policy: Policy, standing: Standing) -> tuple[Depth, Finding]:
    """将承诺人的信用状况作为确定核查办法的重要因素 (ORD21-4.4b, XBQ21-2.5b, MJ21-2.3.7b).

    加大对失信人员日常监管力度 (LYG19-2.3c). What could not be looked up never deepens a check.
    """
    key, rule = "depth_follows_credit", policy.verification.credit_factor
    watch = policy.verification.closer_watch_of_dishonest
    level, basis = Depth.ORDINARY, rule.clause if rule.value else ()
    if rule.value:
        level = _level(standing)
    if watch.value and standing.worst is not None:
        level, basis = Depth.FULL, (*basis, *watch.clause)
    word = {Depth.LIGHT: "只比对数据", Depth.ORDINARY: "按核查办法", Depth.FULL: "逐项全部核查"}
    return level, met(key, f"{word[level]}：{standing.chinese}。", basis)


def _level(standing: Standing) -> Depth:
    if standing.worst in (Severity.SERIOUS, Severity.GRAVE):
        return Depth.FULL
    if standing.worst is None and standing.known and standing.kept:
        return Depth.LIGHT
    return Depth.ORDINARY


def _exempt_here(policy: Policy, plan: Plan) -> bool:
    return bool(plan.exempt) and policy.verification.exemption.value


def _gap(key: str, what: str, cure: str, basis: tuple[str, ...]) -> Finding:
    return not_met(key, f"核查办法没有写明{what}。", basis, cure=cure, appeal=ASK_REVIEWER)
