"""拟处理: what may be done with a measure that an officer intends, before it is taken."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class IntendedStatus(StrEnum):
    """Where an intended measure stands; only the last two are its end."""

    TOLD = "told"
    ANSWERED = "answered"
    HEARING_ASKED = "hearing_asked"
    HEARING_CALLED = "hearing_called"
    HEARING_HELD = "hearing_held"
    CARRIED_OUT = "carried_out"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return _WORD[self]


_WORD: dict[IntendedStatus, str] = {
    IntendedStatus.TOLD: "已告知，等本人意见",
    IntendedStatus.ANSWERED: "本人已经说明意见",
    IntendedStatus.HEARING_ASKED: "本人要求听证",
    IntendedStatus.HEARING_CALLED: "已通知听证",
    IntendedStatus.HEARING_HELD: "已经听证",
    IntendedStatus.CARRIED_OUT: "已经作出处理",
    IntendedStatus.DROPPED: "不再处理",
}

_S = IntendedStatus
_SIDE = (Role.APPLICANT, Role.AGENT)
HEARABLE = (_S.TOLD, _S.ANSWERED)
DECIDABLE = (_S.TOLD, _S.ANSWERED, _S.HEARING_HELD)
PENDING = (*HEARABLE, _S.HEARING_ASKED, _S.HEARING_CALLED, _S.HEARING_HELD)


def _review(act: str, label: str, explanation: str) -> tuple[MoveRule, ...]:
    """An opinion changes nothing of where the measure stands."""
    return tuple(
        MoveRule(
            act=act,
            from_states=(state,),
            to_state=state,
            who=(Role.LEGAL_REVIEWER,),
            reason_required=True,
            label=label,
            explanation=explanation,
            basis=("CN-CFF-58",),
        )
        for state in DECIDABLE
    )


INTENDED_MEASURE = MoveTable(
    kind="intended_measure",
    initial=_S.TOLD,
    terminal=frozenset({_S.CARRIED_OUT, _S.DROPPED}),
    rules=(
        MoveRule(
            act="answer_intention",
            from_states=HEARABLE,
            to_state=_S.ANSWERED,
            who=_SIDE,
            label="对拟作出的处理说明意见",
            explanation="同意、不同意都可以写；没有意见的也可以写明。",
            basis=("CN-CFF-45",),
        ),
        MoveRule(
            act="ask_hearing",
            from_states=HEARABLE,
            to_state=_S.HEARING_ASKED,
            who=_SIDE,
            label="要求听证",
            explanation="只有较重的处罚才有，在告知书写明的期限以内提出，不收费。",
            basis=("CN-CFF-63", "CN-CFF-64.1"),
        ),
        MoveRule(
            act="call_hearing",
            from_states=(_S.HEARING_ASKED,),
            to_state=_S.HEARING_CALLED,
            who=(Role.OFFICER,),
            label="通知听证",
            explanation="写明时间、地点、主持人；主持人不能是办过这件的人。",
            basis=("CN-CFF-64.2", "CN-CFF-64.4"),
        ),
        MoveRule(
            act="hold_hearing",
            from_states=(_S.HEARING_CALLED,),
            to_state=_S.HEARING_HELD,
            who=(Role.OFFICER,),
            label="登记听证笔录",
            explanation="笔录由本人核对签名；不签的，写明原因。",
            basis=("CN-CFF-64.8",),
        ),
        *_review("pass_review", "法制审核通过", "由没有办过这件的合法性审核人员审核。"),
        *_review("return_review", "法制审核退回", "写明哪里不合法；改好以前不能作出处理。"),
        MoveRule(
            act="carry_out",
            from_states=DECIDABLE,
            to_state=_S.CARRIED_OUT,
            who=(Role.OFFICER,),
            label="作出处理",
            explanation="本人的意见、听证笔录、第三人的异议都有答复，需要的审核已经通过。",
            basis=("CN-CFF-57",),
        ),
        MoveRule(
            act="drop",
            from_states=PENDING,
            to_state=_S.DROPPED,
            who=(Role.OFFICER,),
            reason_required=True,
            label="不再处理",
            explanation="写明为什么不处理了，告诉本人和第三人。",
        ),
    ),
)
