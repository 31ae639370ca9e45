"""换钥: everything sealed with an older key is sealed anew, and indexed anew, while people work.

Each row is changed only if nobody changed it meanwhile, and what is done already is passed over,
so that the work may be stopped and begun again at any time.
"""

from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db import connection, models

from nuozheng.evidence.encryption import (
    EncryptedBinaryField,
    EncryptedJSONField,
    EncryptedTextField,
    blind_index,
    keys,
)

_BATCH = 200
_SEALED = (EncryptedBinaryField, EncryptedJSONField, EncryptedTextField)
_FACTOR = "second factors"
_IN_FACTOR = ("secret", "seed")


@dataclass(frozen=True, slots=True)
class Column:
    """One sealed column of one table; `pk` is the column that names a row."""

    table: str
    name: str
    pk: str

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def columns() -> Iterator[Column]:
    """Every sealed column of every model."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, _SEALED):
                pk = model._meta.pk.column
                assert pk is not None and field.column is not None
                yield Column(model._meta.db_table, field.column, pk)


def uses() -> dict[str, Counter[str]]:
    """How many values each field key has sealed, by column; columns without any are left out."""
    found: dict[str, Counter[str]] = {}
    for column in columns():
        name, table = _quoted(column.name), _quoted(column.table)
        told = f"convert_from(substring({name} FROM 2 FOR get_byte({name}, 0)), 'UTF8')"
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {told}, count(*) FROM {table} WHERE {name} IS NOT NULL GROUP BY 1"
            )
            counted = Counter({str(key): int(number) for key, number in cursor.fetchall()})
        if counted:
            found[str(column)] = counted
    factors = Counter(_key_of(text) for _row, _name, text in _factor_texts())
    return found | ({_FACTOR: factors} if factors else {})


def reseal() -> Generator[tuple[str, int], None, None]:
    """Seal anew what another than the current key sealed; after each batch, where and how many."""
    for column in columns():
        after: Any = None
        while batch := _sealed_otherwise(column, after):
            after = batch[-1][0]
            yield str(column), sum(_seal_anew(column, pk, sealed) for pk, sealed in batch)
    for row, name, text in list(_factor_texts()):
        if _key_of(text) != keys().current:
            row.data[name] = b64encode(keys().seal(keys().open(b64decode(text)))).decode()
            row.save(update_fields=["data"])
            yield _FACTOR, 1


def reindex() -> Iterator[tuple[str, int]]:
    """Write the blind indexes of the current key; after each batch, where and how many."""
    for model in apps.get_models():
        for index, plain in getattr(model, "BLIND_INDEXES", {}).items():
            after = 0
            while batch := _rows_after(model, after, index, plain):
                after = batch[-1].pk
                yield model._meta.db_table, sum(_index_anew(row, index, plain) for row in batch)


def indexed_otherwise() -> int:
    """How many rows stand under another index than that of the current key."""
    found = 0
    for model in apps.get_models():
        for index, plain in getattr(model, "BLIND_INDEXES", {}).items():
            rows = model._default_manager.order_by("pk").only("pk", index, plain)
            found += sum(
                getattr(row, index) != _right_index(row, plain)
                for row in rows.iterator(chunk_size=_BATCH)
            )
    return found


def _sealed_otherwise(column: Column, after: Any) -> list[tuple[Any, bytes]]:
    name, table, pk = _quoted(column.name), _quoted(column.table), _quoted(column.pk)
    mark = keys().mark
    beyond, values = ("", [mark]) if after is None else (f"AND {pk} > %s", [mark, after])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {name} FROM {table} WHERE {name} IS NOT NULL "
            f"AND substring({name} FROM 1 FOR {len(mark)}) <> %s {beyond} "
            f"ORDER BY {pk} LIMIT {_BATCH}",
            values,
        )
        return [(key, bytes(sealed)) for key, sealed in cursor.fetchall()]


def _seal_anew(column: Column, pk: Any, sealed: bytes) -> int:
    again = keys().seal(keys().open(sealed))
    name, table = _quoted(column.name), _quoted(column.table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE {_quoted(column.pk)} = %s AND {name} = %s",
            [again, pk, sealed],
        )
        return int(cursor.rowcount)


def _rows_after(
    model: type[models.Model], after: int, index: str, plain: str
) -> list[models.Model]:
    rows = model._default_manager.filter(pk__gt=after).order_by("pk")
    return list(rows.only("pk", index, plain)[:_BATCH])


def _index_anew(row: models.Model, index: str, plain: str) -> int:
    right, stands = _right_index(row, plain), getattr(row, index)
    if stands == right:
        return 0
    rows = type(row)._default_manager.filter(pk=row.pk, **{index: stands})
    return rows.update(**{index: right})


def _right_index(row: models.Model, plain: str) -> str:
    return blind_index(str(getattr(row, plain)).strip().upper())


def _factor_texts() -> Iterator[tuple[Authenticator, str, str]]:
    """The sealed texts of second factors, which lie within JSON."""
    for row in Authenticator.objects.order_by("pk"):
        for name in _IN_FACTOR:
            if text := row.data.get(name):
                yield row, name, text


def _key_of(text: str) -> str:
    sealed = b64decode(text)
    return sealed[1 : 1 + sealed[0]].decode("ascii", "replace")


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
