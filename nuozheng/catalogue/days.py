"""A list through time: the days on which it changed, and what it said on any of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, Exists, ExpressionWrapper, Max, OuterRef, Q

from nuozheng.catalogue.models import Catalogue, EntryVersion

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ListVersion:
    """The list from a day on, until the day on which it next changed.

    `until` is the last day on which it stood, None for the present one.
    """

    on: date
    until: date | None
    added: int
    changed: int
    removed: int


def list_versions(catalogue: Catalogue, today: date) -> list[ListVersion]:
    """Every version of a list up to today, the newest first; in two queries."""
    started, ended = _started(catalogue, today), _ended(catalogue, today)
    days = sorted({day for day, _ in started} | set(ended))
    nexts: list[date | None] = [*days[1:], None]
    return [
        ListVersion(
            on=day,
            until=following - _A_DAY if following else None,
            added=started[day, False],
            changed=started[day, True],
            removed=ended[day],
        )
        for day, following in zip(days, nexts, strict=True)
    ][::-1]


def version_on(catalogue: Catalogue, on: date) -> date | None:
    """The day of the list's version that stood on a day; None before its first."""
    versions = EntryVersion.objects.filter(entry__item__catalogue=catalogue).order_by()
    last = versions.aggregate(
        started=Max("effective_from", filter=_up_to("effective_from", on)),
        ended=Max("effective_until", filter=_up_to("effective_until", on - _A_DAY)),
    )
    found = [last["started"], last["ended"] and last["ended"] + _A_DAY]
    return max((day for day in found if day), default=None)


def _up_to(field: str, on: date) -> Q:
    return Q(**{f"{field}__lte": on})


def _started(catalogue: Catalogue, today: date) -> Counter[tuple[date, bool]]:
    """How many versions began on a day, by whether they went on from another."""
    before = EntryVersion.objects.filter(
        entry=OuterRef("entry"), effective_until=_day(OuterRef("effective_from"), -_A_DAY)
    )
    rows = (
        EntryVersion.objects.filter(entry__item__catalogue=catalogue, effective_from__lte=today)
        .annotate(goes_on=Exists(before))
        .order_by()
        .values_list("effective_from", "goes_on")
        .annotate(count=Count("pk"))
    )
    return Counter({(day, goes_on): count for day, goes_on, count in rows})


def _ended(catalogue: Catalogue, today: date) -> Counter[date]:
    """How many entries left the list on a day."""
    after = EntryVersion.objects.filter(
        entry=OuterRef("entry"), effective_from=_day(OuterRef("effective_until"), _A_DAY)
    )
    rows = (
        EntryVersion.objects.filter(
            ~Exists(after), entry__item__catalogue=catalogue, effective_until__lt=today
        )
        .order_by()
        .values_list("effective_until")
        .annotate(count=Count("pk"))
    )
    return Counter({day + _A_DAY: count for day, count in rows})


def _day(of: OuterRef, step: timedelta) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(of + step, output_field=DateField())
