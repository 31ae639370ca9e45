"""Find services of a list: by words, pinyin initials or code, by domain, agency and way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import overload

from nuozheng.catalogue import candidates
from nuozheng.catalogue.candidates import MOST_FOUND, Wanted
from nuozheng.catalogue.figures import items_kept
from nuozheng.catalogue.models import Catalogue, ServiceItem


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Pinyin initials in lower case, digits and letters as they are: 企业、个体 → qygt."""
    # Its dictionary takes half a second to load: not at the start of every command and process.
    from pypinyin import Style, lazy_pinyin

    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower()
    return "".join(letter for letter in letters if letter.isalnum())


def index_text(item: ServiceItem, proof_names: list[str]) -> str:
    """What a service is found by; the item's own name stands first."""
    words = [item.name, *proof_names, item.implementation_code, item.agency.short_name]
    shorthand = [initials(item.name), *(initials(name) for name in proof_names)]
    return "\n".join([*words, *shorthand]).lower()


@dataclass(frozen=True)
class Results(Sequence[ServiceItem]):
    """Services in their order, counted; read a slice at a time, in two queries at most.

    `more` says that there are more than the `MOST_FOUND` that can be leafed through.
    """

    length: int
    more: bool
    keys: Callable[[slice], Sequence[int]]

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, part: int) -> ServiceItem: ...
    @overload
    def __getitem__(self, part: slice) -> list[ServiceItem]: ...
    def __getitem__(self, part: int | slice) -> ServiceItem | list[ServiceItem]:
        """The services of a slice, each with its agency."""
        if isinstance(part, int):
            return self[part : part + 1][0]
        keys = self.keys(part)
        found = self.fetched(keys)
        return [found[key] for key in keys]

    def fetched(self, keys: Sequence[int]) -> dict[int, ServiceItem]:
        """These services by their keys."""
        items = ServiceItem.objects.select_related("agency").defer("search_text").order_by()
        return items.in_bulk(keys)


def search(catalogue: Catalogue, wanted: Wanted, on: date) -> Results:
    """The services that meet all that is wanted, on a day.

    With words, or by the way in which a proof is met, no more than `MOST_FOUND` are found, so
    that a word which nearly all services have costs no more than others: first the same name, then
    names, initials or codes that start with the first word, names that contain it, the rest.
    Without either, the whole list by domain.
    """
    if wanted.words or wanted.way:
        found = candidates.keys(catalogue.pk, wanted, on)
        shown = found[:MOST_FOUND]
        return Results(len(shown), len(found) > MOST_FOUND, shown.__getitem__)
    rows = catalogue.items.order_by("domain", "pk").values_list("pk", flat=True)
    if wanted.domain:
        rows = rows.filter(domain=wanted.domain)
    if wanted.agencies is not None:
        rows = rows.filter(agency__in=wanted.agencies)
        length = rows.count()
    else:
        length = items_kept(catalogue, wanted.domain)
    return Results(length, False, lambda part: list(rows[part]))
