"""The whole list as open data: every field of every entry, in one sheet, one CSV or one JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Literal

import xlsxwriter

from nuozheng.catalogue.export.cells import LONGEST, TOO_LONG, guarded
from nuozheng.catalogue.export.listed import Listed, listed_on
from nuozheng.catalogue.intake.fields import FIELDS
from nuozheng.catalogue.models import Catalogue

Format = Literal["xlsx", "csv", "json"]
UNIT, VERSION, SINCE = "单位", "版本", "施行日期"
TITLES = (UNIT, *(field.title for field in FIELDS.values()), VERSION, SINCE)
"""The header of the whole list; a file that has it is read back to the letter."""
WRITTEN_AT = datetime(2000, 1, 1)
"""Stands in every workbook as its moment: the bytes depend on the list alone."""
MEDIA_TYPES: dict[Format, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def whole_list(catalogue: Catalogue, on: date, format: Format) -> bytes:
    """The list in force on a day; the same bytes again for the same list and day."""
    return write_list(listed_on(catalogue, None, on), format, catalogue, on)


def write_list(entries: Iterable[Listed], format: Format, catalogue: Catalogue, on: date) -> bytes:
    """These entries as a file."""
    if format == "json":
        return _json(entries, catalogue, on)
    return _csv(entries) if format == "csv" else _xlsx(entries)


def cells_of(listed: Listed) -> list[str]:
    """The entry as a row under TITLES."""
    return [
        listed.agency,
        *(field.cell(listed.content) for field in FIELDS.values()),
        str(listed.version),
        listed.effective_from.isoformat(),
    ]


def _csv(entries: Iterable[Listed]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(TITLES)
    writer.writerows([guarded(cell) for cell in cells_of(one)] for one in entries)
    # With the mark, spreadsheet programs read it as UTF-8.
    return written.getvalue().encode("utf-8-sig")


def _xlsx(entries: Iterable[Listed]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"constant_memory": True, "in_memory": True})
    book.set_properties({"created": WRITTEN_AT})
    sheet, bold = book.add_worksheet("清单"), book.add_format({"bold": True})
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(TITLES) - 1, 18)
    for column, title in enumerate(TITLES):
        sheet.write_string(0, column, title, bold)
    for line, one in enumerate(entries, start=1):
        for column, cell in enumerate(cells_of(one)):
            text = guarded(cell)
            sheet.write_string(line, column, text if len(text) <= LONGEST else TOO_LONG)
    book.close()
    return written.getvalue()


def _json(entries: Iterable[Listed], catalogue: Catalogue, on: date) -> bytes:
    said = {
        "list": catalogue.slug,
        "title": catalogue.title,
        "place": catalogue.jurisdiction.name,
        "on": on.isoformat(),
        "entries": list(_as_json(entries)),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _as_json(entries: Iterable[Listed]) -> Iterator[dict[str, object]]:
    for one in entries:
        yield {
            "agency": one.agency,
            "version": one.version,
            "effective_from": one.effective_from.isoformat(),
            **one.content.model_dump(mode="json"),
        }
