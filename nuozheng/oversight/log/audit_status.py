"""Audit every record's status: it is what its last move says."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models

from nuozheng.law.procedure import TABLES
from nuozheng.law.review import DRAFT
from nuozheng.oversight.log import problems
from nuozheng.oversight.log.problems import Problem

INITIAL = {**{kind: str(table.initial) for kind, table in TABLES.items()}, "revision": DRAFT}
"""The status of a record that nobody has moved, by its kind."""
_SQL = """
SELECT record.id, last.new IS NULL FROM {table} record
LEFT JOIN (
  SELECT DISTINCT ON (record_id) record_id, new FROM evidence_move
  WHERE kind = %(kind)s ORDER BY record_id, id DESC
) last ON last.record_id = record.id
WHERE record.status <> COALESCE(last.new, %(initial)s) ORDER BY record.id
"""


def status_problems(only: str = "") -> Iterator[Problem]:
    """Of all kinds of records that move, or of one table."""
    for kind, model in sorted(records().items()):
        table = model._meta.db_table
        if only not in ("", table):
            continue
        with connection.cursor() as cursor:
            quoted = connection.ops.quote_name(table)
            cursor.execute(_SQL.format(table=quoted), {"kind": kind, "initial": INITIAL[kind]})
            for key, unmoved in cursor.fetchall():
                what = problems.WITHOUT_MOVE if unmoved else problems.STATUS_DIFFERS
                yield Problem(table, str(key), what)


def records() -> dict[str, type[models.Model]]:
    """The model of each kind of record that keeps its status, found by its name."""
    named = {_kind_of(model): model for model in apps.get_models() if _keeps_status(model)}
    return {kind: named[kind] for kind in INITIAL if kind in named}


def _keeps_status(model: type[models.Model]) -> bool:
    return any(field.name == "status" for field in model._meta.get_fields())


def _kind_of(model: type[models.Model]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
