"""索取: a blank letter for somebody at the counter, printed or as a file, and logged."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.wording.actions.copy import give_copy
from nuozheng.catalogue.wording.models import LetterCopy
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.public.letter_files import letter_file, versions_on

PER_PAGE = 20
RECENT = 10
_LONGEST = 60


@staffed(Role.OFFICER)
def letter_copies(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The letters of the officer's agencies; a POST logs a copy and hands it over."""
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        template = _of(desk).filter(pk=_number(request.POST.get("template", ""))).first()
        if template is None:
            raise Http404
        form = request.POST.get("form", "")
        _done, refused = carried_out(_give, template, form, desk)
        if not refused:
            return letter_file(template, versions_on(template.item, desk.today), form)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:_LONGEST]
    found = _of(desk).filter(item__name__icontains=words) if words else _of(desk)
    page = Paginator(found.order_by("item__name", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    copies = LetterCopy.objects.filter(agency__in=desk.agencies(Role.OFFICER))
    context = {
        "words": words,
        "page": page,
        "rows": list(page),
        "copies": copies.select_related("template__item", "by")[:RECENT],
    }
    return shown(request, desk, "web/desk/letters/copies.html", context, refused)


def _of(desk: Desk) -> QuerySet[LetterTemplate]:
    return (
        LetterTemplate.objects.filter(
            Q(effective_until=None) | Q(effective_until__gte=desk.today),
            item__agency__in=desk.agencies(Role.OFFICER),
            effective_from__lte=desk.today,
        )
        .select_related("item__agency", "item__catalogue__jurisdiction")
        .defer("content")
    )


def _give(template: LetterTemplate, form: str, desk: Desk) -> str:
    return str(give_copy(template=template, form=form, by=desk.account))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
