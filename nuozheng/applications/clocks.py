"""The legal clocks of a case, and the day by which the office must act next."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline
from nuozheng.law.procedure import APPLICATION

ACCEPTANCE_DAYS = 5
"""Working days to accept, or to ask once for completion (行政许可法第三十二条)."""
COMPLETION_DAYS = 15
"""Working days that we give a person to complete a case; a proposal, no text fixes it."""
ACCEPTANCE_BASIS = ("CN-XKF-32",)


def start_acceptance(case: Application) -> None:
    """The office must accept or ask for completion; sets `due_on`, which the caller saves."""
    _start(case, "accept", "受理，或者一次告知补正", ACCEPTANCE_DAYS, ACCEPTANCE_BASIS)


def start_decision(case: Application) -> None:
    """The office must decide within the service's own days; sets `due_on`."""
    natural = case.item.decision_day_kind == "calendar"
    _start(case, "decide", "作出决定", case.item.decision_days, (), natural)


def start_completion(case: Application) -> None:
    """The applicant is asked to complete; the office's own clock stands still meanwhile."""
    _start(case, "complete", "交回补正", COMPLETION_DAYS, ACCEPTANCE_BASIS, of_person=True)


def follow_recount(moved: Iterable[Deadline]) -> None:
    """Cases whose clock was counted again are due on the new day."""
    for clock in moved:
        if clock.kind == APPLICATION.kind:
            Application.objects.filter(pk=clock.record_id).update(due_on=clock.due_on)


def _start(
    case: Application,
    what: str,
    title: str,
    days: int,
    basis: Sequence[str],
    natural: bool = False,
    of_person: bool = False,
) -> None:
    clock = deadlines.start(
        APPLICATION.kind,
        case.pk,
        what,
        title=title,
        from_day=timezone.localdate(),
        days=days,
        basis=basis,
        natural=natural,
        of_person=of_person,
    )
    case.due_on = clock.due_on
