"""数据共享: what each source may tell about people, under which text, for which proofs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuozheng.gateways.sources.registry import known_sources, title_of
from nuozheng.law.data_sources import SharingStatus
from nuozheng.verification.sources.models import SharedProof
from nuozheng.verification.sources.sharing import ON_THE_LIST
from nuozheng.web.public.places import catalogue_or_404


@require_safe
def show_shared(request: HttpRequest, slug: str) -> HttpResponse:
    """The data-sharing list of the place, and every registered source."""
    catalogue = catalogue_or_404(request, slug)
    rows = SharedProof.objects.filter(
        jurisdiction=catalogue.jurisdiction_id, status__in=ON_THE_LIST
    ).select_related("proof")
    page = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "sources": list(known_sources().values()),
        "shared": [(row, title_of(row.source), SharingStatus(row.status).chinese) for row in rows],
    }
    return render(request, "web/public/shared.html", page)
