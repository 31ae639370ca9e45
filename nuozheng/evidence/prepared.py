"""A query that is put into SQL once: what is asked all day long costs only the asking.

Building SQL takes Django several times as long as the database needs to answer it.
"""

import inspect
from collections.abc import Callable, Mapping
from threading import local
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet, Value

R = TypeVar("R")


class _Given(Value):
    """Stands in the query for a value that comes with each call."""

    def as_sql(self, _compiler: object, _connection: object) -> tuple[str, Any]:
        return "%s", [self]


class Prepared(Generic[R]):
    """`build` makes the queryset from its arguments; calling this with values gives its rows.

    Arguments may stand wherever a filter takes a value; they must be of the column's own type, as
    nothing converts them, and never None. What the queryset prefetches is not fetched.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]]) -> None:
        self._build = build
        self._arguments = {name: _Given(name) for name in inspect.signature(build).parameters}
        self._in_thread = local()

    def __call__(self, **values: object) -> list[R]:
        kept: _Kept | None = getattr(self._in_thread, "kept", None)
        if kept is None or kept.compiler.connection is not connections[DEFAULT_DB_ALIAS]:
            # By thread: a compiler belongs to a connection, and a connection to a thread.
            kept = self._in_thread.kept = _Kept(self._build(**self._arguments))
        return cast(list[R], kept.rows(values))

    def first(self, **values: object) -> R | None:
        """The first row, if there is any."""
        return next(iter(self(**values)), None)

    def one(self, **values: object) -> R:
        """The first row. Errors: ObjectDoesNotExist."""
        found = self.first(**values)
        if found is None:
            raise ObjectDoesNotExist
        return found


class _Kept:
    """One queryset with its compiler, which gives the same SQL each time with other values."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        query: Any = queryset.query
        self.compiler: Any = query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self.compiler.as_sql()
        self._values: Mapping[str, object] = {}
        self._locks = query.select_for_update
        self.compiler.as_sql = self._as_sql
        query.get_compiler = lambda *_args, **_options: self.compiler

    def rows(self, values: Mapping[str, object]) -> list[Any]:
        if self._locks and not self.compiler.connection.in_atomic_block:
            raise transaction.TransactionManagementError("a lock needs a transaction")
        self._values = values
        iterable: Any = self._queryset._iterable_class
        return list(iterable(self._queryset))

    def _as_sql(self, *_args: object, **_options: object) -> tuple[str, tuple[object, ...]]:
        params = (
            self._values[one.value] if isinstance(one, _Given) else one for one in self._params
        )
        return self._sql, tuple(params)
