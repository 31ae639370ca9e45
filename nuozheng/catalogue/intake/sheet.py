"""A sheet of plain text, whatever kind of file it came from, and how large one may be."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuozheng.catalogue.intake.unreadable import overlapping, too_many_columns, too_many_rows

MAXIMUM_ROWS = 50_000
MAXIMUM_COLUMNS = 200
FARTHEST_ROW = MAXIMUM_ROWS + 50
"""Titles, headers and notes stand around the rows."""
_MERGED_ROWS = 4 * MAXIMUM_ROWS
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows and columns count from 0."""

    name: str
    rows: Sequence[Sequence[str]]
    merged: Sequence[Area] = ()
    hidden: frozenset[int] = frozenset()
    invisible: bool = False


def must_not_reach_too_far(name: str, height: int, width: int) -> None:
    """Refused where a sheet has more rows or columns than a list can have."""
    if height > FARTHEST_ROW:
        raise too_many_rows(name, MAXIMUM_ROWS)
    if width > MAXIMUM_COLUMNS:
        raise too_many_columns(name, MAXIMUM_COLUMNS)


def squared(rows: list[list[str]]) -> list[list[str]]:
    """Rows of the same length: a merged cell reaches into rows that say nothing there."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) if len(row) < width else row for row in rows]


def within(name: str, merged: Sequence[Area], rows: Sequence[Sequence[str]]) -> tuple[Area, ...]:
    """Merged areas cut to where there are rows; Refused where they lie over one another.

    Real areas share no cell, so that they can't cover more rows than all columns have.
    """
    last_row, last_column = len(rows) - 1, max(map(len, rows), default=1) - 1
    cut = tuple(
        (first, (min(row, last_row), min(column, last_column)))
        for first, (row, column) in merged
        if first[0] <= last_row and first[1] <= last_column
    )
    most = max(_MERGED_ROWS, len(rows) * (last_column + 1))
    if sum(last[0] - first[0] + 1 for first, last in cut) > most:
        raise overlapping(name)
    return cut
