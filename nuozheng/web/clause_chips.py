"""The law in the margin: the clauses that one page cites, each with its number there."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from nuozheng.law.clauses import Clause, UnknownClause, clause
from nuozheng.law.labels import short_label

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Cited:
    """Clauses of one section, cited by one chip, with their footnote number on the page."""

    clauses: tuple[Clause, ...]
    number: int

    @property
    def anchor(self) -> str:
        return "c-" + re.sub(r"[^A-Za-z0-9_-]", "-", "_".join(one.id for one in self.clauses))

    @property
    def label(self) -> str:
        return short_label(self.clauses[0])

    @property
    def section(self) -> str:
        """The headings above the clauses, from the outermost inwards."""
        return self.clauses[0].section.replace("/", "　")

    @property
    def instrument(self) -> str:
        return self.clauses[0].instrument


def cite(request: HttpRequest | None, clause_ids: Iterable[str]) -> list[Cited]:
    """Find the clauses and note them on the page; those of one section share a chip.

    Errors: an unknown id raises UnknownClause where STRICT_CLAUSES is set (tests, debugging); in
    service the page is shown without it and the gap is logged: no stored words, no chip.
    """
    sections: dict[str, list[Clause]] = {}
    for clause_id in dict.fromkeys(clause_ids):
        found = _found(clause_id)
        if found is not None:
            sections.setdefault(short_label(found), []).append(found)
    page = cited_on(request)
    return [
        page.setdefault(tuple(one.id for one in clauses), Cited(tuple(clauses), len(page) + 1))
        for clauses in sections.values()
    ]


def _found(clause_id: str) -> Clause | None:
    try:
        return clause(clause_id)
    except UnknownClause:
        if getattr(settings, "STRICT_CLAUSES", settings.DEBUG):
            raise
        logger.error("page cites a clause that is not stored: %s", clause_id)
        return None


def cited_on(request: HttpRequest | None) -> dict[tuple[str, ...], Cited]:
    """What the page that answers this request has cited so far, in order of citing."""
    if request is None:
        return {}
    page: dict[tuple[str, ...], Cited] | None = getattr(request, "clauses_cited", None)
    if page is None:
        page = {}
        request.clauses_cited = page  # type: ignore[attr-defined]
    return page
