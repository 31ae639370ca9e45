"""What a notice must tell: which elements the place demands, in the order of the letter."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nuozheng.law.answers import ASK_REVIEWER, met, not_applicable, not_met
from nuozheng.law.citing import clause_of
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.letter_model import holds, letter_model
from nuozheng.law.policy import Policy

ELEMENT_WORD = {
    "matter_name": "办理事项的名称",
    "legal_basis": "设定证明的依据",
    "proof_content": "证明的内容",
    "ways_to_commit": "承诺的方式",
    "liability_civil": "不实承诺的民事责任",
    "liability_administrative": "不实承诺的行政责任",
    "liability_criminal": "不实承诺的刑事责任",
    "power_to_verify": "行政机关的核查权力",
    "disclosure": "承诺书是否公开，公开的范围和时限",
    "duty_to_prove": "证明义务",
    "breach_risk": "违约风险",
    "joint_discipline": "联合惩戒机制",
}


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One item of the letter, with the demanded elements that it may hold."""

    key: str
    title: str
    elements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """The text of a notice by element, and the facts that an element depends on.

    A licence states its conditions and materials, any other matter the content of the proof.
    `disclosed` is None where nobody answered whether the letter is made public.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    basis_in_force: bool = True
    is_licence: bool = False
    licence_conditions: str = ""
    materials: str = ""
    disclosed: bool | None = None
    disclosure_scope: str = ""
    disclosure_until: str = ""
    fees_not_refunded: bool = False

    def text(self, element: str) -> str:
        return self.texts.get(element, "").strip()


def items(policy: Policy) -> tuple[NoticeItem, ...]:
    """The items of a place's letter in their order, on screen and on paper under the same numbers.

    They are those of its model letter: thirteen in the national one, without withdrawal where the
    place knows none.
    """
    return tuple(
        NoticeItem(item.key, item.title, item.elements)
        for item in letter_model(policy).item
        if all(holds(rule, policy, frozenset()) for rule in item.when)
    )


def required_elements(policy: Policy) -> tuple[str, ...]:
    """What the notice must state here, in the order of the letter."""
    told = dict.fromkeys(element for item in letter_model(policy).item for element in item.elements)
    order = list(dict.fromkeys((*told, *ELEMENT_WORD)))
    return tuple(sorted(policy.notice.elements.value, key=order.index))


def examine(policy: Policy, content: NoticeContent) -> list[Finding]:
    """One finding for each element that the place demands, and for the fees."""
    stated = [_states(policy, content, element) for element in required_elements(policy)]
    return [*stated, fees_are_told(policy, content)]


def missing_elements(policy: Policy, content: NoticeContent) -> list[Finding]:
    """Only what is missing, each by its name."""
    return obstacles(examine(policy, content))


def fees_are_told(policy: Policy, content: NoticeContent) -> Finding:
    """已缴费用不予退还 (LYG19-2.2.1b): told before the promise, or it surprises."""
    key, rule = "notice_tells_that_fees_stay_paid", policy.consequences.fees_refunded
    if rule.value:
        return not_applicable(key, "本地没有费用不退的规定。", rule.clause)
    if content.fees_not_refunded:
        return met(key, "已写明按无效处理的，已缴费用不退。", rule.clause)
    return not_met(
        key,
        "没有写明：按无效处理的，已缴费用不予退还。",
        rule.clause,
        cure="在“不实的责任”里写明费用不退。",
        appeal=ASK_REVIEWER,
    )


def _states(policy: Policy, content: NoticeContent, element: str) -> Finding:
    """书面告知的内容应包括 (ORD21-4.3e to 4.3i, MJ21-2.2.5d to 2.2.5j).

    ORD23-3.3.3c names three elements, LYG19-2.4a adds 违约风险及联合惩戒机制.
    """
    key, basis = f"notice_states_{element}", clause_of(policy.notice.elements, element)
    word, lacks = _word(content, element), _what_lacks(content, element)
    if not lacks:
        return met(key, f"已写明{word}。", basis)
    return not_met(
        key, f"告知书缺少：{word}。{lacks}", basis, cure=f"请写明{word}。", appeal=ASK_REVIEWER
    )


def _word(content: NoticeContent, element: str) -> str:
    if element == "proof_content" and content.is_licence:
        return "许可条件和材料要求"
    return ELEMENT_WORD[element]


def _what_lacks(content: NoticeContent, element: str) -> str:
    """What is wrong with an element, in words; empty where it is complete."""
    if element == "proof_content" and content.is_licence:
        if not content.licence_conditions.strip():
            return "许可条件是空的。"
        return "" if content.materials.strip() else "材料要求是空的。"
    if element == "disclosure":
        return _disclosure_lacks(content)
    if not content.text(element):
        return "这一项是空的。"
    if element == "legal_basis" and not content.basis_in_force:
        return "所写的依据已经废止。"
    return ""


def _disclosure_lacks(content: NoticeContent) -> str:
    """承诺书是否公开及公开范围、时限等 (MJ21-2.2.5j)."""
    if content.disclosed is None:
        return "没有写明公开还是不公开。"
    if not content.disclosed:
        return ""
    if not content.disclosure_scope.strip():
        return "写了公开，没有写公开范围。"
    return "" if content.disclosure_until.strip() else "写了公开，没有写公开时限。"
