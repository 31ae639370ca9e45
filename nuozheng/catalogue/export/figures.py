"""How many entries by way and by kind: the figures that stand under the annex."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from nuozheng.catalogue.export.listed import versions_on
from nuozheng.catalogue.intake.fields import KIND_WORD
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import ProofKind, Substitution
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class ListFigures:
    """Entries in force by way and by kind; both add up to `total` (ORD23-A2d, ORD23-A2j)."""

    total: int
    by_way: Mapping[Substitution, int]
    by_kind: Mapping[ProofKind | None, int]

    def lines(self) -> Iterator[tuple[str, str, int]]:
        """(what is counted by, of which, how many), the ways first, zeros included."""
        for way in Substitution:
            yield "免提交方式", way.chinese, self.by_way.get(way, 0)
        for kind, word in KIND_WORD.items():
            yield "证明类型", word, self.by_kind.get(kind, 0)
        if unknown := self.by_kind.get(None, 0):
            yield "证明类型", "没有写明", unknown


def figures(catalogue: Catalogue, on: date, agency: Agency | None = None) -> ListFigures:
    """The figures of a list, or of one agency's part, on a day."""
    counted = (
        versions_on(catalogue, agency, on)
        .order_by()
        .values_list("substitution", "entry__proof__kind")
        .annotate(count=Count("pk"))
    )
    by_way: dict[Substitution, int] = {}
    by_kind: dict[ProofKind | None, int] = {}
    for way, kind, count in counted:
        known = ProofKind(kind) if kind in set(ProofKind) else None
        by_way[Substitution(way)] = by_way.get(Substitution(way), 0) + count
        by_kind[known] = by_kind.get(known, 0) + count
    return ListFigures(sum(by_way.values()), by_way, by_kind)
