"""Tables of a web page that was named xls, as older systems of agencies export them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from nuozheng.catalogue.intake.sheet import (
    FARTHEST_ROW,
    MAXIMUM_COLUMNS,
    Area,
    Sheet,
    must_not_reach_too_far,
    squared,
    within,
)

_CELLS, _ROW, _TABLE = ("td", "th"), "tr", "table"
_UNSEEN = ("style", "script", "comment")


@dataclass(slots=True)
class _Table:
    """A table while its cells come in; `taken` are places that a cell above reaches down to."""

    rows: list[list[str]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    taken: dict[int, int] = field(default_factory=dict)
    place: tuple[int, int] | None = None

    def begin_row(self, hidden: bool) -> None:
        self.place = None
        if hidden:
            self.hidden.add(len(self.rows))
        self.rows.append([])
        must_not_reach_too_far(_("网页"), len(self.rows), 0)

    def begin_cell(self, down: int, over: int) -> None:
        if not self.rows:
            self.begin_row(hidden=False)
        at, cells = len(self.rows) - 1, self.rows[-1]
        while self.taken.get(len(cells), 0) > at:
            cells.append("")
        column = len(cells)
        must_not_reach_too_far(_("网页"), 0, column + over)
        cells += [""] * over
        if down > 1 or over > 1:
            self.merged.append(((at, column), (at + down - 1, column + over - 1)))
            self.taken |= dict.fromkeys(range(column, column + over), at + down)
        self.place = at, column

    def say(self, text: str) -> None:
        if self.place is not None:
            row, column = self.place
            self.rows[row][column] += text


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag in _UNSEEN:
            self._unseen = self._unseen or tag
        elif tag == _TABLE:
            self._open.append(_Table())
            self.found.append(self._open[-1])
        elif not self._open:
            return
        elif tag == _ROW:
            style = (said.get("style") or "").replace(" ", "").lower()
            self._open[-1].begin_row("display:none" in style or "mso-hide:all" in style)
        elif tag in _CELLS:
            down = _span(said.get("rowspan"), FARTHEST_ROW)
            self._open[-1].begin_cell(down, _span(said.get("colspan"), MAXIMUM_COLUMNS + 1))
        elif tag == "br":
            self._open[-1].say("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = ""
        elif tag == _TABLE and self._open:
            self._open.pop()
        elif tag in _CELLS and self._open:
            self._open[-1].place = None

    def handle_data(self, data: str) -> None:
        if self._open and not self._unseen:
            # A line break in the source is a space on the page.
            self._open[-1].say(data.replace("\xa0", " ").replace("\r", "").replace("\n", " "))


def read_web_page(text: str) -> list[Sheet]:
    """Every table that has a row, in the order of the page; Refused where one is too large."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return [
        _sheet(_("网页表格%(number)s") % {"number": number}, table)
        for number, table in enumerate(reader.found, start=1)
        if table.rows
    ]


def _sheet(name: str, table: _Table) -> Sheet:
    rows = squared([[cell.strip() for cell in row] for row in table.rows])
    return Sheet(name, rows, within(name, table.merged, rows), frozenset(table.hidden))


def _span(said: str | None, most: int) -> int:
    text = (said or "1").strip()
    return min(max(int(text), 1), most) if text.isdecimal() and len(text) < 9 else 1
