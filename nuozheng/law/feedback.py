"""核查情况反馈 (ORD23-3.3.3h): the units concerned are told of every result, and read it."""

from enum import StrEnum

from nuozheng.law.moves import MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class FeedbackStatus(StrEnum):
    """Whether the unit has read what a check came to."""

    SENT = "sent"
    READ = "read"

    @property
    def chinese(self) -> str:
        return "已读" if self is FeedbackStatus.READ else "还没有读"


READERS = (Role.OFFICER, Role.VERIFIER, Role.DATA_OWNER)

CHECK_FEEDBACK = MoveTable(
    kind="check_feedback",
    initial=FeedbackStatus.SENT,
    terminal=frozenset({FeedbackStatus.READ}),
    rules=(
        MoveRule(
            act="mark_read",
            from_states=(FeedbackStatus.SENT,),
            to_state=FeedbackStatus.READ,
            who=READERS,
            label="已读",
            explanation="记下谁在什么时候读的；过了期限没有读的，监督人员看得到。",
            deadline="verification.feedback_days",
            basis=("ORD23-3.3.3h",),
        ),
    ),
)
