"""Choose the place: every published list with the text it goes by and its figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nuozheng.catalogue.figures import figures_on
from nuozheng.catalogue.models import Catalogue


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
    counted = figures_on(catalogues, timezone.localdate())
    rows = [(catalogue, catalogue.policy, counted[catalogue.pk]) for catalogue in catalogues]
    return render(request, "web/public/places.html", {"rows": rows})
