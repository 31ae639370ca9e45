"""责任保险: covers with their alerts, one cover with its claims, and what a premium would be."""

from collections.abc import Callable
from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application
from nuozheng.law.findings import Finding
from nuozheng.law.insurance.cover import CONDITION_WORD, insurance_is_offered_here
from nuozheng.law.insurance.moves import CLAIM, COVER, CoverStatus
from nuozheng.law.insurance.premium import premium
from nuozheng.law.vocabulary import Role
from nuozheng.verification.insurance import access
from nuozheng.verification.insurance.claims import answer_claim, log_claim
from nuozheng.verification.insurance.covers import end_cover, record_cover
from nuozheng.verification.insurance.models import Cover
from nuozheng.verification.risk.figures import false_share
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out
from nuozheng.web.desk.risk.forms import ClaimForm, CoverForm, PaymentForm, PremiumForm
from nuozheng.web.desk.risk.register import entry_at
from nuozheng.web.desk.risk.tabs import READERS, with_tabs
from nuozheng.web.posted import key_of

PER_PAGE = 25


@staffed(*READERS)
def cover_list(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every cover, what ends soon first."""
    rows = access.covers(desk.account, desk.today).select_related("entry__item__agency")
    rows = rows.select_related("entry__proof").order_by("-status", "ends_on", "pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return with_tabs(request, desk, "covers", {"page": page})


@staffed(Role.OFFICER)
def new_cover(request: HttpRequest, desk: Desk, entry_pk: int) -> HttpResponse:
    """Record a policy for one proof of one service."""
    entry = entry_at(desk, entry_pk)
    if entry.item.agency not in desk.agencies(Role.OFFICER):
        raise Http404
    form = CoverForm(request.POST or None)
    offered = insurance_is_offered_here(entry.item.catalogue.policy)
    refused: tuple[Finding, ...] = (offered,) if offered.is_obstacle else ()
    if form.is_bound and form.is_valid():
        key, refused = carried_out(
            lambda: str(record_cover(entry=entry, facts=form.facts(), by=desk.account).pk)
        )
        if not refused:
            messages.success(request, _("保单已经登记。"))
            return redirect("web:cover", pk=int(key))
    context = {"here": "covers", "entry": entry, "form": form, "basis": offered.basis}
    wrong = form.is_bound and not form.is_valid()
    return with_tabs(request, desk, "new_cover", context, refused, wrong=wrong)


@staffed(*READERS)
def cover(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One cover: what it covers, its claims, and an estimate by typed assumptions."""
    row = _cover_at(desk, pk)
    logs = request.POST.get("act") == "log_claim"
    form = ClaimForm(request.POST if logs else None)
    refused: tuple[Finding, ...] = ()
    wrong = logs and not form.is_valid()
    if request.method == "POST" and not wrong:
        act = _ACTS.get(request.POST.get("act", ""))
        said, refused = carried_out(act, request, desk, row, form)
        if not refused:
            messages.success(request, said)
            return redirect("web:cover", pk=row.pk)
        row = _cover_at(desk, pk)
    claims = list(
        access.claims(desk.account, desk.today).filter(cover=row).select_related("application")
    )
    context = {
        "here": "covers",
        "cover": row,
        "state": CoverStatus(row.status),
        "reasons": [(CONDITION_WORD[key], text) for key, text in row.reasons.items()],
        "claims": claims,
        "claim_form": form,
        "acts_here": row.entry.item.agency in desk.agencies(Role.OFFICER),
        "history": happened({COVER.kind: [row.pk], CLAIM.kind: [one.pk for one in claims]}),
        **_estimate(request, row),
    }
    return with_tabs(request, desk, "cover", context, refused, wrong=wrong)


def _estimate(request: HttpRequest, row: Cover) -> dict[str, object]:
    """The estimate that the address asks for, and the share it rests on."""
    form = PremiumForm(request.GET if "cases" in request.GET else None)
    share = false_share(row.entry)
    asked = form.is_bound and form.is_valid()
    low, high = share.bounds
    return {
        "premium_form": form,
        "share": share,
        "bounds": (low * 100, high * 100),
        "premium": premium(share, form.assumptions()) if asked else None,
    }


def _cover_at(desk: Desk, pk: int) -> Cover:
    rows = access.covers(desk.account, desk.today).select_related(
        "entry__item__agency", "entry__item__catalogue", "entry__proof", "recorded_by"
    )
    return get_object_or_404(rows, pk=pk)


def _log(request: HttpRequest, desk: Desk, row: Cover, form: ClaimForm) -> str:
    held = Application.objects.filter(agency__in=desk.agencies(Role.OFFICER))
    case = get_object_or_404(held, number=form.cleaned_data["case"].strip())
    log_claim(cover=row, application=case, loss=form.loss(), by=desk.account)
    return _("赔偿请求已经登记在这一件和这份保单下。")


def _answer(request: HttpRequest, desk: Desk, row: Cover, form: ClaimForm) -> str:
    claim = get_object_or_404(
        access.claims(desk.account, desk.today).filter(cover=row),
        pk=key_of(request.POST.get("claim")),
    )
    typed = PaymentForm(request.POST)
    typed.full_clean()
    paid = typed.cleaned_data.get("paid_yuan") or Decimal(0)
    answer_claim(
        claim=claim,
        paid_yuan=paid if request.POST["act"] == "pay_claim" else None,
        reason=typed.text("reason"),
        by=desk.account,
    )
    return _("保险公司的答复已经记下。")


def _end(request: HttpRequest, desk: Desk, row: Cover, form: ClaimForm) -> str:
    end_cover(cover=row, reason=request.POST.get("reason", ""), by=desk.account)
    return _("已经退保。")


_ACTS: dict[str, Callable[[HttpRequest, Desk, Cover, ClaimForm], str]] = {
    "log_claim": _log,
    "pay_claim": _answer,
    "decline_claim": _answer,
    "end_cover": _end,
}
