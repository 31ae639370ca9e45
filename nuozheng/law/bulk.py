"""批量核查: the moves of one batch of checks. A batch confirms or leaves open; it never accuses."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role

BATCH_PURPOSE = "批量核查"
"""How the purpose of each look-up of a batch begins."""


class BatchStatus(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"

    @property
    def chinese(self) -> str:
        return _WORDS[self]


_WORDS = {
    BatchStatus.QUEUED: "等着开始",
    BatchStatus.RUNNING: "正在核查",
    BatchStatus.PAUSED: "暂停",
    BatchStatus.FAILED: "中断",
    BatchStatus.DONE: "已完成",
}
_B = BatchStatus

VERIFICATION_BATCH = MoveTable(
    kind="verification_batch",
    initial=_B.QUEUED,
    terminal=frozenset({_B.DONE}),
    rules=(
        MoveRule(
            act="begin",
            from_states=(_B.QUEUED,),
            to_state=_B.RUNNING,
            who=(Role.SYSTEM,),
            label="开始",
            explanation="到期的承诺与各数据源交换来的数据成批比对。",
        ),
        MoveRule(
            act="pause",
            from_states=(_B.QUEUED, _B.RUNNING),
            to_state=_B.PAUSED,
            who=(Role.VERIFIER, Role.SYSTEM),
            label="暂停",
            explanation="已经写下的结果保留，没有查的留在原处。",
        ),
        MoveRule(
            act="resume",
            from_states=(_B.PAUSED, _B.FAILED),
            to_state=_B.QUEUED,
            who=(Role.VERIFIER, Role.SYSTEM),
            label="接着查",
            explanation="从停下的地方接着查，查过的不再查。",
        ),
        MoveRule(
            act="fail",
            from_states=(_B.RUNNING,),
            to_state=_B.FAILED,
            who=(Role.SYSTEM,),
            reason_required=True,
            label="中断",
            explanation="数据读不了等原因中断；没有查的不受影响，可以接着查。",
        ),
        MoveRule(
            act="finish",
            from_states=(_B.RUNNING,),
            to_state=_B.DONE,
            who=(Role.SYSTEM,),
            label="完成",
            explanation="一项不漏：每一项都有结果，或者写明为什么还没有。",
        ),
    ),
)
