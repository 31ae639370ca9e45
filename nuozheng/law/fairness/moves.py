"""The alarm of the running test, and how a supervisor answers it."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class FairnessStatus(StrEnum):
    """Where an alarm stands."""

    OPEN = "open"
    EXPLAINED = "explained"
    CORRECTED = "corrected"

    @property
    def chinese(self) -> str:
        return _WORDS[self]


_F = FairnessStatus
_WORDS: dict[FairnessStatus, str] = {
    _F.OPEN: "等监督人员查清",
    _F.EXPLAINED: "查清了，不是差别对待",
    _F.CORRECTED: "是差别对待，已经纠正",
}

FAIRNESS_ALARM = MoveTable(
    kind="fairness_alarm",
    initial=_F.OPEN,
    terminal=frozenset({_F.EXPLAINED, _F.CORRECTED}),
    rules=(
        MoveRule(
            act="explain_difference",
            from_states=(_F.OPEN,),
            to_state=_F.EXPLAINED,
            who=(Role.SUPERVISOR,),
            reason_required=True,
            label="查清了，不是差别对待",
            explanation="写明看了哪些检查、多查的原因是什么；数字本身不说明谁有错。",
            deadline="supervision.escalation_days",
        ),
        MoveRule(
            act="correct_difference",
            from_states=(_F.OPEN,),
            to_state=_F.CORRECTED,
            who=(Role.SUPERVISOR,),
            reason_required=True,
            label="是差别对待，已经纠正",
            explanation="写明怎样纠正：以后怎样选被查的人，已经查过的怎样处理。",
            deadline="supervision.escalation_days",
        ),
    ),
)
