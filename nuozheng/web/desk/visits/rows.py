"""The checks of a visit and its signatures, as the desk and the inspectors read them."""

from dataclasses import dataclass

from nuozheng.law.conditions import SentencePart
from nuozheng.law.procedure import TaskStatus
from nuozheng.verification.follow import PENDING
from nuozheng.verification.inspections.models import Visit, VisitCheck, VisitPaper
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.task_rows import promise_of_task
from nuozheng.web.desk.tasks import with_case
from nuozheng.web.promises import Promise

_SHAPE = {
    TaskStatus.CONFIRMED: "ok",
    TaskStatus.CONTRADICTED: "no",
    TaskStatus.UNABLE: "none",
    TaskStatus.CANCELLED: "",
    TaskStatus.OPEN: "wait",
}


@dataclass(frozen=True)
class ShownCheck:
    """One check: the promise, what is known of it, what was seen, the photos."""

    check: VisitCheck
    promise: Promise | None
    parts: list[SentencePart]
    photos: list[VisitPaper]

    @property
    def state(self) -> TaskStatus:
        return TaskStatus(self.check.result or self.check.task.status)

    @property
    def shape(self) -> str:
        return _SHAPE[self.state]

    @property
    def is_due(self) -> bool:
        """Whether it is still to be seen to."""
        return self.check.task.status in PENDING


def shown_checks(visit: Visit) -> list[ShownCheck]:
    """In the order of the plan."""
    checks = list(visit.checks.select_related("item").prefetch_related("papers__document"))
    tasks = with_case(VerificationTask.objects.filter(visit_checks__visit=visit))
    by_key = {one.pk: one for one in tasks.order_by("pk")}
    shown = []
    for one in checks:
        one.task = by_key[one.task_id]
        promise = promise_of_task(one.task)
        shown.append(
            ShownCheck(one, promise, promise.parts if promise else [], list(one.papers.all()))
        )
    return shown


def signatures(visit: Visit) -> list[VisitPaper]:
    """Everybody's signature, drawn or typed; none before the record."""
    return list(
        VisitPaper.objects.filter(record__visit=visit, kind__in=("officer", "party"))
        .select_related("inspector__account", "document")
        .order_by("pk")
    )
