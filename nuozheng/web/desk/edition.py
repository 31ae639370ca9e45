"""One edition of the merged list as it was: on a page, and as the file that was filed."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nuozheng.catalogue.export.whole import MEDIA_TYPES
from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.editions import file_of, lines_of
from nuozheng.catalogue.inheritance.models import Edition
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.files import attached

PER_PAGE = 50


@staffed(Role.JUSTICE_REVIEWER)
def edition(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What an edition says, line by line, and how many proofs each list in it has."""
    found = _edition_at(desk, pk)
    query = request.GET.get("q", "").strip()[:60]
    lines = [
        one
        for one in lines_of(found)
        if all(
            word in f"{one.service} {one.proof} {one.agency} {one.catalogue}"
            for word in query.split()
        )
    ]
    titles = dict(Catalogue.objects.filter(slug__in=found.counts).values_list("slug", "title"))
    context = {
        "edition": found,
        "query": query,
        "page": Paginator(lines, PER_PAGE).get_page(request.GET.get("page")),
        "found": len(lines),
        "counts": [
            (
                titles.get(slug, slug),
                [(way.chinese, ways.get(way.value, 0)) for way in Substitution],
                sum(ways.values()),
            )
            for slug, ways in found.counts.items()
        ],
        "ways": list(Substitution),
    }
    return shown(request, desk, "web/desk/rollup/edition.html", context)


@staffed(Role.JUSTICE_REVIEWER)
def edition_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The file whose SHA-256 is the edition's digest."""
    found = _edition_at(desk, pk)
    name = _("%(title)s汇总目录第%(number)s版.csv") % {
        "title": found.catalogue.title,
        "number": found.number,
    }
    return attached(file_of(found), MEDIA_TYPES["csv"], name)


def _edition_at(desk: Desk, pk: int) -> Edition:
    rows = Edition.objects.filter(
        catalogue__in=access.reviewed_lists(desk.account, desk.today)
    ).select_related("catalogue", "made_by", "filed_by")
    found = rows.defer("versions").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
