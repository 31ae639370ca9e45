"""The tasks of a list's units, made when the list is built and every night after."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Min

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.duties import Place, Unit, due_on, duties_of
from nuozheng.parties.models import Agency


def schedule(catalogue: Catalogue, today: date) -> int:
    """Make the tasks that are not there yet; how many. Twice makes nothing more.

    A unit whose part of the list is in force already has published it: that task is done.
    """
    known = set(UnitDuty.objects.filter(catalogue=catalogue).values_list("agency", "key", "period"))
    published = _first_days(catalogue, today)
    rows = [
        UnitDuty(
            catalogue=catalogue,
            agency=agency,
            key=duty.key,
            period=task.period,
            due_on=task.due_on,
            done_on=published.get(agency.pk) if duty.through == "publication" else None,
        )
        for agency, unit in _units(catalogue)
        for duty in duties_of(catalogue.policy_key)
        for task in due_on(duty, unit, today)
        if (agency.pk, duty.key, task.period) not in known
    ]
    UnitDuty.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def schedule_all(today: date) -> int:
    """Every list's tasks; how many are new."""
    lists = Catalogue.objects.select_related("jurisdiction").order_by("pk")
    return sum(schedule(catalogue, today) for catalogue in lists)


def _units(catalogue: Catalogue) -> Iterator[tuple[Agency, Unit]]:
    """The agencies of the place and of the places directly below, as the texts tell them apart."""
    keeping = set(catalogue.items.order_by().values_list("agency", flat=True).distinct())
    here = Agency.objects.filter(jurisdiction=catalogue.jurisdiction_id).order_by("pk")
    for agency in here:
        yield agency, Unit(agency.name, Place.HERE, agency.pk in keeping)
    below = Agency.objects.filter(jurisdiction__parent=catalogue.jurisdiction_id).order_by("pk")
    for agency in below:
        yield agency, Unit(agency.name, Place.BELOW, keeps_list=False)


def _first_days(catalogue: Catalogue, today: date) -> dict[int, date]:
    """By agency, since when its part of the list is in force."""
    found = (
        EntryVersion.objects.filter(entry__item__catalogue=catalogue, effective_from__lte=today)
        .order_by()
        .values_list("entry__item__agency")
        .annotate(first=Min("effective_from"))
    )
    return dict(found)
