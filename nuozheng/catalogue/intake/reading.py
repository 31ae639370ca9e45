"""A department's file as plain sheets of text: xlsx, xls, csv and our own JSON."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import python_calamine as calamine
from django.utils.translation import gettext as _
from pydantic import ValidationError

from nuozheng.catalogue.export.cells import guarded
from nuozheng.catalogue.export.listed import Listed
from nuozheng.catalogue.export.whole import TITLES, cells_of
from nuozheng.catalogue.intake.archive import (
    MAXIMUM_COLUMNS,
    MAXIMUM_ROWS,
    damaged,
    examine,
    too_many_columns,
    too_many_rows,
)
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.documents.uploads import MAXIMUM_BYTES
from nuozheng.law.findings import Refused

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXACT_UP_TO = 10**15
"""Beyond it a number in a cell has lost its last digits; codes must be text."""
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and columns count from 0."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Area] = ()
    hidden: frozenset[int] = frozenset()
    invisible: bool = False


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a file, by what its bytes are and not by its name; Refused says what is wrong.

    Hidden sheets come along, marked `invisible`.
    """
    must_fit(content)
    if content.startswith(_ZIP):
        return _workbook(content, examine(content).hidden)
    if content.startswith(_OLE):
        return _workbook(content, {})
    return _plain(content)


def must_fit(content: bytes) -> None:
    """Refused where a file is empty or larger than any upload may be."""
    if not content:
        raise Refused.because("intake.empty", _("这个文件是空的。"), cure=_("请重新选择文件。"))
    if len(content) > MAXIMUM_BYTES:
        raise Refused.because(
            "intake.too_large",
            _("这个文件有%(size).1fMB，太大了。") % {"size": len(content) / 2**20},
            cure=_("请去掉图片和没有用的工作表，或者分成几个文件。"),
        )


def _workbook(content: bytes, hidden: dict[str, frozenset[int]]) -> list[Sheet]:
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return [
                _sheet(book, told, hidden.get(told.name, frozenset()))
                for told in book.sheets_metadata
                if told.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise Refused.because(
            "intake.locked",
            _("这个文件设了打开密码，读不了。"),
            cure=_("请在表格软件里去掉密码，另存以后再传。"),
        ) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as error:
        raise damaged() from error


def _sheet(
    book: calamine.CalamineWorkbook, told: calamine.SheetMetadata, hidden: frozenset[int]
) -> Sheet:
    opened = book.get_sheet_by_name(told.name)
    if opened.total_height > MAXIMUM_ROWS + 50:
        raise too_many_rows(told.name)
    if opened.total_width > MAXIMUM_COLUMNS:
        raise too_many_columns(told.name)
    rows = [
        [cell if type(cell) is str else _text(cell) for cell in row]
        for row in opened.to_python(skip_empty_area=False)
    ]
    return Sheet(
        told.name,
        rows,
        tuple(opened.merged_cell_ranges or ()),
        hidden,
        told.visible != calamine.SheetVisibleEnum.Visible,
    )


def _text(cell: Any) -> str:
    match cell:
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < _EXACT_UP_TO:
            return str(int(cell))
        case float() if abs(cell) >= _EXACT_UP_TO:
            return f"{cell:.14E}"  # so that nobody takes it for a code
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | datetime() | time():
            return cell.isoformat()
    return str(cell)


def _plain(content: bytes) -> list[Sheet]:
    start = content[:2000].lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise Refused.because(
            "intake.web_page",
            _("这个文件名字像表格，里面其实是网页，有的系统导出来就是这样。"),
            cure=_("请用表格软件打开，另存为xlsx，再传一次。"),
        )
    text = _decoded(content)
    if start.startswith((b"{", b"[")):
        return [_json(text)]
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), _dialect(text)))
    except csv.Error as error:
        raise damaged() from error
    if len(rows) > MAXIMUM_ROWS + 50:
        raise too_many_rows("csv")
    if max(map(len, rows), default=0) > MAXIMUM_COLUMNS:
        raise too_many_columns("csv")
    return [Sheet("csv", rows)]


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused.because(
        "intake.unknown_kind",
        _("这个文件不是xlsx、xls或者csv表格。"),
        cure=_("请另存为xlsx再传；Word里的表格，请粘贴到表格软件里另存。"),
    )


def _dialect(text: str) -> type[csv.Dialect]:
    """Commas, or whichever of tab and semicolon is the more frequent in the first lines."""
    head = text[:5000]
    delimiter = max(",\t;", key=head.count)

    class Found(csv.excel):
        pass

    Found.delimiter = delimiter
    return Found


def _json(text: str) -> Sheet:
    """Our own JSON as the sheet that the same list has as CSV."""
    rows: list[list[str]] = [list(TITLES)]
    try:
        for one in json.loads(text)["entries"]:
            unit, number = str(one.pop("agency")), int(one.pop("version"))
            since = date.fromisoformat(one.pop("effective_from"))
            listed = Listed(unit, number, since, EntryContent(**one))
            rows.append([guarded(cell) for cell in cells_of(listed)])
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError) as error:
        raise Refused.because(
            "intake.other_json",
            _("这个JSON不是从这里导出的清单。"),
            cure=_("请用导出的JSON，或者用xlsx、csv。"),
        ) from error
    return Sheet("json", rows)
