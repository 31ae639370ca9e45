"""Files of the desk for the list: empty forms, the annexes, the whole list, an upload as sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nuozheng.catalogue.export import annex_one, annex_two
from nuozheng.catalogue.export.annex import write_annex_two
from nuozheng.catalogue.export.whole import MEDIA_TYPES, Format, whole_list
from nuozheng.catalogue.intake.officers import annex_one_of, officers_of
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.access import kept_lists
from nuozheng.documents.models import Document
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.intake import intake_at
from nuozheng.web.files import attached

_XLSX = MEDIA_TYPES["xlsx"]
_WHOLE: dict[str, Format] = {"list.xlsx": "xlsx", "list.csv": "csv", "list.json": "json"}


@staffed(Role.CATALOGUE_KEEPER)
def list_form(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """The empty form of an annex."""
    if name == "annex-1.xlsx":
        return attached(annex_one(), _XLSX, _("附件1 联络员名单（空表）.xlsx"))
    if name == "annex-2.xlsx":
        return attached(write_annex_two(()), _XLSX, _("附件2 免提交事项情况统计表（空表）.xlsx"))
    raise Http404


@staffed(Role.CATALOGUE_KEEPER)
def list_file(
    request: HttpRequest, desk: Desk, slug: str, agency_pk: int, name: str
) -> HttpResponse:
    """An annex of the keeper's agency, or the whole list of its place, as of today."""
    catalogue, agency = _kept(desk, slug, agency_pk)
    if name in _WHOLE:
        content = whole_list(catalogue, desk.today, _WHOLE[name])
        return attached(content, MEDIA_TYPES[_WHOLE[name]], f"{catalogue.title}.{_WHOLE[name]}")
    if name == "annex-1.xlsx":
        content = annex_one_of(agency, desk.today)
        return attached(content, _XLSX, _("附件1 %(agency)s.xlsx") % {"agency": agency.name})
    if name == "annex-2.xlsx":
        content = annex_two(catalogue, agency, desk.today, _contact(agency, desk))
        return attached(content, _XLSX, _("附件2 %(agency)s.xlsx") % {"agency": agency.name})
    raise Http404


@staffed(Role.CATALOGUE_KEEPER)
def intake_file(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The upload, byte for byte as it was sent."""
    document = Document.objects.get(pk=intake_at(desk, pk).document_id)
    return attached(bytes(document.content), document.media_type, document.title)


def _kept(desk: Desk, slug: str, agency_pk: int) -> tuple[Catalogue, Agency]:
    for catalogue, agency in kept_lists(desk.account, desk.today):
        if catalogue.slug == slug and agency.pk == agency_pk:
            return catalogue, agency
    raise Http404


def _contact(agency: Agency, desk: Desk) -> str:
    """联络员及联系方式 in the head of annex 2 (ORD23-A2a)."""
    first = officers_of(agency, desk.today).first()
    return f"{first.name} {first.phone}" if first else ""
