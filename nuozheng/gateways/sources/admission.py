"""Whether a source may be asked now: its hours, and what is left of its quota of the day."""

from datetime import date, datetime, time, timedelta

from nuozheng.gateways.sources.protocol import Trouble, Unusable
from nuozheng.gateways.sources.registry import Source
from nuozheng.law.calendar import load_calendar


def admit(source: Source, now: datetime) -> None:
    """Count one look-up. Errors: Unusable outside the hours or where the quota is used up.

    `now` is Beijing time. A source without hours and quota costs no query.
    """
    if not is_open(source, now):
        assert source.hours is not None
        raise Unusable(
            f"{source.title}只在{source.hours.chinese}提供查询",
            blames_source=False,
            trouble=Trouble.CLOSED,
        )
    quota = source.quota_per_day
    if quota is not None and not _taken(source.name, now.date(), quota):
        raise Unusable(
            f"{source.title}今天的{quota}次查询已经用完",
            blames_source=False,
            trouble=Trouble.QUOTA,
        )


def is_open(source: Source, now: datetime) -> bool:
    """Whether the source answers at this moment of Beijing time."""
    hours = source.hours
    if hours is None:
        return True
    return hours.opens <= now.time() < hours.closes and _on_duty(source, now.date())


def opens_next(source: Source, now: datetime) -> datetime:
    """The next moment at which the source answers; `now` while it is open."""
    hours = source.hours
    if hours is None or is_open(source, now):
        return now
    day = now.date() if now.time() < hours.opens else now.date() + timedelta(1)
    while not _on_duty(source, day):
        day += timedelta(1)
    return datetime.combine(day, hours.opens, now.tzinfo)


def next_day(now: datetime) -> datetime:
    """The first moment of a new quota."""
    return datetime.combine(now.date() + timedelta(1), time(0, 5), now.tzinfo)


def _taken(source: str, day: date, quota: int) -> bool:
    # The client is used without a database too, where no source has a quota.
    from nuozheng.evidence.models import SourceDay

    return SourceDay.objects.take(source, day, quota)


def _on_duty(source: Source, day: date) -> bool:
    assert source.hours is not None
    return not source.hours.working_days_only or load_calendar().is_working_day(day)
