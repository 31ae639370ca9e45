"""A department's file as plain sheets of text, by what its bytes are: xlsx, xls, ods, csv, json."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import ValidationError

from nuozheng.catalogue.export.cells import guarded
from nuozheng.catalogue.export.listed import Listed
from nuozheng.catalogue.export.whole import TITLES, cells_of
from nuozheng.catalogue.intake import unreadable
from nuozheng.catalogue.intake.archive import unpacked
from nuozheng.catalogue.intake.open_document import read_open_document
from nuozheng.catalogue.intake.sheet import Sheet, must_not_reach_too_far
from nuozheng.catalogue.intake.web_page import read_web_page
from nuozheng.catalogue.intake.workbook import read_old_workbook, read_workbook
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.documents.uploads import MAXIMUM_BYTES, MOST

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF-", "PDF"),
    (b"\xff\xd8\xff", "照片"),
    (b"\x89PNG\r\n\x1a\n", "图片"),
    (b"{\\rtf", "Word文档"),
)
_PACKED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08")
_XML_OF_2003 = "urn:schemas-microsoft-com:office:spreadsheet"


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a file, by what its bytes are and not by its name; Refused says what is wrong.

    Hidden sheets come along, marked `invisible`.
    """
    must_fit(content)
    if content.startswith(_ZIP):
        archive = unpacked(content)
        if archive.kind == "ods":
            return read_open_document(archive.parts["content.xml"])
        return read_workbook(content, archive.parts)
    if content.startswith(_OLE):
        return read_old_workbook(content)
    for start, what in _OTHERS:
        if content.startswith(start):
            raise unreadable.other_kind(what)
    if content.startswith(_PACKED):
        raise unreadable.packed()
    return _plain(_decoded(content))


def must_fit(content: bytes) -> None:
    """Refused where a file is empty or larger than any upload may be."""
    if not content:
        raise unreadable.empty()
    if len(content) > MAXIMUM_BYTES:
        raise unreadable.too_large(len(content) / 2**20, MOST)


def _plain(text: str) -> list[Sheet]:
    start = text[:2000].lstrip().lower()
    if start.startswith("<"):
        return _marked_up(text)
    if start.startswith(("mime-version:", "from: <")):
        raise unreadable.web_page()
    if start.startswith(("{", "[")):
        return [_json(text)]
    return [Sheet("csv", list(_csv_rows(text)))]


def _marked_up(text: str) -> list[Sheet]:
    if _XML_OF_2003 in text[:5000] and "<table" not in text[:5000]:
        raise unreadable.other_workbook("XML表格（2003）")
    if found := read_web_page(text):
        return found
    raise unreadable.web_page()


def _csv_rows(text: str) -> Iterator[Sequence[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), _dialect(text))
    try:
        for number, row in enumerate(reader, start=1):
            must_not_reach_too_far("csv", number, len(row))
            yield row
    except csv.Error as error:
        raise unreadable.csv_broken(reader.line_num) from error


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ()
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise unreadable.unknown_kind()


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
        raise unreadable.other_json() from error
    must_not_reach_too_far("json", len(rows), 0)
    return Sheet("json", rows)
