"""Whether a visit may be planned: needed, allowed, not too soon after another, by two officers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

FEWEST_INSPECTORS = 2
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One check of a visit; `source_may_answer` while a data source could still settle it."""

    label: str
    source_may_answer: bool
    is_published_item: bool


@dataclass(frozen=True, slots=True)
class Inspector:
    """Somebody who is to go; `is_inspector` where the post of an inspector is held that day."""

    key: int
    name: str
    is_inspector: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """Another visit to the same subject, made or planned; `key` names it, `mine` of this agency."""

    key: int
    on: date
    agency: str
    mine: bool
    is_planned: bool


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """`joined` is the key of the visit to go together with; `drawn` who a draw chose to go."""

    today: date
    planned_on: date | None
    need_reason: str
    mode: str
    address: str
    checks: Sequence[Wanted]
    team: Sequence[Inspector]
    others: Sequence[Earlier] = ()
    joined: int | None = None
    override_reason: str = ""
    drawn: frozenset[int] = frozenset()
    team_reason: str = ""


def may_visit(policy: Policy, facts: VisitFacts) -> list[Finding]:
    """All that must hold before somebody is visited, each gap by its name."""
    return [
        visit_is_needed(policy, facts),
        no_source_can_answer(policy, facts),
        items_are_published(policy, facts),
        mode_is_known_here(policy, facts),
        day_is_fixed(policy, facts),
        two_inspectors_go(policy, facts),
        drawn_inspectors_go(policy, facts),
        not_visited_lately(policy, facts),
        within_the_yearly_cap(policy, facts),
    ]


def joint_visit(policy: Policy, facts: VisitFacts) -> Earlier | None:
    """The visit of another agency to go together with: 加强业务协同 (ORD21-4.4i, XBQ21-2.5i)."""
    near = (one for one in _near(policy, facts) if one.is_planned and not one.mine)
    return min(near, key=lambda one: one.on, default=None)


def visit_is_needed(policy: Policy, facts: VisitFacts) -> Finding:
    """对确需进行现场检查的 (ORD21-4.4i, XBQ21-2.5h): not without the reason, and for something."""
    key, basis = "visit_is_needed", policy.verification.onsite_modes.clause
    if not facts.checks:
        return not_met(key, "没有选去现场查什么。", basis, cure="至少选一条承诺。")
    if facts.need_reason.strip():
        return met(key, f"去现场的理由：{facts.need_reason.strip()}", basis)
    return not_met(
        key,
        "没有写为什么非去现场不可。",
        basis,
        cure="写明别的办法为什么查不清；能用数据、书面、视频查清的，不去现场。",
    )


def no_source_can_answer(policy: Policy, facts: VisitFacts) -> Finding:
    """能通过数据核查的，不去现场 (CN-GBF42-onsite 避免烦企扰民)."""
    key, basis = "no_source_can_answer", policy.verification.visit_interval_days.clause
    pending = [one.label for one in facts.checks if one.source_may_answer]
    if not pending:
        return met(key, "这些都是数据查不清的。", basis)
    return not_met(
        key,
        f"数据源还能查：{'；'.join(pending)}。",
        basis,
        cure="先在核查页面再问一次数据源；还是问不到的，再去现场。",
    )


def items_are_published(policy: Policy, facts: VisitFacts) -> Finding:
    """Only published inspection items: 行政执法公示 of the three systems (ORD21-4.6d)."""
    key, basis = "items_are_published", policy.verification.three_systems.clause
    secret = [one.label for one in facts.checks if not one.is_published_item]
    if not secret:
        return met(key, "检查事项都已经公布。", basis)
    return not_met(
        key,
        f"检查事项没有公布：{'；'.join(secret)}。",
        basis,
        cure="先在“检查事项”里写明依据、公布，再安排检查。",
    )


