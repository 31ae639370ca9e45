"""Publications and their places in the words of the desk."""

from dataclasses import dataclass
from datetime import date

from django.forms import BoundField

from nuozheng.disclosure.models import Posting, Publication
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.disclosure.moves import PostingStatus, PublicationStatus
from nuozheng.law.disclosure.pieces import Piece
from nuozheng.law.disclosure.places import is_wall
from nuozheng.law.disclosure.sections import SECTION_WORD
from nuozheng.law.identifiers import mask_id
from nuozheng.web.clocks import Due, due
from nuozheng.web.desk.disclosures.forms import WaysForm

_P, _T = PublicationStatus, PostingStatus
_SHAPE = {_P.DUE: "wait", _P.PROPOSED: "wait", _P.PUBLISHED: "ok"}
_HANGS = {_T.TO_POST: "wait", _T.POSTED: "ok", _T.TO_TAKE_OFF: "wait"}


@dataclass(frozen=True, slots=True)
class Row:
    """One publication in a list."""

    publication: Publication
    what: str
    shape: str
    state: str
    due: Due | None


@dataclass(frozen=True, slots=True)
class Side:
    """One piece: what is stored, what the public will read, and the choice between its ways."""

    piece: Piece
    field: BoundField | None

    @property
    def stored(self) -> str:
        """As everywhere at the desk, a number is read with its middle masked."""
        is_number = self.piece.kind == "identifier"
        return mask_id(self.piece.text) if is_number else self.piece.text


@dataclass(frozen=True, slots=True)
class Place:
    """One place where it hangs or will hang."""

    posting: Posting
    is_wall: bool
    shape: str
    state: str
    to_post: bool
    to_take_off: bool


def row_of(publication: Publication, today: date) -> Row:
    """The line of a publication; its last day counts while it is public."""
    state = publication.state
    runs = state in (_P.DUE, _P.PROPOSED, _P.PUBLISHED)
    last = publication.end_on
    return Row(
        publication,
        what_of(publication),
        _SHAPE.get(state, ""),
        state.chinese,
        due(last, today) if runs and last else None,
    )


def what_of(publication: Publication) -> str:
    """告知承诺书（一律公示）; 失信信息."""
    if publication.section:
        return SECTION_WORD[publication.section]
    word = "承诺信息" if publication.object == "information" else "告知承诺书"
    return f"{word}（{Regime(publication.regime).chinese}）"


def sides_of(publication: Publication, form: WaysForm | None) -> list[Side]:
    """The preview: stored and public side by side."""
    return [
        Side(one, form[one.key] if form is not None else None) for one in publication.read_pieces
    ]


def places_of(publication: Publication) -> list[Place]:
    """Where it hangs, with what is to be done there."""
    return [
        Place(
            one,
            is_wall(one.place),
            _HANGS.get(one.state, ""),
            one.state.chinese,
            one.state is _T.TO_POST,
            one.state is _T.TO_TAKE_OFF,
        )
        for one in publication.postings.select_related("posted_by", "off_by").order_by("pk")
    ]
