"""Search a list for troubled proofs after the answer: on demand and every night."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.trouble import access
from nuozheng.catalogue.trouble.acts import not_yours, take_stock
from nuozheng.catalogue.trouble.models import SearchStatus, TroubleSearch
from nuozheng.evidence.moves import locked
from nuozheng.parties.models import Account

FIND = "catalogue.find_trouble"


def ask_for_search(*, catalogue: Catalogue, by: Account) -> TroubleSearch:
    """Have a list searched; nothing more while a search is under way.

    Errors: Refused for anybody but keepers and justice reviewers of the place.
    """
    if not access.roles_at(by, catalogue, timezone.localdate()):
        raise not_yours()
    return _asked(catalogue, by, timezone.now())


def ask_for_every_list() -> int:
    """Nightly: have every list searched; how many searches are under way then."""
    now = timezone.now()
    return len([_asked(catalogue, None, now) for catalogue in Catalogue.objects.order_by("pk")])


def carry_out(search_id: int) -> None:
    """The queue's part: search, and say when it ended and how many it found.

    It runs once however often it is called. A fault of ours is said on the page.
    """
    with transaction.atomic():
        search = locked(TroubleSearch, search_id)
        if search.status != SearchStatus.WAITING:
            return
        search.status, search.begun_at = SearchStatus.SEARCHING, timezone.now()
        search.save(update_fields=["status", "begun_at"])
    try:
        taken = take_stock(catalogue=search.catalogue, by=search.asked_by)
    except Exception:
        _end(search, SearchStatus.BROKEN_OFF)
        raise
    search.entries, search.found = taken.entries, sum(taken.counts.values())
    _end(search, SearchStatus.DONE)


def _asked(catalogue: Catalogue, by: Account | None, now: datetime) -> TroubleSearch:
    with transaction.atomic():
        TroubleSearch.objects.get_or_create(
            catalogue=catalogue, defaults={"asked_at": now, "status": SearchStatus.DONE}
        )
        search = TroubleSearch.objects.select_for_update(of=("self",)).get(catalogue=catalogue)
        if search.is_under_way(now):
            return search
        search.status, search.asked_at, search.asked_by = SearchStatus.WAITING, now, by
        search.begun_at = None
        search.save(update_fields=["status", "asked_at", "asked_by", "begun_at"])
        app.configure_task(name=FIND).defer(search_id=search.pk)
    return search


def _end(search: TroubleSearch, status: SearchStatus) -> None:
    search.status, search.ended_at = status, timezone.now()
    search.save(update_fields=["status", "ended_at", "entries", "found"])
