"""Look into an xlsx before it is read: how large it unpacks, how far it reaches, what it hides."""

import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nuozheng.law.findings import Refused

MAXIMUM_ROWS = 50_000
MAXIMUM_COLUMNS = 200
_MAXIMUM_UNPACKED = 400 * 2**20
_PORTION = 2**20
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^>/])?>')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')


@dataclass(frozen=True, slots=True)
class Examined:
    """Rows (counted from 0) that a sheet hides, by the sheet's name."""

    hidden: dict[str, frozenset[int]]


def examine(content: bytes) -> Examined:
    """Refused where it unpacks to too much, reaches too far, or isn't an archive at all."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = dict(_unpacked(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise damaged() from error
    hidden = {}
    for name, path in _sheets(parts):
        written = parts.get(path, b"")
        _must_not_reach_too_far(name, written)
        hidden[name] = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(written))
    return Examined(hidden)


def damaged() -> Refused:
    """What to say of a file that can't be opened."""
    return Refused.because(
        "intake.damaged",
        _("这个文件打不开，可能没有传完整，或者已经损坏。"),
        cure=_("请在电脑上打开看一看，另存为xlsx以后再传。"),
    )


def too_many_rows(name: str) -> Refused:
    return Refused.because(
        "intake.too_many_rows",
        _("工作表“%(name)s”超过了%(most)s行。") % {"name": name, "most": MAXIMUM_ROWS},
        cure=_("请分成几个文件，一个一个传；或者删掉表格下面没有用的行。"),
    )


def too_many_columns(name: str) -> Refused:
    return Refused.because(
        "intake.too_many_columns",
        _("工作表“%(name)s”超过了%(most)s列。") % {"name": name, "most": MAXIMUM_COLUMNS},
        cure=_("请删掉表格右边没有用的列，再传一次。"),
    )


def _unpacked(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Every part that matters; all parts count, because the reader may unpack any of them."""
    left = _MAXIMUM_UNPACKED
    for part in archive.infolist():
        kept = []
        with archive.open(part) as opened:
            while portion := opened.read(_PORTION):
                left -= len(portion)
                if left < 0:
                    raise Refused.because(
                        "intake.unpacks_too_large",
                        _("这个文件解开以后太大，不像一张清单。"),
                        cure=_("请只留清单这一张工作表，去掉图片，另存以后再传。"),
                    )
                kept.append(portion)
        if part.filename.startswith("xl/") and part.filename.endswith((".xml", ".rels")):
            yield part.filename, b"".join(kept)


def _sheets(parts: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """(name, path) of every sheet of the workbook."""
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        said = _attributes(tag)
        targets[said.get("Id", "")] = said.get("Target", "")
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        said = _attributes(tag)
        target = targets.get(said.get("r:id", ""), "")
        yield said.get("name", ""), target.lstrip("/") if target[:1] == "/" else f"xl/{target}"


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode(): html.unescape(value.decode("utf-8", "replace"))
        for name, value in _ATTRIBUTE.findall(tag)
    }


def _must_not_reach_too_far(name: str, written: bytes) -> None:
    """One cell at the far corner would make the reader fill in everything before it."""
    cells = _CELL.findall(written)
    if max((int(digits) for _, digits in cells), default=0) > MAXIMUM_ROWS + 50:
        raise too_many_rows(name)
    # The letters of few columns stand in many cells.
    if any(_column(letters) > MAXIMUM_COLUMNS for letters in {letters for letters, _ in cells}):
        raise too_many_columns(name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
