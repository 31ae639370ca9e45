"""Cells that no spreadsheet program takes for a formula."""

import re

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
