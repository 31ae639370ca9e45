"""The sheets of an xlsx or xls, read by a process that may break without harm."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nuozheng.catalogue.intake import old_workbook, unreadable, workbook_parts, workbook_process
from nuozheng.catalogue.intake.sheet import Sheet, must_not_reach_too_far, within

_PATIENCE_SECONDS = 300
_PROGRAM = Path(str(workbook_process.__file__))


def read_workbook(content: bytes, parts: Mapping[str, bytes]) -> list[Sheet]:
    """The sheets of an xlsx, whose parts were unpacked already."""
    hidden = workbook_parts.hidden_rows(parts)
    return [
        _sheet(told, hidden.get(told["name"], frozenset()))
        for told in _read(content)
        if told["rows"] is not None
    ]


def read_old_workbook(content: bytes) -> list[Sheet]:
    """The sheets of an xls, which are in the order in which its head lists them."""
    hidden = old_workbook.hidden_rows(content)
    listed = _read(content)
    hidden += [frozenset()] * (len(listed) - len(hidden))
    return [
        _sheet(told, rows)
        for told, rows in zip(listed, hidden, strict=False)
        if told["rows"] is not None
    ]


def _read(content: bytes) -> Sequence[dict[str, Any]]:
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(_PROGRAM)],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=True,
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise unreadable.damaged() from error
    if said.get("problem") == "locked":
        raise unreadable.locked()
    if "problem" in said:
        raise unreadable.damaged()
    sheets: Sequence[dict[str, Any]] = said["sheets"]
    return sheets


def _sheet(told: dict[str, Any], hidden: frozenset[int]) -> Sheet:
    rows = told["rows"]
    must_not_reach_too_far(told["name"], len(rows), max(map(len, rows), default=0))
    merged = [((a[0], a[1]), (b[0], b[1])) for a, b in told["merged"]]
    return Sheet(told["name"], rows, within(told["name"], merged, rows), hidden, told["invisible"])
