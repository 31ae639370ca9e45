"""The whole list as open data: every field of every entry, in one sheet, one CSV or one JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Literal

import xlsxwriter

from nuozheng.catalogue.export.cells import LONGEST, TOO_LONG, guarded
from nuozheng.catalogue.export.listed import Listed, listed_on
from nuozheng.catalogue.export.long_sheet import write_long_sheet
from nuozheng.catalogue.intake.fields import FIELDS
from nuozheng.catalogue.models import Catalogue

Format = Literal["xlsx", "csv", "json"]
UNIT, VERSION, SINCE = "单位", "版本", "施行日期"
TITLES = (UNIT, *(field.title for field in FIELDS.values()), VERSION, SINCE)
"""The header of the whole list; a file that has it is read back to the letter."""
_PORTION = 1 << 16
"""Characters or bytes that are sent at a time."""
WRITTEN_AT = datetime(2000, 1, 1)
"""Stands in every workbook as its moment: the bytes depend on the list alone."""
MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def whole_list(catalogue: Catalogue, on: date, format: Format) -> bytes:
    """The list in force on a day; the same bytes again for the same list and day."""
    return b"".join(parts_of_list(catalogue, on, format))


def parts_of_list(catalogue: Catalogue, on: date, format: Format) -> Iterator[bytes]:
    """`whole_list` in portions, to be sent while it is read."""
    return parts(listed_on(catalogue, None, on), format, catalogue, on)


def write_list(entries: Iterable[Listed], format: Format, catalogue: Catalogue, on: date) -> bytes:
    """These entries as a file."""
    return b"".join(parts(entries, format, catalogue, on))


def parts(
    entries: Iterable[Listed], format: Format, catalogue: Catalogue, on: date
) -> Iterator[bytes]:
    """These entries as a file, in portions."""
    if format == "json":
        return _gathered(_json(entries, catalogue, on))
    return _gathered(_csv(entries)) if format == "csv" else _xlsx(entries)


def cells_of(listed: Listed) -> list[str]:
    """The entry as a row under TITLES."""
    return [
        listed.agency,
        *(field.cell(listed.content) for field in FIELDS.values()),
        str(listed.version),
        listed.effective_from.isoformat(),
    ]


def _gathered(lines: Iterable[str]) -> Iterator[bytes]:
    """Lines in portions of a size that is worth sending."""
    held = io.StringIO()
    for line in lines:
        held.write(line)
        if held.tell() >= _PORTION:
            yield held.getvalue().encode()
            held = io.StringIO()
    yield held.getvalue().encode()


class _Line:
    """What the csv writer wrote last."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> None:
        self.text = text


def _csv(entries: Iterable[Listed]) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line)
    writer.writerow(TITLES)
    # With the mark, spreadsheet programs read it as UTF-8.
    yield f"\ufeff{line.text}"
    for one in entries:
        writer.writerow([guarded(cell) for cell in cells_of(one)])
        yield line.text


def _xlsx(entries: Iterable[Listed]) -> Iterator[bytes]:
    """Written to a file row by row: a hundred thousand rows fit in no reader's memory."""
    with TemporaryFile() as written:
        skeleton = io.BytesIO()
        book = xlsxwriter.Workbook(skeleton, {"in_memory": True})
        book.set_properties({"created": WRITTEN_AT})
        sheet, bold = book.add_worksheet("清单"), book.add_format({"bold": True})
        sheet.freeze_panes(1, 2)
        sheet.set_column(0, len(TITLES) - 1, 18)
        sheet.write_row(0, 0, TITLES, bold)
        write_long_sheet(written, book, skeleton, map(_fitting, entries))
        written.seek(0)
        while portion := written.read(_PORTION):
            yield portion


def _fitting(listed: Listed) -> list[str]:
    """The row, with a word instead of what is longer than a cell can be."""
    row = [guarded(cell) for cell in cells_of(listed)]
    return [text if len(text) <= LONGEST else TOO_LONG for text in row]


def _json(entries: Iterable[Listed], catalogue: Catalogue, on: date) -> Iterator[str]:
    """One entry a line, so that a long file can be read line by line too."""
    said = {
        "list": catalogue.slug,
        "title": catalogue.title,
        "place": catalogue.jurisdiction.name,
        "on": on.isoformat(),
    }
    yield json.dumps(said, ensure_ascii=False)[:-1] + ', "entries": ['
    between = "\n"
    for one in _as_json(entries):
        yield between + json.dumps(one, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def _as_json(entries: Iterable[Listed]) -> Iterator[dict[str, object]]:
    for one in entries:
        yield {
            "agency": one.agency,
            "version": one.version,
            "effective_from": one.effective_from.isoformat(),
            **one.content.model_dump(mode="json"),
        }
