"""Which agency handled a service on which day, after bodies merged, were renamed, or passed on."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from nuozheng.catalogue.models import ServiceItem
from nuozheng.evidence.models import Move
from nuozheng.parties.models import Agency

ITEM, CHANGE = "service_item", "change_agency"


class Handled(NamedTuple):
    """原由…办理，自…起由…办理."""

    before: Agency
    since: date
    after: Agency


def handled_by(item: ServiceItem) -> list[Handled]:
    """Every change of the agency of a service, oldest first; at most two queries."""
    rows = _changes([item.pk])
    named = _agencies(rows)
    return [
        Handled(
            named[row.detail["from"]],
            date.fromisoformat(row.detail["on"]),
            named[row.detail["to"]],
        )
        for row in rows
    ]


def agencies_on(items: Iterable[ServiceItem], day: date) -> dict[int, Agency]:
    """The agencies of services on a day, by service; at most two queries besides the services."""
    wanted = {item.pk: item.agency for item in items}
    rows = _changes(list(wanted))
    named = _agencies(rows)
    settled: set[int] = set()
    for row in rows:
        later = date.fromisoformat(row.detail["on"]) > day
        if later and row.record_id not in settled:
            wanted[row.record_id] = named[row.detail["from"]]
            settled.add(row.record_id)
    return wanted


def _changes(items: list[int]) -> list[Move]:
    return list(
        Move.objects.filter(kind=ITEM, act=CHANGE, record_id__in=items).order_by("record_id", "id")
    )


def _agencies(rows: list[Move]) -> dict[int, Agency]:
    if not rows:
        return {}
    return Agency.objects.in_bulk({row.detail[side] for row in rows for side in ("from", "to")})
