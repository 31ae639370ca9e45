"""Start, meet and recompute legal clocks. Counting itself is in law/calendar."""

from collections.abc import Sequence
from datetime import date, datetime

from nuozheng.evidence import rows
from nuozheng.evidence.models import Deadline
from nuozheng.law.calendar import Calendar, Due, load_calendar


def start(
    kind: str,
    record_id: int,
    what: str,
    *,
    title: str,
    from_day: date,
    days: int,
    basis: Sequence[str],
    natural: bool = False,
    of_person: bool = False,
) -> Deadline:
    """Start a clock of so many days, counted from the day after `from_day`.

    They are working days unless `natural`; a last natural day of rest moves to the next workday.
    """
    due = _count(load_calendar(), from_day, days, natural)
    return rows.insert(
        Deadline(
            kind=kind,
            record_id=record_id,
            what=what,
            title=title,
            started_on=from_day,
            days=days,
            natural=natural,
            of_person=of_person,
            due_on=due.on,
            provisional=due.provisional,
            explanation=due.explanation,
            basis=list(basis),
        )
    )


def start_until(
    kind: str,
    record_id: int,
    what: str,
    *,
    title: str,
    due_on: date,
    from_day: date,
    basis: Sequence[str],
    of_person: bool = False,
) -> Deadline:
    """Start a clock that ends on a day which somebody set; it is never counted again."""
    return rows.insert(
        Deadline(
            kind=kind,
            record_id=record_id,
            what=what,
            title=title,
            started_on=from_day,
            days=min(max((due_on - from_day).days, 0), 32767),
            natural=True,
            of_person=of_person,
            due_on=due_on,
            provisional=False,
            explanation="由决定书写明",
            basis=list(basis),
        )
    )


def counted(from_day: date, days: int) -> date:
    """The last of so many working days after `from_day`, for a paper that names it beforehand."""
    return _count(load_calendar(), from_day, days, natural=False).on


def recount(calendar: Calendar) -> list[Deadline]:
    """Count every provisional running clock again; the ones whose last day moved.

    For the day on which a year's arrangement becomes known. A person's own last day, once told,
    only ever moves back.
    """
    moved: list[Deadline] = []
    for clock in Deadline.objects.running().filter(provisional=True).order_by("pk"):
        due = _count(calendar, clock.started_on, clock.days, clock.natural)
        if due.provisional and due.on == clock.due_on:
            continue
        was = clock.due_on
        clock.due_on = max(was, due.on) if clock.of_person else due.on
        clock.provisional, clock.explanation = due.provisional, due.explanation
        clock.save(update_fields=["due_on", "provisional", "explanation"])
        if clock.due_on != was:
            moved.append(clock)
    return moved


def meet(kind: str, record_id: int, what: str, at: datetime) -> bool:
    """Stop the running clock; False where none ran."""
    return bool(
        Deadline.objects.running()
        .filter(kind=kind, record_id=record_id, what=what)
        .update(met_at=at)
    )


def meet_all(kind: str, record_id: int, at: datetime) -> None:
    """Stop every running clock of a record that has ended."""
    Deadline.objects.running().filter(kind=kind, record_id=record_id).update(met_at=at)


def running(kind: str, record_id: int) -> list[Deadline]:
    """The clocks that run on one record, nearest first."""
    return list(
        Deadline.objects.running().filter(kind=kind, record_id=record_id).order_by("due_on")
    )


def _count(calendar: Calendar, from_day: date, days: int, natural: bool) -> Due:
    return (calendar.add_days if natural else calendar.add_working_days)(from_day, days)
