"""Store the rows of a preview by COPY: ten times as fast as inserting them."""

import json
from collections.abc import Sequence

from django.db import connection, transaction

from nuozheng.catalogue.intake.models import IntakeRow

_COLUMNS = (
    *("intake_id", "position", "sheet", "line", "fields", "fate", "remarks", "changes"),
    *("entry_id", "remove"),
)


def copy_rows(rows: Sequence[IntakeRow]) -> None:
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


def _values(row: IntakeRow) -> tuple[object, ...]:
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
    return json.dumps(value, ensure_ascii=False)
