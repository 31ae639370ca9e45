"""公示: what is to be made public, the second look, and what hangs where."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.disclosure.access import DESK_ROLES, at_desk, roles_on
from nuozheng.disclosure.actions.leave_out import leave_out
from nuozheng.disclosure.actions.post import post, take_off
from nuozheng.disclosure.actions.propose import propose
from nuozheng.disclosure.actions.review import release, send_back
from nuozheng.disclosure.models import Posting, Publication
from nuozheng.disclosure.paper import wall_sheet
from nuozheng.law.disclosure.moves import (
    POSTING,
    PROPOSERS,
    PUBLICATION,
    PostingStatus,
    PublicationStatus,
)
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import PartyKind
from nuozheng.web.desk.disclosures.forms import LeaveOutForm, ReasonForm, WaysForm
from nuozheng.web.desk.disclosures.rows import places_of, row_of, sides_of
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.files import fetched, pdf
from nuozheng.web.posted import key_of

PER_PAGE = 25
_P, _T = PublicationStatus, PostingStatus
TABS: tuple[tuple[str, Promise, Q], ...] = (
    ("due", gettext_lazy("待拟"), Q(status=_P.DUE)),
    ("proposed", gettext_lazy("待复核"), Q(status=_P.PROPOSED)),
    ("to_post", gettext_lazy("待张贴、发布"), Q(is_to_post=True)),
    ("to_take_off", gettext_lazy("待取下"), Q(is_to_take_off=True)),
    ("public", gettext_lazy("公示中"), Q(status=_P.PUBLISHED)),
    ("expected", gettext_lazy("等决定"), Q(status=_P.EXPECTED)),
    ("over", gettext_lazy("已撤下、不公示"), Q(status__in=sorted(PUBLICATION.ends))),
)
_BUSY = ("due", "proposed", "to_take_off", "to_post")
Act = Callable[["Publication", Desk, "Typed"], str]


class Typed:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest, row: Publication) -> None:
        posted = request.POST if request.method == "POST" else None
        self.request = request
        self.act = posted.get("act", "") if posted is not None else ""
        asks_basis = row.section == "breach" and row.party.kind == PartyKind.PERSON
        self.ways = WaysForm(
            row.read_pieces,
            asks_basis,
            posted if self.act == "propose" else None,
            initial={"legal_basis": row.legal_basis},
        )
        self.back = ReasonForm(posted if self.act == "send_back" else None, prefix="back")
        self.out = LeaveOutForm(posted if self.act == "leave_out" else None, prefix="out")


@staffed(*DESK_ROLES)
def disclosures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Publications of the desk by tabs; the first that has work opens."""
    everything = _of(desk)
    rules = {key: rule for key, _label, rule in TABS}
    counts = everything.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    busy = next(
        (key for key in ("due", "proposed", "to_take_off", "to_post") if counts[key]), "due"
    )
    chosen = request.GET.get("status", busy)
    if chosen not in rules:
        chosen = busy
    listed = everything.filter(rules[chosen]).order_by("end_on", "pk").defer("pieces", "shown")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": [Tab(key, label, counts[key], key == chosen) for key, label, _rule in TABS],
        "rows": [row_of(one, desk.today) for one in page],
        "page": page,
    }
    return shown(request, desk, "web/desk/disclosures/list.html", context)


