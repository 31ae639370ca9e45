"""A verification task as a verifier reads it."""

from dataclasses import dataclass
from datetime import date

from nuozheng.law.conditions import SentencePart
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.verification.models import VerificationTask
from nuozheng.web.clocks import Due, due
from nuozheng.web.promises import Promise, promises_of

_PENDING = (TaskStatus.OPEN, TaskStatus.UNABLE)
_SHAPE = {
    TaskStatus.OPEN: "wait",
    TaskStatus.UNABLE: "none",
    TaskStatus.CONFIRMED: "ok",
    TaskStatus.CONTRADICTED: "no",
    TaskStatus.CANCELLED: "",
}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One line of the list: what to check, how, against what, until when."""

    task: VerificationTask
    parts: list[SentencePart]
    manner: str
    due: Due | None
    shape: str
    state: str


def task_row(task: VerificationTask, today: date) -> TaskRow:
    """The line of a task; `task` comes with its case, commitment and proof."""
    promise = promise_of_task(task)
    state = TaskStatus(task.status)
    return TaskRow(
        task=task,
        parts=promise.parts if promise else [],
        manner=METHOD_WORD[task.manner],
        due=due(task.due_on, today, provisional=task.provisional) if state in _PENDING else None,
        shape=_SHAPE[state],
        state=state.chinese,
    )


def promise_of_task(task: VerificationTask) -> Promise | None:
    """The promised condition that a task checks; None where the commitment was withdrawn."""
    found = promises_of(task.application, [task.proof], [task])
    return next((one for one in found if one.condition.key == task.condition_key), None)
