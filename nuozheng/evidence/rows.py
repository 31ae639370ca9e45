"""Write rows with SQL that is built once for each table: what every act does many times a day.

Unlike `Model.save`, these know no signals and no overridden `save`: only models without them.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.db.models import Field, Model

M = TypeVar("M", bound=Model)
_Fields = Sequence["Field[Any, Any]"]


def insert(row: M) -> M:
    """Insert one row, which gets its key."""
    fields = _own_fields(type(row))
    with connection.cursor() as cursor:
        cursor.execute(f"{_insertion(type(row), 1)} RETURNING id", _values(row, fields, add=True))
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias
    return row


def insert_all(rows: Sequence[Model]) -> None:
    """Insert rows of one model, without telling their keys."""
    if not rows:
        return
    fields = _own_fields(type(rows[0]))
    values = [value for row in rows for value in _values(row, fields, add=True)]
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(rows[0]), len(rows)), values)


def update(row: Model, names: Sequence[str]) -> None:
    """Write the named fields of one row. Errors: DatabaseError where the row is gone."""
    with connection.cursor() as cursor:
        change = _change(type(row), tuple(names), "= %s")
        cursor.execute(change, [*_changed(row, names), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError("the row is gone")


def set_all(rows: Sequence[Model], **values: object) -> None:
    """Give several rows of one model the same values, here and in the database."""
    if not rows:
        return
    model, names = type(rows[0]), tuple(values)
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    with connection.cursor() as cursor:
        keys = [row.pk for row in rows]
        cursor.execute(_change(model, names, "= ANY(%s)"), [*_changed(rows[0], names), keys])


def _changed(row: Model, names: Sequence[str]) -> list[Any]:
    return _values(row, [_field(type(row), name) for name in names], add=False)


def _values(row: Model, fields: _Fields, *, add: bool) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add), connection) for field in fields]


@cache
def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


@cache
def _own_fields(model: type[Model]) -> _Fields:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _insertion(model: type[Model], count: int) -> str:
    fields = _own_fields(model)
    columns = ", ".join(_column(field) for field in fields)
    places = "({})".format(", ".join(_place(field) for field in fields))
    return f"INSERT INTO {_table(model)} ({columns}) VALUES {', '.join([places] * count)}"


@cache
def _change(model: type[Model], names: tuple[str, ...], which: str) -> str:
    fields = [_field(model, name) for name in names]
    changes = ", ".join(f"{_column(field)} = {_place(field)}" for field in fields)
    return f"UPDATE {_table(model)} SET {changes} WHERE id {which}"


def _place(field: "Field[Any, Any]") -> str:
    """Where a value goes; with its type, which an empty array doesn't show."""
    return f"%s::{field.db_type(connection)}"


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None
    return connection.ops.quote_name(field.column)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
