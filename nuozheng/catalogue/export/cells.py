"""Cells that no spreadsheet program takes for a formula, and small tables of them."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t＝＋－＠]")
LONGEST = 32_767
"""Characters that a cell of a spreadsheet can hold."""
TOO_LONG = "（内容太长，一格放不下，请用CSV或者JSON）"


def guarded(text: str) -> str:
    """Text that would start a formula gets an apostrophe in front; `unguarded` takes it off."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def csv_file(titles: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A table that is small enough to be held, as CSV with every cell guarded."""
    written = io.StringIO()
    # With the mark, spreadsheet programs read it as UTF-8.
    written.write("\ufeff")
    writer = csv.writer(written)
    writer.writerow(titles)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return written.getvalue().encode()
