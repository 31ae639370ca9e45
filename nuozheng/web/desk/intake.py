"""导入: a department's file, its columns, its preview, and the one act that takes it in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake import access
from nuozheng.catalogue.intake.actions.receive import (
    mend,
    receive,
)
from nuozheng.catalogue.intake.models import Intake, IntakeRow
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.catalogue.revision.access import kept_lists
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.intake_acts import ACTS, row_at
from nuozheng.web.desk.intake_forms import RowForm, UploadForm
from nuozheng.web.desk.intake_page import intake_context
from nuozheng.web.desk.page import carried_out, shown

PER_PAGE = 25
_NEAR = 40


@staffed(Role.CATALOGUE_KEEPER)
def intakes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The uploads of the keeper's agencies, and the form for the next one."""
    kept = kept_lists(desk.account, desk.today)
    posted = request.method == "POST"
    form = UploadForm(kept, *((request.POST, request.FILES) if posted else ()))
    refused: tuple[Finding, ...] = ()
    if posted and form.is_valid():
        catalogue, agency = form.kept[form.cleaned_data["part"]]
        file = form.cleaned_data["file"]
        try:
            made = receive(
                catalogue=catalogue,
                agency=agency,
                purpose=form.cleaned_data["purpose"],
                name=file.name,
                content=file.read(),
                by=desk.account,
            )
            return redirect("web:intake", pk=made.pk)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    listed = access.visible_to(desk.account, desk.today).select_related(
        "catalogue", "agency", "created_by", "revision"
    )
    page = Paginator(listed.defer("tables"), PER_PAGE).get_page(request.GET.get("page"))
    titles = {one.pk: one.document.title for one in _with_titles(page)}
    context = {
        "form": form,
        "page": page,
        "rows": [(one, titles[one.pk]) for one in page],
        "kept": kept,
        "invalid": posted and not form.is_valid(),
    }
    answer = shown(request, desk, "web/desk/intake/uploads.html", context, refused)
    if context["invalid"]:
        answer.status_code = 422
    return answer


@staffed(Role.CATALOGUE_KEEPER)
def intake(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One upload; a POST names its act in `act`."""
    found = intake_at(desk, pk)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(ACTS.get(request.POST.get("act", "")), found, desk, request)
        if not refused:
            if said:
                messages.success(request, said)
            return redirect(request.get_full_path())
        found = intake_at(desk, pk)
    elif request.headers.get("HX-Request") and not found.at_work:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = intake_context(found, request)
    return shown(request, desk, "web/desk/intake/upload.html", context, refused)


@staffed(Role.CATALOGUE_KEEPER)
def intake_row(request: HttpRequest, desk: Desk, pk: int, row_pk: int) -> HttpResponse:
    """One row, to be written otherwise than the file has it."""
    found = intake_at(desk, pk)
    row = row_at(found, row_pk)
    form = RowForm(row, _near(found, row), request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            mend(row=row, fields=form.said(), by=desk.account)
            row.refresh_from_db()
            messages.success(
                request,
                _("第%(line)s行改好了：%(fate)s。")
                % {"line": row.line, "fate": row.get_fate_display()},
            )
            return redirect("web:intake", pk=pk)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    context = {"intake": found, "row": row, "form": form}
    answer = shown(request, desk, "web/desk/intake/row.html", context, refused)
    if form.is_bound and not form.is_valid():
        answer.status_code = 422
    return answer


def intake_at(desk: Desk, pk: int) -> Intake:
    """An upload of an agency whose list the account keeps; otherwise 404."""
    found = (
        access.visible_to(desk.account, desk.today)
        .select_related("catalogue", "agency", "document", "created_by", "taken_by", "revision")
        .defer("document__content")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


def _with_titles(page: object) -> list[Intake]:
    pks = [one.pk for one in page]  # type: ignore[attr-defined]
    return list(
        Intake.objects.filter(pk__in=pks).select_related("document").only("document__title")
    )


def _near(found: Intake, row: IntakeRow) -> list[tuple[str, str]]:
    """Entries of the agency that the row may mean: those of its service, as choices."""
    name = row.fields.get("item.name", "")
    code = row.fields.get("item.implementation_code", "")
    entries = CatalogueEntry.objects.filter(
        item__catalogue=found.catalogue_id, item__agency=found.agency_id
    ).select_related("item", "proof")
    by_code = entries.filter(item__implementation_code=code) if code else entries.none()
    same = by_code | entries.filter(item__name=name)
    return [
        (
            str(one.pk),
            _("就是这一条：%(proof)s（%(item)s）") % {"proof": one.proof, "item": one.item},
        )
        for one in same.distinct()[:_NEAR]
    ]
