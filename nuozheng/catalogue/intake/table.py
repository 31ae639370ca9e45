"""The table inside a sheet: its header wherever it stands, its rows, and what is no row."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from nuozheng.catalogue.intake.columns import NUMBER, guess, guesses
from nuozheng.catalogue.intake.sheet import Sheet

_LOOKED_AT = 60
_DEEPEST_HEADER = 5
_TOTAL = re.compile(r"(合计|小计|总计|共计|累计)[:：]?.{0,12}")
_NOTE = re.compile(r"(注|备注|说明|填表说明|填报说明|附注)[:：\d.、]")
_UNIT = re.compile(r"填报(?:单位|部门)(?:[（(][^）)]*[）)])?[:：]\s*([^\s:：]+)")
_SPACES = re.compile(r"\s+")
_NONE: frozenset[int] = frozenset()
Why = Literal["total", "header", "note", "empty"]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the body; `number` as the spreadsheet counts. `carried` columns were merged."""

    number: int
    cells: Sequence[str]
    hidden: bool
    carried: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Skipped:
    number: int
    why: Why
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """`labels` has, for each column, what stands over it from top to bottom, a line each."""

    sheet: str
    invisible: bool
    labels: tuple[str, ...]
    header: tuple[int, int]
    unit: str
    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...]


def find_table(sheet: Sheet) -> Table | None:
    """The table of a sheet, None where no row looks like a header."""
    top = _header_top(sheet)
    if top is None:
        return None
    bottom = _header_bottom(sheet, top)
    labels = _labels(sheet, top, bottom)
    heads = frozenset(step for label in labels for step in label.split("\n"))
    numbered = guesses(labels)[:1] == [NUMBER]
    lines: list[Line] = []
    skipped: list[Skipped] = []
    carried = _carried(sheet, bottom)
    ended = False
    for number in range(bottom + 1, len(sheet.rows)):
        cells = _filled(sheet.rows[number], number, carried)
        if not any(cell.strip() for cell in cells):
            continue
        why = _no_row(cells, heads, numbered, ended)
        if why == "header":
            ended = False
        elif why == "note":
            ended = True
        if why:
            text = _SPACES.sub(" ", "  ".join(cell for cell in cells if cell.strip()))
            skipped.append(Skipped(number + 1, why, text[:200]))
            continue
        merged = (
            frozenset(at for at in range(len(cells)) if (number, at) in carried)
            if carried
            else _NONE
        )
        lines.append(Line(number + 1, cells, number in sheet.hidden, merged))
    return Table(
        sheet.name,
        sheet.invisible,
        labels,
        (top + 1, bottom + 1),
        _unit(sheet, top),
        tuple(lines),
        tuple(skipped),
    )


def _filled(
    row: Sequence[str], number: int, carried: Mapping[tuple[int, int], str]
) -> Sequence[str]:
    if not carried:
        return row
    return [carried.get((number, at), cell) for at, cell in enumerate(row)]


def _header_top(sheet: Sheet) -> int | None:
    """The first row in which three columns are recognised; else the first with three words."""
    worded = None
    for number, row in enumerate(sheet.rows[:_LOOKED_AT]):
        known = {key for cell in row if (key := guess(cell))}
        if len(known) >= 3:
            return number
        words = {cell.strip() for cell in row if cell.strip()}
        if worded is None and len(words) >= 3 and not any(word.isdigit() for word in words):
            worded = number
    return worded


def _header_bottom(sheet: Sheet, top: int) -> int:
    """Down to where its merged cells reach, and over rows that hold nothing but known words."""
    bottom = top
    for (first, _), (last, _) in sheet.merged:
        if first == top and last <= top + _DEEPEST_HEADER:
            bottom = max(bottom, last)
    while bottom + 1 < min(len(sheet.rows), top + _DEEPEST_HEADER):
        words = [cell for cell in sheet.rows[bottom + 1] if cell.strip()]
        if not words or not all(_heads(word) for word in words):
            break
        bottom += 1
    return bottom


def _heads(word: str) -> bool:
    return bool(guess(word)) or _SPACES.sub("", word) in ("代替取消方式", "替代取消方式")


def _labels(sheet: Sheet, top: int, bottom: int) -> tuple[str, ...]:
    over = {
        (row, column): sheet.rows[first[0]][first[1]]
        for first, last in sheet.merged
        if top <= first[0] <= bottom
        for row in range(first[0], min(last[0], bottom) + 1)
        for column in range(first[1], last[1] + 1)
    }
    width = max(len(row) for row in sheet.rows[top : bottom + 1])
    labels = []
    for column in range(width):
        steps: list[str] = []
        for row in range(top, bottom + 1):
            cells = sheet.rows[row]
            cell = over.get((row, column), cells[column] if column < len(cells) else "")
            word = _SPACES.sub("", cell)
            if word and word not in steps:
                steps.append(word)
        labels.append("\n".join(steps))
    while labels and not labels[-1]:
        labels.pop()
    return tuple(labels)


def _carried(sheet: Sheet, bottom: int) -> dict[tuple[int, int], str]:
    """Cells under a merged one: they say what it says. Only its first column is carried down."""
    return {
        (row, column): sheet.rows[first][column]
        for (first, column), (last, _) in sheet.merged
        if first > bottom and first < len(sheet.rows)
        for row in range(first + 1, last + 1)
    }


def _no_row(cells: Sequence[str], heads: Set[str], numbered: bool, ended: bool) -> Why | None:
    words = [_SPACES.sub("", cell) if cell else "" for cell in cells]
    said = [word for word in words if word]
    first = said[0]
    if len(said) >= 2 and sum(word in heads for word in said) * 10 >= 6 * len(said):
        return "header"
    if ended or _NOTE.match(first):
        return "note"
    if any(_TOTAL.fullmatch(word) for word in words[:3]):
        return "total"
    if numbered and len(said) == 1 and first == words[0]:
        return "empty" if first.isdigit() else "note"
    return None


def _unit(sheet: Sheet, top: int) -> str:
    return next(_units(sheet.rows[:top]), "")


def _units(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in rows:
        for at, cell in enumerate(row):
            if found := _UNIT.search(cell):
                name = found.group(1)
                if not name.startswith(("单位负责人", "联络员")):
                    yield name
            elif plain_unit(cell) and at + 1 < len(row) and row[at + 1].strip():
                yield row[at + 1].strip()


def plain_unit(cell: str) -> bool:
    """Whether this is the label 填报单位 alone, its value in the next cell."""
    return bool(re.fullmatch(r"填报(单位|部门)([（(][^）)]*[）)])?[:：]?", _SPACES.sub("", cell)))
