"""Write a service's guide from its entries, its place's pack and the moves of cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from nuozheng.catalogue.letter_items import Composer
from nuozheng.catalogue.letters import committable
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law import guide, withdrawal
from nuozheng.law.findings import Finding
from nuozheng.law.guide import SECTIONS, Flow, FlowStep
from nuozheng.law.letter_model import Written
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import PartyKind, Role, Substitution

ACCEPTANCE = "提交以后5个工作日以内受理，或者一次告知要补的；过期没有告知，视为受理。"
ACCEPTANCE_BASIS = "CN-XKF-32"
_KINDS = {PartyKind.PERSON: "个人", PartyKind.COMPANY: "企业和其他组织"}
_NOTHING_TO_CHOOSE = "这件事没有可以用承诺办的证明，不用选，直接提交申请。"
_YOU = "您"

Section = dict[str, Any]


def write_guide(
    policy: Policy,
    item: ServiceItem,
    versions: Sequence[EntryVersion],
    template: LetterTemplate | None,
) -> dict[str, Any]:
    """The content of a guide: who, where, how long, the sections, the proofs, the flow.

    Shape: {"who", "agency", "window", "period", "period_basis", "proofs": [{"name", "way",
    "others"}], "sections": [{"key", "title", "paragraphs", "basis"}], "flow": {"line", "detours",
    "ends", "steps"}, "letter": {"number", "digest"} or null}.
    """
    promised = committable(versions)
    drawn = guide.flow(policy, commits=bool(promised))
    return {
        "who": "、".join(_KINDS[PartyKind(kind)] for kind in item.applicant_kinds),
        "agency": item.agency.name,
        "window": f"{item.agency.name}对外服务窗口，或者网上从“开始办理”进入",
        "period": period_of(item),
        "period_basis": item.decision_days_basis,
        "proofs": [
            {
                "name": one.entry.proof.name,
                "way": one.substitution,
                "others": list(one.alternatives),
            }
            for one in versions
        ],
        "sections": _sections(policy, item, versions, promised, drawn),
        "flow": _flow(drawn),
        "letter": {"number": template.number, "digest": template.digest} if template else None,
    }


def period_of(item: ServiceItem) -> str:
    """20个工作日 or 45日."""
    unit = "日" if item.decision_day_kind == "calendar" else "个工作日"
    return f"{item.decision_days}{unit}"


def lacking(policy: Policy, content: Mapping[str, Any]) -> list[Finding]:
    """What the place demands of a guide and this content does not say, each with its clause."""
    written = {one["key"] for one in content.get("sections", ()) if one["paragraphs"]}
    if content.get("flow", {}).get("line"):
        written.add("flow_chart")
    return guide.lacking(policy, written)


def _sections(
    policy: Policy,
    item: ServiceItem,
    versions: Sequence[EntryVersion],
    promised: list[EntryVersion],
    drawn: Flow,
) -> list[Section]:
    demanded = guide.required(policy)
    if promised:
        composer = Composer(policy, item, promised)
        written = {
            "choice_requirements": _choosing(composer),
            "with_commitment": _with(composer),
            "without_commitment": _without(composer, versions),
            "leaving": _leaving(composer),
        }
    else:
        nothing = Written((_NOTHING_TO_CHOOSE,))
        keys = ("choice_requirements", "with_commitment", "without_commitment", "leaving")
        written = dict.fromkeys(keys, nothing)
    written["steps"] = Written(tuple(_along(drawn)))
    written["flow"] = Written(tuple(_in_words(drawn)))
    return [
        {
            "key": key,
            "title": SECTIONS[key][0],
            "paragraphs": list(said.paragraphs),
            "basis": list(dict.fromkeys((*demanded.get(key, ()), *said.basis))),
        }
        for key, said in written.items()
    ]


def _choosing(composer: Composer) -> Written:
    ways, excluded = composer.write("ways"), composer.write("excluded")
    names = "、".join(f"《{one.entry.proof.name}》" for one in composer.versions)
    count = sum(len(one.condition_set.conditions) for one in composer.versions)
    return Written(
        (
            f"可以用承诺代替的证明：{names}。",
            f"承诺以前看完告知书；承诺的内容共{count}条，逐条属实才能签。",
            *ways.paragraphs,
            *excluded.paragraphs,
        ),
        (*composer.policy.applicants.free_choice.clause, *ways.basis, *excluded.basis),
    )


def _with(composer: Composer) -> Written:
    rule = composer.policy.verification.after_decision_days
    return Written(
        (
            "网上登录，从事项页“开始办理”进入；也可以到窗口，由工作人员帮您录入。",
            "一次看完告知书：要证明什么、依据、承诺的条件、不实的责任、怎样核查。",
            "一条一条填写您的情况；能用数据核对的当场核对，对得上的不再另查。",
            "核对以后签署承诺书，申请同时提交，不用交证明。",
            ACCEPTANCE,
            f"受理以后{period_of(composer.item)}以内作出决定。",
            f"没有对上的，决定以后{rule.value}个工作日以内核查完；查不到不算您不实。",
        ),
        (ACCEPTANCE_BASIS, *rule.clause),
    )


def _without(composer: Composer, versions: Sequence[EntryVersion]) -> Written:
    choice = composer.write("choice")
    kept = [one.entry.proof.name for one in versions if one.substitution == Substitution.RETAINED]
    bring = f"另外要您提交：{'、'.join(kept)}。" if kept else ""
    return Written(
        tuple(
            text
            for text in (
                *choice.paragraphs,
                bring,
                "在网上或者窗口选“不承诺”，提交申请。" + ACCEPTANCE,
                f"受理以后{period_of(composer.item)}以内作出决定，审核标准和用承诺的一样。",
            )
            if text
        ),
        choice.basis,
    )


def _leaving(composer: Composer) -> Written:
    policy = composer.policy
    before = "签署以前，随时可以改选别的办法，不用说明理由。"
    if not policy.applicants.withdrawal.value:
        silent = withdrawal.withdrawal_is_known_here(policy)
        return Written((before, silent.detail, silent.cure), silent.basis)
    wish = composer.write("withdrawal")
    after = withdrawal.effect(policy)
    return Written(
        (
            before,
            *wish.paragraphs,
            "在“我的办件”打开这件事，点“撤回承诺”，写一句理由；也可以到窗口办。",
            after.told,
        ),
        (*wish.basis, *after.basis),
    )


def _along(drawn: Flow) -> list[str]:
    """The acts along the main line, one for each leg."""
    legs = list(zip(drawn.line, drawn.line[1:], strict=False))
    found = []
    for number, leg in enumerate(legs, start=1):
        step = next(one for one in drawn.steps if (one.before, one.after) == leg)
        found.append(f"第{number}步　{step.rule.label}（{who(step)}）：{step.rule.explanation}")
    return found


def _in_words(drawn: Flow) -> list[str]:
    """Every act once, with all the states from which it leads to the same one."""
    alike: dict[tuple[str, str], list[FlowStep]] = {}
    for step in drawn.steps:
        alike.setdefault((step.rule.label, step.rule.explanation), []).append(step)
    return [_act_in_words(steps) for steps in alike.values()]


def _act_in_words(steps: Sequence[FlowStep]) -> str:
    first = steps[0]
    before = "".join(f"“{step.before.chinese}”" for step in steps)
    goes = f"从{before}到“{first.after.chinese}”"
    if first.before is first.after:
        goes = f"在{before}的时候"
    return f"{first.rule.label}（{who(first)}）：{goes}。{first.rule.explanation}"


def who(step: FlowStep) -> str:
    """Who acts, in the reader's words: 您, 经办人员."""
    spoken = [_YOU if role.speaks_for_applicant else role.chinese for role in step.rule.who]
    return "或者".join(
        dict.fromkeys(one for one in spoken if one != Role.SYSTEM.chinese or len(spoken) == 1)
    )


def _flow(drawn: Flow) -> dict[str, Any]:
    def named(states: Sequence[Any]) -> list[dict[str, str]]:
        return [{"state": state.value, "title": state.chinese} for state in states]

    return {
        "line": named(drawn.line),
        "detours": named(drawn.detours),
        "ends": named(drawn.ends),
        "steps": [
            {
                "act": step.rule.act,
                "label": step.rule.label,
                "who": who(step),
                "from": step.before.value,
                "to": step.after.value,
                "explanation": step.rule.explanation,
            }
            for step in drawn.steps
        ],
    }
