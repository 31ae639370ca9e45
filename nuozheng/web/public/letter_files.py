"""The text of a service's letter as files: PDF, DOCX, and the text itself; every version of it."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.applications.actions.open import versions_in_force
from nuozheng.catalogue.letters import canonical, committable, template_in_force
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law.findings import Refused
from nuozheng.web.files import file, pdf
from nuozheng.web.public.blank import DOCX, blank, blank_word
from nuozheng.web.public.item import item_or_404
from nuozheng.web.public.places import catalogue_or_404

FORMS = ("pdf", "docx", "json")


@require_safe
def fetch_blank(request: HttpRequest, slug: str, item_id: int, form: str = "pdf") -> HttpResponse:
    """The blank letter in force; the same template gives the same bytes (ORD21-4.3o)."""
    item = item_or_404(catalogue_or_404(request, slug), item_id)
    try:
        template = template_in_force(item, timezone.localdate())
    except Refused:
        raise Http404("no letter") from None
    return letter_file(template, committable(versions_in_force(item)), form)


@require_safe
def fetch_version(
    request: HttpRequest, slug: str, item_id: int, number: int, form: str
) -> HttpResponse:
    """One version of the letter, also one that has ended or has yet to begin."""
    item = item_or_404(catalogue_or_404(request, slug), item_id)
    template = item.letter_templates.filter(number=number).first()
    if template is None or form not in FORMS:
        raise Http404("no such version")
    return letter_file(template, versions_on(item, template.effective_from), form)


def letter_file(template: LetterTemplate, versions: list[EntryVersion], form: str) -> HttpResponse:
    """The file in one of the forms; the JSON's SHA-256 is the template's digest."""
    if not versions:
        raise Http404("nothing to commit to")
    name = _("空白承诺书，%(item)s，第%(number)s版.%(form)s") % {
        "item": template.item.name,
        "number": template.number,
        "form": form,
    }
    if form == "json":
        return file(canonical(template.content), "application/json", name)
    key = (template.digest, template.pk, tuple(version.pk for version in versions))
    return file(blank_word(*key), DOCX, name) if form == "docx" else pdf(blank(*key), name)


def versions_on(item: ServiceItem, day: date) -> list[EntryVersion]:
    """What could be committed to on a day, in the order of the list."""
    found = EntryVersion.objects.in_force(day).filter(entry__item=item)
    return committable(found.select_related("entry__proof").order_by("entry__position"))
