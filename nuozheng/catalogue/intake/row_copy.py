"""Store the rows of a preview by COPY: ten times as fast as inserting them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from nuozheng.catalogue.intake.models import IntakeRow

_COLUMNS = (
    *("intake_id", "position", "sheet", "line", "fields", "fate", "remarks", "changes"),
    *("entry_id", "remove"),
)


_EMPTY: dict[type, str] = {dict: "{}", list: "[]"}
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(slots=True)
class NewRow:
    """A row of a preview on its way into the database: building a model costs as much as judging
    what stands in it."""

    intake_id: int
    position: int
    sheet: str
    line: int
    fields: dict[str, str]
    fate: str = ""
    remarks: list[dict[str, Any]] = field(default_factory=list)
    changes: list[dict[str, str]] = field(default_factory=list)
    entry_id: int | None = None
    remove: bool = False


def copy_rows(rows: Sequence[IntakeRow] | Sequence[NewRow]) -> None:
    """New rows; they get no key here."""
    if not rows:
        return
    named = ", ".join(_COLUMNS)
    statement = f"COPY {IntakeRow._meta.db_table} ({named}) FROM STDIN"
    with (
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(statement) as copying,
    ):
        for row in rows:
            copying.write_row(_values(row))


def _values(row: IntakeRow | NewRow) -> tuple[object, ...]:
    """In the order of the columns."""
    return (
        row.intake_id,
        row.position,
        row.sheet,
        row.line,
        _json(row.fields),
        str(row.fate),
        _json(row.remarks),
        _json(row.changes),
        row.entry_id,
        row.remove,
    )


def _json(value: object) -> str:
    return _ENCODE(value) if value else _EMPTY[type(value)]
