"""还要我交？告诉我们: one tap, no name; the entry and its clause travel with it."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nuozheng.applications import access
from nuozheng.catalogue.asked.models import AskedChannel, StillAsked
from nuozheng.catalogue.asked.telling import (
    LONGEST_WINDOW,
    LONGEST_WORDS,
    Details,
    add_details,
    tell,
)
from nuozheng.catalogue.models import CatalogueEntry, ServiceItem
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.parties.models import Account
from nuozheng.web.public.item import item_or_404
from nuozheng.web.public.limits import TOO_MANY_STATUS, too_often
from nuozheng.web.public.places import catalogue_or_404

TOLD = "still_asked"
"""The numbers that this visit was given: only here may something be added to them."""
KEPT = 10
PER_MINUTE = 6
REFUSED_STATUS = 422
TRAP = "website"


class DetailsForm(forms.Form):
    """Everything optional; the window and the words are only ever read by the supervisor."""

    window = forms.CharField(
        label=gettext_lazy("在哪个窗口、哪个大厅"), max_length=LONGEST_WINDOW, required=False
    )
    said_on = forms.DateField(
        label=gettext_lazy("哪一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    words = forms.CharField(
        label=gettext_lazy("他们怎么说的"),
        help_text=gettext_lazy("不用写姓名、电话、身份证号。"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def details(self) -> Details:
        given = self.cleaned_data
        return Details(given["window"], given["said_on"], given["words"])


@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """The form of a service; a bare tap on a proof's button records it at once."""
    catalogue = catalogue_or_404(request, slug)
    item = item_or_404(catalogue, item_id)
    given = request.POST if request.method == "POST" else request.GET
    entry = _entry(item, given.get("entry", ""))
    case_number = _own_case(request, item, given.get("case", ""))
    form = DetailsForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    status = 200
    if request.method == "POST":
        refused, status = _stopped(request)
        if not refused and form.is_valid():
            try:
                return _recorded(request, item, entry, case_number, form.details())
            except Refused as refusal:
                refused = tuple(refusal.findings)
        status = status if status != 200 else REFUSED_STATUS
    context = {
        "catalogue": catalogue,
        "item": item,
        "entry": entry,
        "entries": _spared(item),
        "case_number": case_number,
        "form": form,
        "refused": refused,
        "trap": TRAP,
    }
    return render(request, "web/public/asked.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt: what was taken down and what happens next; details may be added once here."""
    found = (
        StillAsked.objects.filter(number=number[:20])
        .select_related("catalogue__jurisdiction", "item", "agency", "version__entry__proof")
        .defer("version__conditions", "version__plan", "version__facts")
        .first()
    )
    if found is None:
        raise Http404(number[:20])
    mine = number in request.session.get(TOLD, ())
    request.place_name = found.catalogue.jurisdiction.name  # type: ignore[attr-defined]
    form = DetailsForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    status = 200
    if request.method == "POST":
        if not mine:
            raise Http404(number[:20])
        refused, status = _stopped(request)
        if not refused and form.is_valid():
            try:
                add_details(found, form.details())
                return redirect("web:still_asked_receipt", number=number)
            except Refused as refusal:
                refused = tuple(refusal.findings)
        status = status if status != 200 else REFUSED_STATUS
    context = {
        "record": found,
        "policy": found.catalogue.policy,
        "mine": mine,
        "detailed": bool(found.window or found.words or found.said_on),
        "form": form,
        "refused": refused,
        "trap": TRAP,
    }
    return render(request, "web/public/asked_receipt.html", context, status=status)


def _recorded(
    request: HttpRequest,
    item: ServiceItem,
    entry: CatalogueEntry | None,
    case_number: str,
    details: Details,
) -> HttpResponse:
    record = tell(
        item=item,
        entry=entry,
        details=details,
        channel=AskedChannel.CASE if case_number else AskedChannel.PAGE,
        case_number=case_number if request.POST.get("with_case") else "",
    )
    request.session[TOLD] = [*request.session.get(TOLD, ()), record.number][-KEPT:]
    return redirect("web:still_asked_receipt", number=record.number)


def _stopped(request: HttpRequest) -> tuple[tuple[Finding, ...], int]:
    """Machines fill in the field that people don't see; and nobody tells six things a minute."""
    if request.POST.get(TRAP, ""):
        text = _("没有收下：看起来是程序自动填的。")
        cure = _("请关掉自动填表，再点一次；也可以打12345。")
        return (Finding("looks_automatic", Outcome.NOT_MET, text, cure=cure),), REFUSED_STATUS
    if too_often(request, "still-asked", PER_MINUTE):
        text = _("一分钟里告诉得太多了，请过一分钟再来。")
        cure = _("急的话请打12345。")
        return (Finding("told_too_often", Outcome.NOT_MET, text, cure=cure),), TOO_MANY_STATUS
    return (), 200


def _entry(item: ServiceItem, given: str) -> CatalogueEntry | None:
    """The proof it is about; none for what the list doesn't have. One of another service is 404."""
    if not given:
        return None
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0
    found = item.entries.select_related("proof").filter(pk=number).first()
    if found is None:
        raise Http404(given[:18])
    found.item = item
    return found


def _spared(item: ServiceItem) -> list[CatalogueEntry]:
    return list(item.entries.select_related("proof").order_by("position"))


def _own_case(request: HttpRequest, item: ServiceItem, number: str) -> str:
    """The number of the reader's own case about this service; empty for anything else."""
    user: Any = request.user
    if not number or not isinstance(user, Account):
        return ""
    own = access.own(user, timezone.localdate()).filter(number=number[:40], item=item)
    return own.values_list("number", flat=True).first() or ""
