"""The two clocks of seven working days: from the event (ORD23), from publication (MJ21)."""

from datetime import date, datetime

from nuozheng.catalogue.adjustment.models import Adjustment
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Deadline, Move
from nuozheng.law.adjustment import clock_from_publication, clocks_from_event
from nuozheng.law.review import PASS

ADJUSTMENT, REVISION = "adjustment", "revision"
CONFIRMATION, APPLICATION, FILING = "confirmation", "application", "filing"


def start_event_clocks(adjustment: Adjustment) -> list[Deadline]:
    """变更事由发生之日起7个工作日内确认、提交申请: for each agency whose entries are touched."""
    event = adjustment.event
    return [
        deadlines.start(
            ADJUSTMENT,
            adjustment.pk,
            clock.what,
            title=clock.title,
            from_day=event.happened_on,
            days=clock.days,
            basis=clock.clause,
        )
        for clock in clocks_from_event(event.catalogue.policy)
    ]


def start_filing_clock(revision: Revision, on: date) -> Deadline | None:
    """公布后7个工作日内报送备案, from the day of publication; None where nothing is filed."""
    clock = clock_from_publication(revision.policy)
    if clock is None:
        return None
    return deadlines.start(
        REVISION,
        revision.pk,
        clock.what,
        title=clock.title,
        from_day=on,
        days=clock.days,
        basis=clock.clause,
    )


def meet_filing(revision: Revision, at: datetime) -> bool:
    """Filed: the clock stops; False where none ran."""
    return deadlines.meet(REVISION, revision.pk, FILING, at)


def step_passed(revision: Revision, row: Move) -> None:
    """Follower of a passed step."""
    meet_step(revision, row.act.removeprefix(PASS), row.at)


def meet_step(revision: Revision, step: str, at: datetime) -> None:
    """A step was passed: confirmation stops the first clock, what lies before approval the other.

    The application counts as made once nothing but the approver's step is left to wait for.
    """
    adjustment = Adjustment.objects.filter(revision=revision).first()
    if adjustment is None:
        return
    keys = [one.key for one in revision.steps]
    if step == CONFIRMATION:
        deadlines.meet(ADJUSTMENT, adjustment.pk, CONFIRMATION, at)
    if step in keys and keys.index(step) >= len(keys) - 2:
        deadlines.meet(ADJUSTMENT, adjustment.pk, APPLICATION, at)
