"""Find a service by words, pinyin initials or code: a GIN index over 1- and 2-grams."""

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Length
from pypinyin import Style, lazy_pinyin

from nuozheng.catalogue.models import ServiceItem

MAXIMUM_QUERY = 60


class Grams(Func):
    """The SQL function of migration 0002: every 1- and 2-gram of a text, lower-cased."""

    function = "nuozheng_grams"
    output_field = models.Field()


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


def initials(text: str) -> str:
    """Pinyin initials, lower case: 公租房 → gzf. Other characters stay as they are."""
    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()


def index_text(item: ServiceItem, proof_names: list[str]) -> str:
    """What a service is found by; the item's own name stands first."""
    words = [item.name, *proof_names, item.implementation_code, item.agency.short_name]
    shorthand = [initials(item.name), *(initials(name) for name in proof_names)]
    return "\n".join([*words, *shorthand]).lower()


def search(items: models.QuerySet[ServiceItem], query: str) -> models.QuerySet[ServiceItem]:
    """Items that contain every word of the query, best first: by name, by start of the name.

    An empty query changes nothing; a query is cut after 60 characters.
    """
    words = query.replace("\x00", "").strip().lower()[:MAXIMUM_QUERY].split()
    if not words:
        return items
    for word in words:
        items = items.filter(
            Contains(Grams(F("search_text")), QueryGrams(Value(word, TextField()))),
            search_text__contains=word,
        )
    first = words[0]
    return items.annotate(
        rank=models.Case(
            models.When(name__istartswith=first, then=0),
            models.When(Q(name__icontains=first) | Q(initials__startswith=first), then=1),
            default=2,
        )
    ).order_by("rank", Length("name"), "id")
