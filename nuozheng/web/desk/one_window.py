"""一窗受理: what a person wants from several departments is taken in at one window."""

import time
from collections.abc import Sequence
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.applications.actions.take_in import accept_parts, take_in
from nuozheng.applications.joint import parts_of
from nuozheng.applications.models import Application
from nuozheng.catalogue.candidates import MAXIMUM_QUERY, Wanted, words_of
from nuozheng.catalogue.models import Catalogue, ServiceItem
from nuozheng.catalogue.search import search
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.identifiers import normalise_identifier
from nuozheng.law.one_window import MOST_AT_ONCE, window_takes_in_for_all
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.calls import counted
from nuozheng.parties.models import Party
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import REFUSED_STATUS, shown

SEARCHES_PER_MINUTE, SHOWN = 10, 8
TOO_MANY_STATUS = 429
_UNSEEN = {"autocomplete": "off", "spellcheck": "false"}


class PersonForm(DeskForm):
    """Who stands at the window; both must fit, so that nobody's number can be tried out."""

    identifier = forms.CharField(
        label=gettext_lazy("申请人的身份号码或者统一社会信用代码"),
        help_text=gettext_lazy("照当面出示的证件填写。"),
        max_length=40,
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    name = forms.CharField(
        label=gettext_lazy("申请人的姓名或者名称"),
        max_length=120,
        widget=forms.TextInput(attrs=_UNSEEN),
    )


@staffed(Role.OFFICER)
def one_window(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose the services, say who is here; a POST opens a part for each department."""
    catalogue = _list_of(desk)
    chosen = _chosen(catalogue, (request.POST or request.GET).getlist("item"))
    form = PersonForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    status = REFUSED_STATUS if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        if counted(f"window:{desk.account.pk}", minute=int(time.time() // 60)) > (
            SEARCHES_PER_MINUTE
        ):
            refused, status = (_wait_a_minute(),), TOO_MANY_STATUS
        else:
            try:
                return _take_in(request, desk, chosen, form)
            except Refused as refusal:
                refused, status = tuple(refusal.findings), REFUSED_STATUS
    query = request.GET.get("q", "").strip()[:MAXIMUM_QUERY]
    found = search(catalogue, Wanted(words_of(query)), desk.today)[:SHOWN] if query else []
    context = {
        "catalogue": catalogue,
        "rule": window_takes_in_for_all(catalogue.policy),
        "chosen": chosen,
        "agencies": len({item.agency_id for item in chosen}),
        "query": query,
        "found": [item for item in found if item not in chosen],
        "form": form,
        "opening_key": request.POST.get("opening_key") or uuid4().hex,
    }
    answer = shown(request, desk, "web/desk/one_window/take_in.html", context, refused)
    answer.status_code = status
    return answer


@staffed(Role.OFFICER)
def taken_in(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The one number with how far each part is, for who took it in; a POST accepts the parts."""
    mine = Application.objects.filter(opened_by=desk.account)
    refused: tuple[Finding, ...] = ()
    parts = parts_of(mine, number)
    if not parts:
        raise Http404
    if request.method == "POST":
        try:
            accepted = accept_parts(number=number, by=desk.account)
        except Refused as refusal:
            refused, parts = tuple(refusal.findings), parts_of(mine, number)
        else:
            messages.success(
                request, _("受理了%(count)s件，转给各部门办。") % {"count": len(accepted)}
            )
            return redirect("web:taken_in", number=number)
    context = {
        "number": number,
        "parts": [(case, case.state) for case in parts],
        "applicant": parts[0].applicant,
        "may_accept": any(case.status == ApplicationStatus.SUBMITTED for case in parts),
        "rule": window_takes_in_for_all(parts[0].catalogue.policy),
    }
    return shown(request, desk, "web/desk/one_window/taken_in.html", context, refused)


def window_lists(desk: Desk) -> list[Catalogue]:
    """The lists of the officer's places under which one window takes in for all."""
    places = {agency.jurisdiction_id for agency in desk.agencies(Role.OFFICER)}
    lists = Catalogue.objects.filter(jurisdiction__in=places).select_related("jurisdiction")
    return [
        one
        for one in lists.order_by("published_on", "slug")
        if window_takes_in_for_all(one.policy).outcome is Outcome.MET
    ]


def _list_of(desk: Desk) -> Catalogue:
    """The newest of them; 404 where the place has no one window."""
    found = window_lists(desk)
    if not found:
        raise Http404
    return found[-1]


def _chosen(catalogue: Catalogue, wanted: Sequence[str]) -> list[ServiceItem]:
    """The services of the list that were ticked, in the order of ticking."""
    keys = [int(one) for one in dict.fromkeys(wanted) if one.isdecimal() and len(one) < 19]
    items = catalogue.items.select_related("agency", "catalogue__jurisdiction")
    found = items.in_bulk(keys[: MOST_AT_ONCE + 1])
    return [found[key] for key in keys if key in found]


def _take_in(
    request: HttpRequest, desk: Desk, chosen: Sequence[ServiceItem], form: PersonForm
) -> HttpResponse:
    applicant = Party.objects.indexed(normalise_identifier(form.text("identifier"))).first()
    if applicant is None or applicant.name != form.text("name"):
        raise Refused.because(
            "applicant_unknown",
            _("没有登记过这个号码和名称的申请人。"),
            cure=_("请对照证件再填一遍；第一次来的，请本人先在网上或者自助机上登录一次。"),
        )
    parts = take_in(
        items=chosen,
        applicant=applicant,
        by=desk.account,
        opening_key=request.POST.get("opening_key", ""),
    )
    whole = parts[0].number.rsplit("-", 1)[0]
    return redirect("web:taken_in", number=whole)


def _wait_a_minute() -> Finding:
    return Finding(
        "counter_too_often",
        Outcome.NOT_MET,
        _("一分钟里查得太多，为了保护申请人先停一停。"),
        cure=_("请过一分钟再收，填的内容还在。"),
    )