@staffed(*DESK_ROLES)
def desk_disclosure(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One publication: stored and public side by side; a POST names its act in `act`."""
    row = _at(desk, pk)
    typed = Typed(request, row)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(typed.act), row, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect("web:desk_disclosure", pk=pk)
        row = _at(desk, pk)
    roles = roles_on(desk.account, row, desk.today)
    may = {rule.act for role in roles for rule in PUBLICATION.allowed(row.status, role)}
    reviews = "release" in may and row.proposed_by_id != desk.account.pk
    postings = list(row.postings.values_list("pk", flat=True))
    context = {
        "row": row_of(row, desk.today),
        "publication": row,
        "policy": row.policy,
        "basis": tuple(row.basis),
        "typed": typed,
        "may_propose": "propose_publication" in may,
        "may_review": reviews,
        "waits_for_another": "release" in may and not reviews,
        "may_leave_out": bool(may & {"leave_out", "take_down"}),
        "may_post": bool(set(roles) & set(PROPOSERS)),
        "sides": sides_of(row, typed.ways if "propose_publication" in may else None),
        "places": places_of(row),
        "is_public": row.is_public_on(desk.today),
        "refused_before": row.refused.select_related("tried_by"),
        "history": happened({PUBLICATION.kind: [row.pk], POSTING.kind: postings}),
    }
    return shown(request, desk, "web/desk/disclosures/publication.html", context, refused)


@staffed(*DESK_ROLES)
def disclosure_sheet(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The sheet for a wall, as long as it may hang there."""
    row = _at(desk, pk)
    if not row.is_public_on(desk.today):
        raise Http404
    answer = pdf(wall_sheet(row), f"{row.code}.pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@staffed(*DESK_ROLES)
def posting_proof(request: HttpRequest, desk: Desk, pk: int, posting_pk: int) -> HttpResponse:
    """The photograph of a posting."""
    held = _at(desk, pk).postings.exclude(proof=None)
    posting = get_object_or_404(held.select_related("proof"), pk=posting_pk)
    assert posting.proof is not None
    return fetched(posting.proof, ours=False)


def _of(desk: Desk) -> QuerySet[Publication]:
    def hangs(status: str) -> Exists:
        return Exists(Posting.objects.filter(publication=OuterRef("pk"), status=status))

    return (
        at_desk(desk.account, desk.today)
        .annotate(is_to_post=hangs(_T.TO_POST), is_to_take_off=hangs(_T.TO_TAKE_OFF))
        .select_related("agency", "party")
    )


def _at(desk: Desk, pk: int) -> Publication:
    found = at_desk(desk.account, desk.today).select_related("agency", "party", "jurisdiction")
    return get_object_or_404(found, pk=pk)


def _propose(row: Publication, desk: Desk, typed: Typed) -> str:
    basis = typed.ways.text("legal_basis")
    propose(publication=row, ways=typed.ways.ways(), by=desk.account, legal_basis=basis)
    return _("已经提请复核，要由另一个人看过才公示。")


def _release(row: Publication, desk: Desk, typed: Typed) -> str:
    release(publication=row, by=desk.account)
    return _("已经公示，到期自动撤下。")


def _send_back(row: Publication, desk: Desk, typed: Typed) -> str:
    send_back(publication=row, by=desk.account, reason=typed.back.text("reason"))
    return _("已经退回重拟。")


def _leave_out(row: Publication, desk: Desk, typed: Typed) -> str:
    ground, reason = typed.out.text("ground"), typed.out.text("reason")
    leave_out(publication=row, ground=ground, reason=reason, by=desk.account)
    return _("已经撤下，不再公示。")


def _post(row: Publication, desk: Desk, typed: Typed) -> str:
    request = typed.request
    photo = request.FILES.get("photo")
    content = photo.read() if photo else None
    receipt = request.POST.get("receipt", "")
    post(posting=_posting(row, request), by=desk.account, receipt=receipt, photo=content)
    return _("已经记下。")


def _take_off(row: Publication, desk: Desk, typed: Typed) -> str:
    note = typed.request.POST.get("note", "")
    take_off(posting=_posting(row, typed.request), by=desk.account, note=note)
    return _("已经记下取下的情况。")


def _posting(row: Publication, request: HttpRequest) -> Posting:
    return get_object_or_404(row.postings, pk=key_of(request.POST.get("posting")))


ACTS: dict[str, Act] = {
    "propose": _propose,
    "release": _release,
    "send_back": _send_back,
    "leave_out": _leave_out,
    "post": _post,
    "take_off": _take_off,
}
