"""A query that is put into SQL once: what is asked all day long costs only the asking.

Building SQL takes Django several times as long as the database needs to answer it.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from threading import local
from typing import Any, Generic, TypeVar, cast

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import QuerySet, Value
from django.db.models import query as query_module

R = TypeVar("R")


class _Given(Value):
    """Stands in the query for a value that comes with each call."""

    def as_sql(self, _compiler: object, _connection: object) -> tuple[str, Any]:
        return "%s", [self]


class Prepared(Generic[R]):
    """`build` makes the queryset from its arguments; calling this with values gives its rows.

    Arguments may stand wherever a filter takes a value; they must be of the column's own type, as
    nothing converts them, and never None. Rows are models or, by `values_list`, tuples; what the
    queryset prefetches or annotates is not set.
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
    """One queryset with its SQL, and how a row becomes an object: the same each time."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        query: Any = queryset.query
        self.compiler: Any = query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self.compiler.as_sql()
        self._locks = query.select_for_update
        select = self.compiler.select
        self._converters = self.compiler.get_converters([column for column, *_rest in select])
        of_models = issubclass(queryset._iterable_class, query_module.ModelIterable)
        self._made = _model_maker(self.compiler) if of_models else tuple

    def rows(self, values: Mapping[str, object]) -> list[Any]:
        connection = self.compiler.connection
        if self._locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a lock needs a transaction")
        params = [values[one.value] if isinstance(one, _Given) else one for one in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        if self._converters:
            found = self.compiler.apply_converters(found, self._converters)
        return [self._made(row) for row in found]


def _model_maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """Makes the model of a row, with those it is selected with, as a queryset does."""
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    own = slice(places[0], places[-1] + 1)
    names = [column.target.attname for column, *_rest in compiler.select[own]]
    # The stubs know another version's arguments.
    populators: Any = query_module.get_related_populators
    related = populators(compiler.klass_info, compiler.select, DEFAULT_DB_ALIAS)

    def made(row: Sequence[Any]) -> Any:
        record = model.from_db(DEFAULT_DB_ALIAS, names, row[own])
        for one in related:
            one.populate(row, record)
        return record

    return made
