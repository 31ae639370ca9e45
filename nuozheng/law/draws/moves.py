"""双随机抽查: the moves of one draw. Nobody can undo one whose outcome is already determined."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class DrawStatus(StrEnum):
    FROZEN = "frozen"
    SEALED = "sealed"
    NUMBERED = "numbered"
    DRAWN = "drawn"
    PUBLISHED = "published"
    VOID = "void"

    @property
    def chinese(self) -> str:
        return _WORDS[self]


_WORDS = {
    DrawStatus.FROZEN: "名单已冻结，等各单位封存随机数",
    DrawStatus.SEALED: "随机数已封存，等公开",
    DrawStatus.NUMBERED: "公开号码已录入，等第二人核对",
    DrawStatus.DRAWN: "已抽取，等公布",
    DrawStatus.PUBLISHED: "已公布",
    DrawStatus.VOID: "作废",
}
_D = DrawStatus
_SEALERS = (Role.VERIFIER, Role.SUPERVISOR, Role.JUSTICE_REVIEWER)

DRAW = MoveTable(
    kind="draw",
    initial=_D.FROZEN,
    terminal=frozenset({_D.PUBLISHED, _D.VOID}),
    rules=(
        MoveRule(
            act="seal",
            from_states=(_D.FROZEN,),
            to_state=_D.FROZEN,
            who=_SEALERS,
            label="封存随机数",
            explanation="每个单位先交随机数的哈希，谁也看不到别人的随机数。",
        ),
        MoveRule(
            act="close_seals",
            from_states=(_D.FROZEN,),
            to_state=_D.SEALED,
            who=(Role.SYSTEM,),
            label="全部封存",
            explanation="写明的单位都封存了，才能开始公开。",
        ),
        MoveRule(
            act="reveal",
            from_states=(_D.SEALED,),
            to_state=_D.SEALED,
            who=_SEALERS,
            label="公开随机数",
            explanation="要与封存的哈希一致，并且早于公开号码产生；到时没有公开的不计入，公布是谁。",
        ),
        MoveRule(
            act="type_number",
            from_states=(_D.SEALED,),
            to_state=_D.NUMBERED,
            who=(Role.VERIFIER,),
            label="录入公开号码",
            explanation="事先公布的那个号码，产生以后由一人录入。",
        ),
        MoveRule(
            act="retype",
            from_states=(_D.NUMBERED,),
            to_state=_D.SEALED,
            who=(Role.VERIFIER,),
            reason_required=True,
            label="号码录错了",
            explanation="第二人核对不上的，写明哪里不对，退回重新录入。",
        ),
        MoveRule(
            act="draw",
            from_states=(_D.NUMBERED,),
            to_state=_D.DRAWN,
            who=(Role.VERIFIER,),
            label="核对号码并抽取",
            explanation="另一人再录一遍，两遍一致就按公布的算法抽取对象和检查人员。",
        ),
        MoveRule(
            act="publish",
            from_states=(_D.DRAWN,),
            to_state=_D.PUBLISHED,
            who=(Role.VERIFIER,),
            label="公布结果",
            explanation="公布全部过程文件，任何人可以复算。",
        ),
        MoveRule(
            act="void",
            from_states=(_D.FROZEN, _D.SEALED),
            to_state=_D.VOID,
            who=(Role.SYSTEM,),
            reason_required=True,
            label="作废",
            explanation="到时封存或者公开随机数的单位不够，自动作废，重新冻结；人不能作废。",
        ),
    ),
)
