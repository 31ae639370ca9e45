"""A real record for every address with a number in it, and whose it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

from nuozheng.applications.models import Application
from nuozheng.parties.models import Account, Agency, Party

Kwargs = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """The numbers of an address, and the sign-ins that the record is about."""

    kwargs: Kwargs
    owners: tuple[Account, ...] = ()


Finder = Callable[["Place"], Found | None]


@dataclass(frozen=True)
class Place:
    """Where the records are."""

    name: str
    slug: str

    @property
    def agencies(self) -> "QuerySet[Agency]":
        return Agency.objects.filter(jurisdiction__place=self.name)


def owners(record: Any) -> tuple[Account, ...]:
    """Who is behind the party or case that a record hangs on."""
    for path in ("application", "finding.application", "task.application", "record", "intended"):
        held: Any = record
        for step in path.split("."):
            held = getattr(held, step, None)
        if held is not None:
            return owners(held)
    if isinstance(record, Application):
        return (*Account.objects.filter(pk=record.opened_by_id), *speaking_for(record.applicant))
    return speaking_for(getattr(record, "party", None))


def speaking_for(party: Party | None) -> tuple[Account, ...]:
    """The sign-ins of a person, or of those who represent a company."""
    if party is None:
        return ()
    return (
        *Account.objects.filter(party=party),
        *Account.objects.filter(representations__company=party),
    )


def first(label: str, key: str = "pk", name: str = "pk", **where: Any) -> Finder:
    """The first record of a model: `name` in the address is its field `key`."""

    def find(place: Place) -> Found | None:
        model: type[Model] = apps.get_model(label)
        rows = model._default_manager.filter(**_here(where, place)).order_by("pk")
        for row in rows[:1]:
            return Found({name: getattr(row, key)}, owners(row))
        return None

    return find


def _here(where: dict[str, Any], place: Place) -> dict[str, Any]:
    """`PLACE`, `SLUG` among the values are the place's own."""
    known = {PLACE: place.name, SLUG: place.slug}
    return {
        key: known.get(value, value) if isinstance(value, str) else value
        for key, value in where.items()
    }


PLACE, SLUG = "<place>", "<slug>"
