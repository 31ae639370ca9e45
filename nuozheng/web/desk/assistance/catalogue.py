"""行政协助目录 at the desk: what each agency helps with; changed only by its administrator."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.evidence.models import Move
from nuozheng.law.assistance.moves import (
    ASSISTANCE_ENTRY,
    AssistanceKind,
    EntryStatus,
)
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.verification.assistance import access
from nuozheng.verification.assistance.actions.entries import (
    Offer,
    Settling,
    ask_change,
    propose_entry,
    settle_entry,
)
from nuozheng.verification.assistance.models import AssistanceEntry
from nuozheng.web.desk.assistance.forms import OfferForm
from nuozheng.web.desk.assistance.inbox import WHO
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown

SETTLING: tuple[Settling, ...] = (
    "list_entry",
    "reject_entry",
    "change_entry",
    "end_entry",
    "keep_entry",
)


@staffed(*WHO)
def assistance_catalogue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All entries of the desk's places; the acts of each by who looks."""
    own = desk.agencies(Role.OFFICER, Role.VERIFIER)
    proposing = request.POST.get("act") == "propose"
    form = OfferForm(own, request.POST if proposing else None)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        try:
            if done := _done(request, desk, form):
                messages.success(request, done)
                return redirect("web:assistance_catalogue")
        except Refused as refusal:
            refused = tuple(refusal.findings)
    rows = access.entries(desk.account, desk.today).select_related("provider", "proposed_by")
    answer = shown(
        request,
        desk,
        "web/desk/assistance/catalogue.html",
        {
            "rows": [_row(desk, one) for one in rows.exclude(status=EntryStatus.ENDED)],
            "form": form if own else None,
            "proposing": proposing,
        },
        refused,
    )
    if form.is_bound and not form.is_valid():
        answer.status_code = 422
    return answer


def _done(request: HttpRequest, desk: Desk, form: OfferForm) -> str:
    """What the posted act came to; empty where the form has mistakes."""
    act, said = request.POST.get("act", ""), request.POST.get("reason", "")
    if act == "propose":
        if not form.is_valid():
            return ""
        given = form.cleaned_data
        own = {str(one.pk): one for one in desk.agencies(Role.OFFICER, Role.VERIFIER)}
        offer = Offer(
            AssistanceKind(given["kind"]),
            given["title"],
            given["content"],
            given["legal_basis"],
            given["days"],
        )
        propose_entry(provider=own[given["provider"]], by=desk.account, offer=offer)
        return _("已经提出，等目录管理人员登记。")
    pk = request.POST.get("entry", "")
    if not pk.isdecimal():
        raise Http404
    entry = get_object_or_404(access.entries(desk.account, desk.today), pk=int(pk))
    if act == "ask_change":
        days = request.POST.get("days", "")
        wanted = int(days) if days.isdecimal() and 1 <= int(days) <= 60 else None
        ask_change(entry=entry, by=desk.account, reason=said, days=wanted)
        return _("已经申请，由目录管理人员决定；决定以前照原来的办。")
    settling = next((one for one in SETTLING if one == act), None)
    if settling is None:
        raise Http404
    settle_entry(entry=entry, act=settling, by=desk.account, reason=said)
    return _("已经记下。")


def _row(desk: Desk, entry: AssistanceEntry) -> dict[str, object]:
    roles = access.entry_roles(desk.account, entry, desk.today)
    rules = {
        rule.act: rule for role in roles for rule in ASSISTANCE_ENTRY.allowed(entry.status, role)
    }
    ends = bool(entry.wanted.get("end"))
    rules.pop("change_entry" if ends else "end_entry", None)
    last = Move.objects.filter(
        kind=ASSISTANCE_ENTRY.kind, record_id=entry.pk, act="ask_change"
    ).last()
    return {
        "one": entry,
        "kind": AssistanceKind(entry.kind).chinese,
        "state": EntryStatus(entry.status).chinese,
        "asked": last.reason if last and entry.status == EntryStatus.CHANGE_ASKED else "",
        "acts": list(rules.values()),
    }
