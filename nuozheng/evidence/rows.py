"""Write rows with SQL that is built once for each table: what every act does many times a day.

Unlike `Model.save`, these know no signals and no overridden `save`: only models without them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, TypeVar

from django.db import DatabaseError, connection, models
from django.db.models import Field, Model
from psycopg import Binary
from psycopg.types.json import Jsonb

M = TypeVar("M", bound=Model)
_Read = Callable[[Mapping[str, Any]], Any]

_AS_THEY_STAND = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.DateField,
    models.ForeignKey,
)
"""Fields whose values the driver writes itself; asking each of them costs more than the insert."""


def insert(row: M) -> M:
    """Insert one row, which gets its key."""
    with connection.cursor() as cursor:
        cursor.execute(_insertion(type(row)), _values(row, _own(type(row))))
        (key,) = cursor.fetchone()
    return _inserted(row, key)


def insert_all(rows: Sequence[Model]) -> None:
    """Insert rows of one model, without telling their keys: one statement for any number.

    They travel as one text, because the driver reads a statement with many places anew each time.
    """
    if not rows:
        return
    model = type(rows[0])
    columns = [field.column for field in _own_fields(model)]
    told = [dict(zip(columns, _values(row, _own(model)), strict=True)) for row in rows]
    with connection.cursor() as cursor:
        text = json.dumps(told, ensure_ascii=False, default=_as_json)
        cursor.execute(_insertion_of_many(model), [text])


def update(row: Model, names: Sequence[str]) -> None:
    """Write the named fields of one row. Errors: DatabaseError where the row is gone."""
    with connection.cursor() as cursor:
        change = _change(type(row), tuple(names), "= %s")
        cursor.execute(change, [*_changed(row, names), row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError("the row is gone")


def update_and_insert(row: Model, names: Sequence[str], told: M) -> M:
    """Update one row and insert another that tells of it, which gets its key: in one statement.

    Errors: DatabaseError where the row to update is gone.
    """
    values = _values(told, _own(type(told)))
    with connection.cursor() as cursor:
        change = _change_and_insertion(type(row), tuple(names), type(told))
        cursor.execute(change, [*_changed(row, names), row.pk, *values])
        key = cursor.fetchone()
    if key is None:
        raise DatabaseError("the row is gone")
    return _inserted(told, key[0])


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


def _inserted(row: M, key: int) -> M:
    row.pk = key
    row._state.adding, row._state.db = False, connection.alias
    return row


def _changed(row: Model, names: Sequence[str]) -> list[Any]:
    return _values(row, _named(type(row), tuple(names)))


def _values(row: Model, reads: Sequence[_Read]) -> list[Any]:
    held = vars(row)
    return [read(held) for read in reads]


@cache
def _own(model: type[Model]) -> Sequence[_Read]:
    return [_read(field) for field in _own_fields(model)]


@cache
def _named(model: type[Model], names: tuple[str, ...]) -> Sequence[_Read]:
    return [_read(_field(model, name)) for name in names]


def _read(field: "Field[Any, Any]") -> _Read:
    """Takes a field's value from what a row holds, ready for the driver."""
    if isinstance(getattr(field, "base_field", field), _AS_THEY_STAND):
        return itemgetter(field.attname)
    return lambda held: field.get_db_prep_save(held[field.attname], connection)


def _as_json(value: Any) -> Any:
    """What is no JSON, as the database reads it from JSON."""
    if isinstance(value, Binary | Jsonb):
        return value.obj
    if isinstance(value, bytes | memoryview):
        return f"\\x{value.hex()}"
    return value.isoformat()


@cache
def _field(model: type[Model], name: str) -> "Field[Any, Any]":
    field: Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return field


@cache
def _own_fields(model: type[Model]) -> Sequence["Field[Any, Any]"]:
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _insertion(model: type[Model]) -> str:
    places = ", ".join(_place(field) for field in _own_fields(model))
    return f"INSERT INTO {_table(model)} ({_columns(model)}) VALUES ({places}) RETURNING id"


@cache
def _insertion_of_many(model: type[Model]) -> str:
    table, columns = _table(model), _columns(model)
    return (
        f"INSERT INTO {table} ({columns}) "
        f"SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s::json)"
    )


@cache
def _change_and_insertion(changed: type[Model], names: tuple[str, ...], told: type[Model]) -> str:
    values = ", ".join(_place(field) for field in _own_fields(told))
    return (
        f"WITH changed AS ({_change(changed, names, '= %s')} RETURNING id) "
        f"INSERT INTO {_table(told)} ({_columns(told)}) SELECT {values} FROM changed RETURNING id"
    )


@cache
def _change(model: type[Model], names: tuple[str, ...], which: str) -> str:
    fields = [_field(model, name) for name in names]
    changes = ", ".join(f"{_column(field)} = {_place(field)}" for field in fields)
    return f"UPDATE {_table(model)} SET {changes} WHERE id {which}"


def _place(field: "Field[Any, Any]") -> str:
    """Where a value goes; with its type, which an empty array doesn't show."""
    return f"%s::{field.db_type(connection)}"


def _columns(model: type[Model]) -> str:
    return ", ".join(_column(field) for field in _own_fields(model))


def _column(field: "Field[Any, Any]") -> str:
    assert field.column is not None
    return connection.ops.quote_name(field.column)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
