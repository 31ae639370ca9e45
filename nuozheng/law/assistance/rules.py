"""行政协助: when another agency may be asked, by when it owes an answer, and what refuses one."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.assistance.moves import AssistanceKind
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import METHOD_WORD

_DUTY = ("CN-GBF42-assist",)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry that a request picks: what it offers, and whether it is on the catalogue."""

    kind: str
    days: int
    usable: bool


@dataclass(frozen=True, slots=True)
class Sourced:
    """What data sources know of the fact: whether any covers it, was asked, and answered."""

    covers: bool
    asked: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A request before it is sent; `tried` are keys of METHOD_WORD."""

    kind: AssistanceKind
    question: str
    legal_basis: str
    tried: tuple[str, ...]
    sourced: Sourced
    entry: EntryFacts | None = None
    urgent: bool = False
    urgent_reason: str = ""
    on_record: bool = False


def check_request(policy: Policy, ask: Ask) -> list[Finding]:
    """Everything that a request must have before it may leave the agency."""
    rules: Iterable[Callable[[Policy, Ask], Finding]] = (
        says_what_and_why,
        tried_is_named,
        no_source_answers,
        kind_is_known_here,
        stands_in_the_catalogue,
        publishing_rests_on_a_record,
    )
    return [rule(policy, ask) for rule in rules]


def says_what_and_why(policy: Policy, ask: Ask) -> Finding:
    """The standard form: what is to be found out, and under which law."""
    key, basis = "request_is_complete", policy.verification.assistance_form.clause
    if ask.question.strip() and ask.legal_basis.strip():
        return met(key, "写明了要核实什么、依据什么。", basis)
    missing = "要核实什么" if not ask.question.strip() else "法律依据"
    return not_met(key, f"协助请求没有写明{missing}。", basis, cure=f"请写明{missing}再发出。")


def tried_is_named(policy: Policy, ask: Ask) -> Finding:
    """难以通过上述方式核查的，可以请求其他行政机关协助核查 (MJ21-2.3.7o)."""
    key, basis = "tried_methods_are_named", policy.verification.assistance_form.clause
    tried = [METHOD_WORD[name] for name in ask.tried if name in METHOD_WORD]
    if tried:
        return met(key, f"已经用过：{'、'.join(tried)}。", basis)
    return not_met(
        key,
        "没有写明已经用过哪些办法。",
        basis,
        cure="请勾选用过的办法；一样都没有用过的，先在本单位核对。",
    )


def no_source_answers(policy: Policy, ask: Ask) -> Finding:
    """确因条件限制无法通过技术手段实现信息共享的 (XBQ21-2.4e); 尚未实现网络共享 (MJ21-2.3.7o)."""
    key, basis = "no_source_answers_it", policy.verification.assistance_form.clause
    if ask.kind is not AssistanceKind.QUERY:
        return not_applicable(key, "不是查询。", basis)
    if not ask.sourced.covers:
        return met(key, "没有数据源能答这一项。", basis)
    if ask.sourced.answered:
        return not_met(
            key,
            "数据源能答这一项，而且已经答了，不用再请别的单位查。",
            basis,
            cure="请按数据源的答复记录结果；认为数据有误的，请本人要求更正。",
        )
    if not ask.sourced.asked:
        return not_met(
            key,
            "数据源能答这一项，还没有问过。",
            basis,
            cure="请先“再问一次数据源”；问不到的，再请别的单位协助。",
        )
    return met(key, "数据源问过了，没有问到。", basis)


def kind_is_known_here(policy: Policy, ask: Ask) -> Finding:
    """LYG19-2.3b names three kinds; a place that names none knows only the query."""
    key, scope = "assistance_kind_is_known_here", policy.verification.assistance_scope
    if ask.kind is AssistanceKind.QUERY or ask.kind.chinese in scope.value:
        return met(key, f"{ask.kind.chinese}。", scope.clause)
    return not_met(
        key,
        f"{policy.place_name}的文件没有规定“{ask.kind.chinese}”。",
        scope.clause,
        cure="请改为协助查询，或者按别的法律办理。",
    )


def stands_in_the_catalogue(policy: Policy, ask: Ask) -> Finding:
    """在实施前开展登记备案列入目录，需紧急协助的除外 (LYG19-1.5.2b)."""
    key, form = "stands_in_the_assistance_catalogue", policy.verification.assistance_form
    if form.value != "catalogue":
        return not_applicable(key, "本地没有行政协助目录。", form.clause)
    if ask.entry is not None and ask.entry.usable and ask.entry.kind == ask.kind:
        return met(key, "在行政协助目录里。", form.clause)
    exception = policy.verification.assistance_urgent_exception
    if ask.urgent and ask.urgent_reason.strip() and exception.value:
        return met(key, "紧急协助，先办后补登记。", exception.clause)
    return not_met(
        key,
        "不在行政协助目录里的协助，要先登记。",
        form.clause,
        cure="请选目录里的一项；情况紧急的，勾选“紧急”并写明原因，事后补登记。",
    )


def publishing_rests_on_a_record(_policy: Policy, ask: Ask) -> Finding:
    """公示失信人员信息 (LYG19-2.3b): of nobody who has no registered record in force."""
    key, basis = "publishing_rests_on_a_record", ("LYG19-2.3b",)
    if ask.kind is not AssistanceKind.PUBLISH:
        return not_applicable(key, "不公示。", basis)
    if ask.on_record:
        return met(key, "有正在生效的失信记录。", basis)
    return not_met(
        key,
        "这个人没有正在生效的失信记录，不能公示。",
        basis,
        cure="请等认定和登记以后再请求公示。",
    )


def days_of(policy: Policy, ask: Ask) -> tuple[int, tuple[str, ...]]:
    """Working days to answer, and why: those of the catalogue's entry, else those of the place."""
    rule = policy.verification.assistance_days
    if ask.entry is not None:
        return ask.entry.days, policy.verification.assistance_form.clause
    return rule.value, rule.clause


def declining_has_a_cause(policy: Policy, reason: str) -> Finding:
    """不得无故推诿或拒绝 (XBQ21-2.4f); 书面告知…并说明理由 (MJ21-2.3.7p, 2.3.7q)."""
    key, rule = "declining_has_a_cause", policy.verification.assistance_refusal
    basis = rule.clause or _DUTY
    if reason.strip():
        return met(key, "写明了不能协助的理由。", basis)
    return not_met(
        key,
        "没有理由不能拒绝协助。",
        basis,
        cure="确有原因不能协助的，写明原因；能查的，请按期答复。",
    )


def next_method(policy: Policy, tried: Collection[str]) -> str:
    """How a fact is checked after nobody could help: the place's next way, at last on paper."""
    used = {"online", "assistance", *tried}
    left = (name for name in policy.verification.methods.value if name not in used)
    return next(left, "onsite" if "onsite" not in tried else "written")