def mode_is_known_here(policy: Policy, facts: VisitFacts) -> Finding:
    """通过检查、勘验等方式开展现场核查 (MJ21-2.3.7l); other places name one manner or none."""
    key, rule = "mode_is_known_here", policy.verification.onsite_modes
    if facts.mode and (facts.mode in rule.value or not rule.value):
        return met(key, f"方式：{facts.mode}。", rule.clause)
    words = "、".join(rule.value)
    return not_met(key, "没有选现场核查的方式。", rule.clause, cure=f"请从这几种里选：{words}。")


def day_is_fixed(policy: Policy, facts: VisitFacts) -> Finding:
    """A day that is not over and a place to go to."""
    key, basis = "visit_day_is_fixed", policy.verification.plan_fields.clause
    if facts.planned_on is None or facts.planned_on < facts.today or not facts.address.strip():
        return not_met(key, "没有写去的日期、地址，或者日期已过。", basis, cure="请写全，再保存。")
    return met(key, "日期和地址已写明。", basis)


def two_inspectors_go(policy: Policy, facts: VisitFacts) -> Finding:
    """At least two, each with the post: 行政执法三项制度 (ORD21-4.6d)."""
    key, basis = "two_inspectors_go", policy.verification.three_systems.clause
    without = [one.name for one in facts.team if not one.is_inspector]
    if without:
        detail = f"不是执法检查人员，或者应当回避：{'、'.join(without)}。"
    elif len({one.key for one in facts.team}) < FEWEST_INSPECTORS:
        detail = "不到两名执法检查人员。"
    else:
        return met(key, "两名以上执法检查人员。", basis)
    return not_met(key, detail, basis, cure="请选至少两名有执法检查职责的人。")


def drawn_inspectors_go(policy: Policy, facts: VisitFacts) -> Finding:
    """随机选派执法检查人员 (XBQ21-2.5d): whoever was drawn goes, unless it is said why not."""
    key, basis = "drawn_inspectors_go", policy.verification.supervision_modes.clause
    if not facts.drawn:
        return not_applicable(key, "不是抽中的。", basis)
    if facts.drawn == {one.key for one in facts.team} or facts.team_reason.strip():
        return met(key, "抽中的人去，或者写明了换人的原因。", basis)
    return not_met(
        key, "换了抽中的检查人员，没有写原因。", basis, cure="照抽中的人派；要换的，写明为什么。"
    )


def not_visited_lately(policy: Policy, facts: VisitFacts) -> Finding:
    """优化工作程序，加强业务协同，避免烦企扰民 (XBQ21-2.5i, MJ21-2.3.7n, ORD21-4.4i)."""
    key, rule = "not_visited_lately", policy.verification.visit_interval_days
    near = [one for one in _near(policy, facts) if one.key != facts.joined]
    if not near:
        return met(key, f"前后{rule.value}天没有别的检查。", rule.clause)
    if facts.override_reason.strip():
        return met(key, f"还要单独去：{facts.override_reason.strip()}", rule.clause)
    told = "；".join(f"{one.on}，{one.agency}" for one in near)
    return not_met(
        key,
        f"{rule.value}天以内已经有检查：{told}。",
        rule.clause,
        cure="与那一次合在一起去；确实要单独去的，写明原因。",
    )


def within_the_yearly_cap(policy: Policy, facts: VisitFacts) -> Finding:
    """避免烦企扰民 (XBQ21-2.5i): no more visits of one agency in a year than announced."""
    key, rule = "within_the_yearly_cap", policy.verification.visits_a_year
    on = facts.planned_on or facts.today
    mine = sum(one.mine and abs(one.on - on) < _YEAR for one in facts.others)
    if mine < rule.value:
        return met(key, f"一年以内第{mine + 1}次，最多{rule.value}次。", rule.clause)
    return not_met(
        key,
        f"本单位一年以内已经去过或者安排了{mine}次，最多{rule.value}次。",
        rule.clause,
        cure="用数据、书面或者视频查；还要去的，等满一年，或者合到别的检查里。",
        appeal=ASK_REVIEWER,
    )


def _near(policy: Policy, facts: VisitFacts) -> Iterable[Earlier]:
    on = facts.planned_on or facts.today
    interval = timedelta(days=policy.verification.visit_interval_days.value)
    return [one for one in facts.others if abs(one.on - on) < interval]
