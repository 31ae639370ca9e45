"""Tasks as rows of a table, and which of them are fulfilled."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.law.duties import duties_of
from nuozheng.law.policy import policies


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with its standing; `shape` marks it, `late` counts days."""

    task: UnitDuty
    shape: str
    state: str
    late: int


def task_rows(tasks: Iterable[UnitDuty], today: date) -> list[TaskRow]:
    """Rows for tasks that have their unit and list loaded."""
    return [row_of(one, today) for one in tasks]


def row_of(task: UnitDuty, today: date) -> TaskRow:
    """A task with its standing."""
    shape, state = _standing(task)
    return TaskRow(task, shape, state, task.days_late(today))


def fulfilled() -> Q:
    """The tasks that are fulfilled: sent where the text names somebody, else done."""
    sent = [
        duty.key for pack in policies() for duty in duties_of(pack) if duty.to and not duty.through
    ]
    return Q(key__in=sent, sent_on__isnull=False) | Q(~Q(key__in=sent), done_on__isnull=False)


def _standing(task: UnitDuty) -> tuple[str, str]:
    if task.fulfilled_on is not None:
        return "ok", _("已经报送") if task.duty.to else _("已经办好")
    if task.done_on is not None:
        return "wait", _("材料好了，等报送")
    return "wait", _("还没有办")
