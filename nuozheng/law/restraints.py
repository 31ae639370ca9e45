"""黑名单 and 失信惩戒: what may be done with an entry or a measure, from where and by whom."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class RestraintStatus(StrEnum):
    """Where a list entry or a sanction stands; it restricts nobody before it was decided."""

    TOLD = "told"
    HEARD = "heard"
    DROPPED = "dropped"
    IN_FORCE = "in_force"
    LIFTED = "lifted"
    ENDED = "ended"

    @property
    def chinese(self) -> str:
        return _STATUS[self]


_STATUS: dict[RestraintStatus, str] = {
    RestraintStatus.TOLD: "等本人说明，或者等期满",
    RestraintStatus.HEARD: "本人已经说明，等决定",
    RestraintStatus.DROPPED: "不作了",
    RestraintStatus.IN_FORCE: "有效",
    RestraintStatus.LIFTED: "已经解除",
    RestraintStatus.ENDED: "到期",
}
_S = RestraintStatus
PENDING = (_S.TOLD, _S.HEARD)
DECIDES = (Role.HEAD, Role.OFFICER, Role.CREDIT_OFFICER)
PROPOSES = (Role.OFFICER, Role.CREDIT_OFFICER)


def _common(word: str) -> tuple[MoveRule, ...]:
    return (
        MoveRule(
            act="answer",
            from_states=PENDING,
            to_state=_S.HEARD,
            who=(Role.APPLICANT,),
            label="说明意见",
            explanation="本人收到告知以后陈述、申辩，决定时必须看过。",
        ),
        MoveRule(
            act="decide",
            from_states=PENDING,
            to_state=_S.IN_FORCE,
            who=DECIDES,
            reason_required=True,
            label=word,
            explanation="提出的人不能自己决定；本人说明过，或者说明的期限过了，才能决定。",
        ),
        MoveRule(
            act="drop",
            from_states=PENDING,
            to_state=_S.DROPPED,
            who=DECIDES,
            reason_required=True,
            label="不作了",
            explanation="依据不足，或者本人的说明成立；不产生任何后果。",
        ),
        MoveRule(
            act="void",
            from_states=PENDING,
            to_state=_S.DROPPED,
            who=(Role.SYSTEM,),
            label="记录没有了，不再作",
            explanation="依据的信用记录已经修复、到期或者撤销。",
        ),
        MoveRule(
            act="lift",
            from_states=(_S.IN_FORCE,),
            to_state=_S.LIFTED,
            who=(Role.SYSTEM,),
            label="一并解除",
            explanation="记录修复、撤销，或者名单移出的，惩戒同时解除。",
        ),
        MoveRule(
            act="end",
            from_states=(_S.IN_FORCE,),
            to_state=_S.ENDED,
            who=(Role.SYSTEM,),
            label="到期",
            explanation="以日期为准，到了那一天就没有任何效果。",
        ),
    )


LISTING = MoveTable(
    kind="listing",
    initial=_S.TOLD,
    terminal=frozenset({_S.DROPPED, _S.LIFTED, _S.ENDED}),
    rules=(
        *_common("列入名单"),
        MoveRule(
            act="release",
            from_states=(_S.IN_FORCE,),
            to_state=_S.LIFTED,
            who=(Role.CREDIT_OFFICER, Role.JUSTICE_REVIEWER),
            reason_required=True,
            label="移出名单",
            explanation="管理名单的单位才能准予提前移出；当天撤下，惩戒一并解除。",
        ),
    ),
)
SANCTION = MoveTable(
    kind="sanction",
    initial=_S.TOLD,
    terminal=frozenset({_S.DROPPED, _S.LIFTED, _S.ENDED}),
    rules=(
        *_common("实施惩戒"),
        MoveRule(
            act="withdraw",
            from_states=(_S.IN_FORCE,),
            to_state=_S.LIFTED,
            who=DECIDES,
            reason_required=True,
            label="提前解除",
            explanation="作出的单位认为不再需要的，随时可以解除。",
        ),
    ),
)


class UnitLetterStatus(StrEnum):
    """Where the letter to the unit of a dishonest person stands."""

    OWED = "owed"
    WRITTEN = "written"
    DELIVERED = "delivered"
    DROPPED = "dropped"

    @property
    def chinese(self) -> str:
        return _LETTER[self]


_LETTER: dict[UnitLetterStatus, str] = {
    UnitLetterStatus.OWED: "还没有写",
    UnitLetterStatus.WRITTEN: "写好了，还没有送到",
    UnitLetterStatus.DELIVERED: "已经送到",
    UnitLetterStatus.DROPPED: "不用通知",
}
_L = UnitLetterStatus
_UNIT = ("LYG19-2.2.4b",)

UNIT_LETTER = MoveTable(
    kind="unit_letter",
    initial=_L.OWED,
    terminal=frozenset({_L.DELIVERED, _L.DROPPED}),
    rules=(
        MoveRule(
            act="write_to_unit",
            from_states=(_L.OWED,),
            to_state=_L.WRITTEN,
            who=PROPOSES,
            label="写通知书",
            explanation="认定生效以后才有；只写认定本身，不写案情和别的个人信息。",
            basis=_UNIT,
        ),
        MoveRule(
            act="deliver",
            from_states=(_L.WRITTEN,),
            to_state=_L.DELIVERED,
            who=PROPOSES,
            label="登记送达",
            explanation="写明怎样送、谁签收、哪一天。",
            basis=_UNIT,
        ),
        MoveRule(
            act="drop_letter",
            from_states=(_L.OWED, _L.WRITTEN),
            to_state=_L.DROPPED,
            who=PROPOSES,
            reason_required=True,
            label="不用通知",
            explanation="本人没有所在单位的，写明怎样知道。",
            basis=_UNIT,
        ),
        MoveRule(
            act="void_letter",
            from_states=(_L.OWED, _L.WRITTEN),
            to_state=_L.DROPPED,
            who=(Role.SYSTEM,),
            label="记录没有了，不再通知",
            explanation="依据的信用记录已经修复、到期或者撤销。",
            basis=_UNIT,
        ),
    ),
)
