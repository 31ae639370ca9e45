"""Look into the sheets of an xlsx before it is read: how far they reach, what they hide."""

import html
import re
from collections.abc import Iterator, Mapping

from nuozheng.catalogue.intake.sheet import must_not_reach_too_far

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^>/])?>')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"')


def hidden_rows(parts: Mapping[str, bytes]) -> dict[str, frozenset[int]]:
    """Rows (counted from 0) that each sheet hides, by its name; Refused if one is too large."""
    hidden = {}
    for name, path in _sheets(parts):
        written = parts.get(path, b"")
        _must_fit(name, written)
        hidden[name] = frozenset(int(row) - 1 for row in _HIDDEN_ROW.findall(written))
    return hidden


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
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


def _must_fit(name: str, written: bytes) -> None:
    """One cell at the far corner would make the reader fill in everything before it."""
    cells = _CELL.findall(written)
    # The letters of few columns, and the digits of few rows, stand in many cells.
    height = max((int(digits) for digits in {digits for _, digits in cells}), default=0)
    width = max((_column(letters) for letters in {letters for letters, _ in cells}), default=0)
    must_not_reach_too_far(name, height, width)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
