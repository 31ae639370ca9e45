"""Find a service by words, pinyin initials or code: a GIN index over 1- and 2-grams."""

from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Length, StrIndex
from pypinyin import Style, lazy_pinyin

from nuozheng.catalogue.models import ServiceItem

MAXIMUM_QUERY = 60
MOST_FOUND = 200
"""A search finds no more than this many by their text, and as many by the start of their name."""


class Grams(Func):
    """The column of the migration `search`: every 1- and 2-gram of the search text, lower-cased."""

    output_field = models.Field()

    def as_sql(self, compiler, connection, **context):  # type: ignore[no-untyped-def,override]
        (text,) = self.get_source_expressions()
        return f"{compiler.quote_name_unless_alias(text.alias)}.grams", ()


class QueryGrams(Func):
    """The grams a query must have: its 2-grams, or its single character."""

    function = "nuozheng_query_grams"
    output_field = models.Field()


class Contains(models.Lookup[list[str]]):
    """`left @> right` on text arrays."""

    lookup_name = "has_grams"

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}", (*left_params, *right_params)


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Pinyin initials in lower case, digits and letters as they are: 企业、个体 → qygt."""
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isalnum())


def index_text(item: ServiceItem, proof_names: list[str]) -> str:
    """What a service is found by; the item's own name stands first."""
    words = [item.name, *proof_names, item.implementation_code, item.agency.short_name]
    shorthand = [initials(item.name), *(initials(name) for name in proof_names)]
    return "\n".join([*words, *shorthand]).lower()


def search(items: models.QuerySet[ServiceItem], query: str) -> models.QuerySet[ServiceItem]:
    """Items that contain every word of the query, best first: by start of the name, by name.

    An empty query changes nothing; a query is cut after 60 characters. A word that nearly all
    items have would find nearly all: such a search stops at `MOST_FOUND`, names that start with
    it first, so that it costs no more than others.
    """
    words = query.replace("\x00", "").strip().lower()[:MAXIMUM_QUERY].split()
    if not words:
        return items
    first = words[0]
    return (
        items.filter(pk__in=_candidates(items, words))
        .annotate(
            rank=models.Case(
                models.When(name__istartswith=first, then=0),
                models.When(Q(name__icontains=first) | Q(initials__startswith=first), then=1),
                default=2,
            )
        )
        .order_by("rank", Length("name"), "id")
    )


def _candidates(
    items: models.QuerySet[ServiceItem], words: list[str]
) -> models.QuerySet[ServiceItem, Any]:
    """Their keys: by the start of the name, and by all that a service is found by."""
    rows = items.order_by().select_related(None).prefetch_related(None)
    by_text = _having(rows, words)
    by_name = _having(rows.filter(name__istartswith=words[0]), words[1:])
    return by_name.values("pk")[:MOST_FOUND].union(by_text.values("pk")[:MOST_FOUND])


def _having(rows: models.QuerySet[ServiceItem], words: list[str]) -> models.QuerySet[ServiceItem]:
    """Rows that contain every word; for one of two characters, having its gram says it all.

    `strpos` rather than LIKE, for which the planner expects next to no rows.
    """
    for word in words:
        rows = rows.filter(Contains(Grams(F("search_text")), QueryGrams(Value(word, TextField()))))
        if len(word) > 2:
            rows = rows.alias(at=StrIndex("search_text", Value(word))).filter(at__gt=0)
    return rows
