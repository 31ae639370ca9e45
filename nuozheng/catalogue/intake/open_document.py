"""The sheets of an ods, read cell by cell: empty rows to the end of the world are left out."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, iterparse

from nuozheng.catalogue.intake import unreadable
from nuozheng.catalogue.intake.sheet import (
    Area,
    Sheet,
    must_not_reach_too_far,
    squared,
    within,
)

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_HIDING = ("collapse", "filter")


@dataclass(slots=True)
class _Growing:
    """A sheet while its rows come in."""

    name: str
    invisible: bool
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    empty: int = 0

    def add(self, row: Element) -> None:
        times = _times(row, "number-rows-repeated")
        at = len(self.rows) + self.empty
        cells, merged = _cells(self.name, row, at)
        if not cells:
            self.empty += times
            return
        must_not_reach_too_far(self.name, at + times, len(cells))
        self.rows += [[] for _ in range(self.empty)]
        self.empty = 0
        self.rows += [cells for _ in range(times)]
        self.merged += merged
        if row.get(f"{_TABLE}visibility") in _HIDING:
            self.hidden.update(range(at, at + times))

    def done(self) -> Sheet:
        rows = squared(self.rows)
        merged = within(self.name, self.merged, rows)
        return Sheet(self.name, rows, merged, frozenset(self.hidden), self.invisible)


def read_open_document(content: bytes) -> list[Sheet]:
    """The sheets in `content.xml` of an ods; Refused where it is cut off or too large."""
    try:
        return list(_sheets(content))
    except ParseError as error:
        raise unreadable.damaged() from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    unseen: set[str] = set()
    growing: _Growing | None = None
    for event, found in iterparse(io.BytesIO(content), events=("start", "end")):
        if event == "start":
            if found.tag == f"{_TABLE}table" and growing is None:
                name = found.get(f"{_TABLE}name", "")
                growing = _Growing(name, found.get(f"{_TABLE}style-name") in unseen)
        elif found.tag == f"{_STYLE}style" and _hides(found):
            unseen.add(found.get(f"{_STYLE}name", ""))
        elif found.tag == f"{_TABLE}table-row" and growing is not None:
            growing.add(found)
            found.clear()
        elif found.tag == f"{_TABLE}table" and growing is not None:
            yield growing.done()
            growing = None
            found.clear()


def _hides(style: Element) -> bool:
    said = style.find(f"{_STYLE}table-properties")
    return said is not None and said.get(f"{_TABLE}display") == "false"


def _cells(name: str, row: Element, at: int) -> tuple[list[str], list[Area]]:
    """The texts up to the last that says something, and the merged areas that begin here."""
    cells: list[str] = []
    merged: list[Area] = []
    empty = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times, said = _times(cell, "number-columns-repeated"), _said(cell)
        down, over = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
        if down > 1 or over > 1:
            column = len(cells) + empty
            merged.append(((at, column), (at + down - 1, column + over - 1)))
        if not said:
            empty += times
            continue
        must_not_reach_too_far(name, 0, len(cells) + empty + times)
        cells += [""] * empty + [said] * times
        empty = 0
    return cells, merged


def _said(cell: Element) -> str:
    """The text shown, except for numbers and days, which are shown shortened."""
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").removesuffix("T00:00:00")
    if kind == "float" and (value := cell.get(f"{_OFFICE}value")):
        return value
    if kind == "boolean":
        return "是" if cell.get(f"{_OFFICE}boolean-value") == "true" else "否"
    return "\n".join("".join(one.itertext()) for one in cell.iter(f"{_TEXT}p"))


def _times(found: Element, attribute: str) -> int:
    said = found.get(f"{_TABLE}{attribute}", "1")
    return max(int(said), 1) if said.isdecimal() and len(said) < 9 else 1
