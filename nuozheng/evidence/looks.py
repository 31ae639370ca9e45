"""Who in office looked at whose data: written before the page leaves, or there is no page."""

from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from nuozheng.evidence.reading import writing

_NOTE = """
    INSERT INTO evidence_stafflook AS kept (party_id, by_id, post, what, purpose, basis,
        case_number, day, first_at, last_at, times, held, latest_on)
    VALUES (%(party)s, %(by)s, %(post)s, %(what)s, %(purpose)s, %(basis)s::varchar[],
        %(case_number)s, %(day)s, %(at)s, %(at)s, 1, %(held)s, %(latest_on)s)
    ON CONFLICT (party_id, day, by_id, what, case_number, purpose)
    DO UPDATE SET times = kept.times + 1, last_at = excluded.last_at
"""


def look(
    *,
    party_id: int,
    by_id: int,
    what: str,
    purpose: str,
    basis: tuple[str, ...],
    case_number: str = "",
    post: str = "",
    held: str = "",
    latest_on: date | None = None,
) -> None:
    """Record that a member of staff looked at a person's data; `what` is the page, in one word.

    One row for a day, counted. On a GET it is a transaction of its own, the only one that
    writes. `held` as in the model StaffLook. Errors: DatabaseError; then no page must be shown.
    """
    at = timezone.now()
    said: dict[str, Any] = {
        "party": party_id,
        "by": by_id,
        "post": post[:200],
        "what": what,
        "purpose": purpose[:120],
        "basis": list(basis),
        "case_number": case_number,
        "day": timezone.localdate(at),
        "at": at,
        "held": held,
        "latest_on": latest_on,
    }
    with writing(), connection.cursor() as cursor:
        cursor.execute(_NOTE, said)
