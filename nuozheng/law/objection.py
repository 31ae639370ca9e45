"""信用异议: who holds a record to be wrong is heard by two others, and it counts for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role

BASIS = "CN-GBF42-credit"


class ObjectionStatus(StrEnum):
    """Where an objection stands; the last four are its end."""

    RAISED = "raised"
    ANSWERED = "answered"
    ANNULLED = "annulled"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"

    @property
    def chinese(self) -> str:
        return _WORD[self]


_WORD: dict[ObjectionStatus, str] = {
    ObjectionStatus.RAISED: "等认定单位答复",
    ObjectionStatus.ANSWERED: "认定单位已答复，等决定",
    ObjectionStatus.ANNULLED: "异议成立，记录已撤销",
    ObjectionStatus.CORRECTED: "异议成立，记录已更正",
    ObjectionStatus.REJECTED: "异议不成立，记录不变",
    ObjectionStatus.WITHDRAWN: "本人已撤回",
}
_S = ObjectionStatus
OPEN = (_S.RAISED, _S.ANSWERED)


def _decided(act: str, to: ObjectionStatus, label: str, explanation: str) -> MoveRule:
    return MoveRule(
        act=act,
        from_states=OPEN,
        to_state=to,
        who=(Role.CREDIT_OFFICER,),
        reason_required=True,
        label=label,
        explanation=explanation,
        deadline="credit.objection_days",
        basis=(BASIS,),
    )


CREDIT_OBJECTION = MoveTable(
    kind="credit_objection",
    initial=_S.RAISED,
    terminal=frozenset({_S.ANNULLED, _S.CORRECTED, _S.REJECTED, _S.WITHDRAWN}),
    rules=(
        MoveRule(
            act="answer_objection",
            from_states=(_S.RAISED,),
            to_state=_S.ANSWERED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="答复异议",
            explanation="认定单位核对自己的认定书和证据，写明记录对不对、为什么。",
            deadline="credit.objection_answer_days",
            basis=(BASIS,),
        ),
        _decided("annul_record", _S.ANNULLED, "撤销记录", "记录从各处撤下，像没有记过一样。"),
        _decided("correct_record", _S.CORRECTED, "更正记录", "按查明的情况改，告诉所有收到过的。"),
        _decided("reject_objection", _S.REJECTED, "异议不成立", "写明理由，告诉本人怎样救济。"),
        MoveRule(
            act="withdraw_objection",
            from_states=OPEN,
            to_state=_S.WITHDRAWN,
            who=(Role.APPLICANT,),
            label="撤回异议",
            explanation="撤回以后记录照原样有效，以后还可以再提。",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Decider:
    """Who wants to decide, beside everybody who had a hand in the record, by their key."""

    decider: int
    authors: tuple[int, ...]


def decided_by_another(policy: Policy, facts: Decider) -> Finding:
    """A reviewer other than the author decides (XBQ21-2.6g, MJ21-2.3.8g)."""
    key, basis = "decided_by_another", policy.credit.objection.clause
    if facts.decider in facts.authors:
        return not_met(
            key,
            "认定、登记这条记录的人和答复异议的人，不能决定异议。",
            basis,
            cure="请转给另一位信用管理人员。",
        )
    return met(key, "由没有经手这条记录的人决定。", basis)


def provider_had_its_say(policy: Policy, answered: bool, due_on: date, on: date) -> Finding:
    """The unit whose document it is answers first; after its last day nobody waits for it."""
    key, basis = "provider_had_its_say", policy.credit.objection_answer_days.clause
    if answered:
        return met(key, "认定单位已经答复。", basis)
    if on > due_on:
        return met(key, "认定单位到期没有答复，不再等。", basis)
    return not_met(
        key,
        "还没有等到认定单位的答复。",
        basis,
        cure=f"最晚等到{due_on.month}月{due_on.day}日；到期没有答复的，按现有材料决定。",
    )


def change_is_named(policy: Policy, changed: Sequence[str]) -> Finding:
    """A correction says what is otherwise than it was."""
    key, basis = "change_is_named", policy.credit.objection.clause
    if changed:
        return met(key, f"更正：{'、'.join(changed)}。", basis)
    return not_met(
        key,
        "没有写改成什么。",
        basis,
        cure="至少改一项：程度、文号、日期或者行为；整条都不对的，请选“撤销记录”。",
    )
