"""What must have happened before an intended measure is taken: told, heard, reviewed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuozheng.law.afterwards.moves import IntendedStatus
from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Finding
from nuozheng.law.hearing import RIGHT_TO_BE_HEARD
from nuozheng.law.policy import Policy
from nuozheng.law.repair import spoken

PENALTY_WORD = {
    "warning": "警告、通报批评",
    "fine": "罚款",
    "confiscation": "没收违法所得、没收非法财物",
    "downgrade": "降低资质等级、吊销许可证件",
    "closure": "责令停产停业、责令关闭、限制从业",
    "other_heavy": "其他较重的处罚",
}
REVIEW_WORD = {
    "public_interest": "涉及重大公共利益",
    "hearing": "经过听证",
    "third_party": "关系第三人重大权益",
    "complex": "疑难复杂、涉及多个法律关系",
}
TAKES_BACK = ("revoke", "invalid_decision")


@dataclass(frozen=True, slots=True)
class Penalty:
    """The kind of an intended penalty; the amount in yuan where it is a fine."""

    kind: str
    amount_yuan: int = 0


@dataclass(frozen=True, slots=True)
class Other:
    """A known third party: until when they may object, whether they did and were answered."""

    name: str
    until: date
    objected: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class IntendedFacts:
    """An intended measure on day `on`.

    `hearing_until` is None where the law gives no hearing; `review_causes` why a legal review is
    due; `reviewed` None while nobody reviewed it.
    """

    on: date
    status: IntendedStatus
    answer_until: date
    answered: bool = False
    answer_considered: bool = False
    hearing_until: date | None = None
    hearing_forgone: bool = False
    hearing_considered: bool = False
    others: tuple[Other, ...] = ()
    review_causes: tuple[str, ...] = ()
    reviewed: bool | None = None


def must_be_told_first(measure: str, *, touches_others: bool) -> bool:
    """拟作出的行政处罚内容 is told before (行政处罚法 art. 44); taking back, where others are."""
    return measure == "penalise" or (measure in TAKES_BACK and touches_others)


def gives_hearing(policy: Policy, penalty: Penalty | None, *, company: bool) -> Finding:
    """告知当事人有要求听证的权利 (行政处罚法 art. 63): the heavier kinds and larger fines."""
    rules = policy.consequences
    key, basis = "gives_hearing", rules.hearing_kinds.clause
    if penalty is None:
        return not_applicable(key, "不是行政处罚，法律没有规定听证。", basis)
    large = rules.large_fine_company_yuan if company else rules.large_fine_person_yuan
    if penalty.kind == "fine":
        heavy = "large_fine" in rules.hearing_kinds.value and penalty.amount_yuan >= large.value
    else:
        heavy = penalty.kind in rules.hearing_kinds.value
    if heavy:
        return met(key, "可以要求听证。", basis)
    return not_applicable(key, "不在法律规定可以要求听证的处罚里。", basis)


def review_causes(
    policy: Policy, *, heard: bool, others: bool, complex_case: bool, public: bool
) -> tuple[str, ...]:
    """Why a legal review is due before the decision (行政处罚法 art. 58, 三项制度)."""
    given = {
        "public_interest": public,
        "hearing": heard,
        "third_party": others,
        "complex": complex_case,
    }
    return tuple(one for one in policy.consequences.legal_review_when.value if given[one])


def may_carry_out(policy: Policy, facts: IntendedFacts) -> list[Finding]:
    """Every precondition of taking the measure that was intended."""
    return [
        had_their_say(facts),
        answer_was_considered(facts),
        hearing_was_held(policy, facts),
        hearing_was_considered(facts),
        *(third_party_had_their_say(policy, one, facts.on) for one in facts.others),
        legal_review_has_passed(policy, facts),
    ]


def had_their_say(facts: IntendedFacts) -> Finding:
    """当事人有权进行陈述和申辩 (行政处罚法 art. 45), on the measure too."""
    key = "had_their_say"
    heard = facts.status is IntendedStatus.HEARING_HELD
    if facts.answered or heard or facts.on > facts.answer_until:
        return met(key, "本人说过意见，或者期限已过。", RIGHT_TO_BE_HEARD)
    return not_met(
        key,
        f"{spoken(facts.answer_until)}以前本人有权对拟作出的处理说明意见。",
        RIGHT_TO_BE_HEARD,
        cure="等本人说明，或者等期限届满。",
    )


def answer_was_considered(facts: IntendedFacts) -> Finding:
    """对当事人提出的事实、理由和证据，应当进行复核 (行政处罚法 art. 45)."""
    key = "answer_was_considered"
    if not facts.answered or facts.answer_considered:
        return met(key, "本人的意见已经答复，或者没有收到意见。", RIGHT_TO_BE_HEARD)
    return not_met(
        key, "还没有答复本人的意见。", RIGHT_TO_BE_HEARD, cure="写明采纳还是不采纳，为什么。"
    )


def hearing_was_held(policy: Policy, facts: IntendedFacts) -> Finding:
    """当事人要求听证的，行政机关应当组织听证 (行政处罚法 art. 63, 64)."""
    key, basis = "hearing_was_held", policy.consequences.hearing_days.clause
    if facts.hearing_until is None:
        return not_applicable(key, "法律没有规定听证。", basis)
    if facts.status in (IntendedStatus.HEARING_ASKED, IntendedStatus.HEARING_CALLED):
        return not_met(
            key, "本人要求了听证，还没有举行。", basis, cure="先举行听证、登记笔录，再作决定。"
        )
    if facts.status is IntendedStatus.HEARING_HELD:
        return met(key, "已经听证。", basis)
    if facts.hearing_forgone or facts.on > facts.hearing_until:
        return met(key, "本人没有要求听证。", basis)
    return not_met(
        key,
        f"{spoken(facts.hearing_until)}以前本人可以要求听证。",
        basis,
        cure="等期限届满，或者本人写明不要求听证。",
    )


def hearing_was_considered(facts: IntendedFacts) -> Finding:
    """应当根据听证笔录…作出决定 (行政处罚法 art. 65)."""
    key, basis = "hearing_was_considered", ("CN-CFF-65",)
    if facts.status is not IntendedStatus.HEARING_HELD or facts.hearing_considered:
        return met(key, "决定依据听证笔录，或者没有听证。", basis)
    return not_met(
        key, "还没有写明怎样依据听证笔录作决定。", basis, cure="写明笔录里的哪些采纳、哪些不采纳。"
    )


def third_party_had_their_say(policy: Policy, other: Other, on: date) -> Finding:
    """防范…损害第三方合法权益 (ORD21-4.6h): told, heard, answered before anything is revoked."""
    rules = policy.consequences
    key = "third_party_had_their_say"
    basis = rules.third_party_check.clause or rules.objection_days.clause
    if other.objected and not other.answered:
        return not_met(
            key,
            f"{other.name}提出了异议，还没有答复。",
            basis,
            cure="写明采纳还是不采纳，为什么，答复以后再决定。",
        )
    if other.objected or on > other.until:
        return met(key, f"{other.name}说过意见，或者期限已过。", basis)
    return not_met(
        key,
        f"{spoken(other.until)}以前{other.name}可以提出异议，现在不能撤销。",
        basis,
        cure="等异议期限届满，或者等对方答复。",
    )


def legal_review_has_passed(policy: Policy, facts: IntendedFacts) -> Finding:
    """未经法制审核或者审核未通过的，不得作出决定 (行政处罚法 art. 58)."""
    key, rule = "legal_review_has_passed", policy.consequences.legal_review_when
    if not facts.review_causes:
        return not_applicable(key, "不属于应当法制审核的情形。", rule.clause)
    why = "；".join(REVIEW_WORD[one] for one in facts.review_causes)
    if facts.reviewed:
        return met(key, f"{why}，法制审核已经通过。", rule.clause)
    state = "法制审核没有通过" if facts.reviewed is False else "还没有法制审核"
    return not_met(
        key,
        f"{why}，{state}，不能作出决定。",
        rule.clause,
        cure="请没有办过这件的合法性审核人员审核通过以后再作决定。",
    )


def told_under(measure: str) -> tuple[str, ...]:
    """告知 before a penalty (行政处罚法 44), or to others who are touched (行政许可法 36)."""
    return ("CN-CFF-44",) if measure == "penalise" else ("CN-XKF-36",)


def measure_was_told(measure: str, touched: Iterable[str]) -> Finding:
    """No penalty, and no taking back where others are touched, that was not told before."""
    others = tuple(touched)
    why = f"，牵涉到{'、'.join(others)}" if others and measure in TAKES_BACK else ""
    return not_met(
        "measure_was_told",
        f"{MEASURE_WORD[measure]}以前还没有告知{why}。",
        told_under(measure),
        cure="先在“拟作出的处理”里写明内容、理由和依据，送达告知书。",
    )
