"""Choose the place: every published list with the text it goes by and its figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.law.vocabulary import Substitution


@dataclass(frozen=True, slots=True)
class Figures:
    """How many proofs of a list are met in each way, in the order of the ways."""

    items: int
    by_way: tuple[tuple[Substitution, int], ...]

    @property
    def proofs(self) -> int:
        return sum(count for _way, count in self.by_way)

    @property
    def retained(self) -> int:
        return dict(self.by_way).get(Substitution.RETAINED, 0)

    @property
    def spared(self) -> int:
        """Proofs that nobody has to bring."""
        return self.proofs - self.retained


def figures(catalogues: Iterable[Catalogue]) -> dict[int, Figures]:
    """The figures of lists by their id, in two queries."""
    ids = [catalogue.pk for catalogue in catalogues]
    in_force = EntryVersion.objects.in_force(timezone.localdate())
    ways: dict[int, Counter[str]] = {pk: Counter() for pk in ids}
    counted = (
        in_force.filter(entry__item__catalogue__in=ids)
        .order_by()
        .values_list("entry__item__catalogue", "substitution")
        .annotate(count=Count("pk"))
    )
    for pk, way, count in counted:
        ways[pk][way] = count
    items = dict(
        Catalogue.objects.filter(pk__in=ids)
        .order_by()
        .annotate(count=Count("items"))
        .values_list("pk", "count")
    )
    return {
        pk: Figures(
            items[pk], tuple((way, ways[pk][way.value]) for way in Substitution if ways[pk][way])
        )
        for pk in ids
    }


def catalogue_or_404(request: HttpRequest, slug: str) -> Catalogue:
    """The list of this address; the masthead then shows its place."""
    found = Catalogue.objects.select_related("jurisdiction").filter(slug=slug).first()
    if found is None:
        raise Http404(slug)
    request.place_name = found.jurisdiction.name  # type: ignore[attr-defined]
    return found


@require_safe
def choose_place(request: HttpRequest) -> HttpResponse:
    """Every list with its place, its text and what it spares people."""
    catalogues = list(Catalogue.objects.select_related("jurisdiction").order_by("pk"))
    counted = figures(catalogues)
    rows = [(catalogue, catalogue.policy, counted[catalogue.pk]) for catalogue in catalogues]
    return render(request, "web/public/places.html", {"rows": rows})
