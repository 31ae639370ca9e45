"""A case was decided: what is to be published of it is set out, and its days are fixed."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from nuozheng.disclosure.models import LETTER, Publication
from nuozheng.evidence.moves import locked, move
from nuozheng.law.disclosure.duty import Object, Regime
from nuozheng.law.disclosure.moves import PUBLICATION, PublicationStatus
from nuozheng.law.disclosure.periods import Term, promised
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.vocabulary import Role

Compose = Callable[[Object], Sequence[Piece]]


def fall_due(record_id: int, compose: Compose, *, on: date, at: datetime) -> int:
    """Every letter of this case that waits goes to the desk; how many.

    It may be seen from `on` to the day that the notice promised; what was agreed to willingly,
    for the place's own period. Without a promised end it waits at the desk without one, and no
    one can propose it.
    """
    waiting = Publication.objects.filter(
        of=LETTER, record_id=record_id, status=PublicationStatus.EXPECTED
    )
    done = 0
    for pk in list(waiting.values_list("pk", flat=True)):
        row = locked(Publication, pk)
        what: Object = "information" if row.object == "information" else "letter"
        row.pieces = [one.as_stored() for one in compose(what)]
        row.start_on, row.end_on = on, _last_day(row, on)
        changed = ("pieces", "start_on", "end_on")
        move(row, PUBLICATION, "fall_due", by=None, role=Role.SYSTEM, at=at, changed=changed)
        done += 1
    return done


def _last_day(row: Publication, on: date) -> date | None:
    if row.regime == Regime.VOLUNTARY:
        return Term(row.policy.disclosure.days.value, "working").last_day(on)
    term = promised(row.until)
    return term.last_day(on) if term else None
