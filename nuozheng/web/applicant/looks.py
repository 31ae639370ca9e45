"""谁看过我的信息: who in office looked, every look-up at a source, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.applications.access import own
from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.protocol import Trouble
from nuozheng.gateways.sources.registry import attribute_titles, source_named, title_of
from nuozheng.law.data_sources import CorrectionStatus
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.looks import TELLING_CLAUSES, page_title
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Membership
from nuozheng.parties.roles import post_of, unit_and_post
from nuozheng.verification.looks import delay_days, note_readers, own_erasures, told_looks
from nuozheng.verification.sources.access import own_corrections, own_receipts
from nuozheng.verification.sources.corrections import ask_correction, withdraw_correction
from nuozheng.verification.sources.models import SourceCorrection
from nuozheng.web.sessions import SignedIn, signed_in

PER_PAGE = 25
_SAID = {
    "found": "confirmed",
    "partial": "partial",
    "not_found": "not_found",
    "ambiguous": "ambiguous",
    "asked": "waiting",
}
_WHY: dict[Trouble, Promise] = {
    Trouble.DOWN: gettext_lazy("数据源没有开通或者坏了，没有查成。"),
    Trouble.LATE: gettext_lazy("数据源没有在规定时间内回答，没有查成。"),
    Trouble.GARBLED: gettext_lazy("数据源的回答读不懂，没有采用。"),
    Trouble.STALE: gettext_lazy("数据太旧，没有采用。"),
    Trouble.PARTIAL: gettext_lazy("数据源只答复了一部分。"),
    Trouble.RESTING: gettext_lazy("数据源接连没有回答，这次没有去查。"),
    Trouble.CLOSED: gettext_lazy("不在数据源的服务时间，这次没有去查。"),
    Trouble.QUOTA: gettext_lazy("数据源当天的查询次数用完了，这次没有去查。"),
    Trouble.UNCONNECTED: gettext_lazy("数据源还没有接通，没有去查。"),
    Trouble.REFUSED: gettext_lazy("不符合查询的规定，没有去查。"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the person's data, as a receipt that they can read."""

    receipt: AccessReceipt
    source: str
    attributes: str
    who: str

    @property
    def result(self) -> str:
        return _SAID.get(self.receipt.result, "unavailable")

    @property
    def why(self) -> Promise | str:
        """Why nothing, or not all, was learnt; never the person's doing."""
        trouble = self.receipt.trouble
        return _WHY[Trouble(trouble)] if trouble else ""

    @property
    def may_be_wrong(self) -> bool:
        """The source said something about the person, so that it can be said wrongly."""
        return self.receipt.result in ("found", "partial") and bool(
            source_named(self.receipt.source)
        )


def looks_of(receipts: Iterable[AccessReceipt], *mine: int | None) -> list[Look]:
    """Receipts in words; `mine` are accounts for whom a look is made on their own behalf.

    Who has a post looked as the office; anybody else as agent or representative of the person.
    """
    listed = list(receipts)
    staff = _posts_of({one.asked_by_id for one in listed} - {None, *mine})
    return [_look_of(one, mine, staff) for one in listed]


def _posts_of(accounts: Iterable[int | None]) -> dict[int, str]:
    """单位和岗位 of those who have any; a name is nobody's business here."""
    posts: dict[int, dict[str, list[str]]] = {}
    held = Membership.objects.filter(account__in=set(accounts)).select_related("agency")
    for post in held.order_by("agency_id", "role"):
        units = posts.setdefault(post.account_id, {})
        units.setdefault(post.agency.name, []).append(Role(post.role).chinese)
    return {pk: unit_and_post(units) for pk, units in posts.items()}


def _look_of(receipt: AccessReceipt, mine: Sequence[int | None], staff: dict[int, str]) -> Look:
    asker = receipt.asked_by_id
    if asker is None:
        who = _("系统自动")
    elif asker in mine:
        who = _("系统，替您查")
    elif asker not in staff:
        who = _("替您办的%(name)s") % {"name": receipt.asked_by}
    else:
        who = _("工作人员：%(post)s") % {"post": staff[asker]}
    titles = "、".join(attribute_titles(receipt.source, receipt.attributes))
    return Look(receipt, title_of(receipt.source), titles, who)


@signed_in
@require_safe
def my_looks(request: SignedIn) -> HttpResponse:
    """All cases' looks, newest first, the refused and the failed ones too."""
    today = timezone.localdate()
    receipts = own_receipts(request.user, today).select_related("asked_by")
    page = Paginator(receipts.order_by("-asked_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    told = told_looks(request.user, today).order_by("-last_at", "-pk")
    note_readers(told, request.user, post=post_of(request.user, today) or _("代您办事的人"))
    seen = Paginator(told, PER_PAGE).get_page(request.GET.get("seen"))
    rows = list(seen)
    numbers = set(
        own(request.user, today)
        .filter(number__in=[one.case_number for one in rows])
        .values_list("number", flat=True)
    )
    context = {
        "page": page,
        "looks": looks_of(page, request.user.pk),
        "seen": seen,
        "staff": [(one, page_title(one.what), one.case_number in numbers) for one in rows],
        "looks_basis": TELLING_CLAUSES,
        "delay_days": delay_days(),
        "erased": own_erasures(request.user, today)[:PER_PAGE],
        "corrections": [
            shown_correction(one)
            for one in own_corrections(request.user, today).order_by("-asked_at")
        ],
    }
    return render(request, "web/applicant/looks.html", context)


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """A correction in words."""

    row: SourceCorrection
    source: str
    attribute: str
    owner: str

    @property
    def state(self) -> CorrectionStatus:
        return CorrectionStatus(self.row.status)

    @property
    def is_open(self) -> bool:
        return self.state is CorrectionStatus.OPEN


def shown_correction(row: SourceCorrection) -> ShownCorrection:
    source = source_named(row.source)
    return ShownCorrection(
        row,
        title_of(row.source),
        attribute_titles(row.source, [row.attribute])[0],
        source.owner if source else "",
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedIn, pk: int) -> HttpResponse:
    """Say which fact of a look is wrong, and how it is."""
    receipt = own_receipts(request.user, timezone.localdate()).filter(pk=pk).first()
    if receipt is None:
        raise Http404
    (look,) = looks_of([receipt], request.user.pk)
    refused: Sequence[Finding] = ()
    attribute, said = request.POST.get("attribute", ""), request.POST.get("said", "")
    if request.method == "POST":
        try:
            row = ask_correction(receipt=receipt, attribute=attribute, said=said, by=request.user)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(
                request,
                _("已经转给数据单位，%(day)s以前答复。答复以前这一项不作数。")
                % {"day": f"{row.due_on.month}月{row.due_on.day}日"},
            )
            return redirect("web:my_looks")
    source = source_named(receipt.source)
    names = list(receipt.attributes)
    context = {
        "look": look,
        "owner": source.owner if source else "",
        "contact": source.contact if source else "",
        "choices": list(zip(names, attribute_titles(receipt.source, names), strict=True)),
        "attribute": attribute or (names[0] if len(names) == 1 else ""),
        "said": said,
        "refused": refused,
    }
    return render(request, "web/applicant/correct.html", context, status=422 if refused else 200)


@signed_in
@require_http_methods(["POST"])
def withdraw_request(request: SignedIn, pk: int) -> HttpResponse:
    """Ask for a correction no more."""
    row = own_corrections(request.user, timezone.localdate()).filter(pk=pk).first()
    if row is None:
        raise Http404
    try:
        withdraw_correction(correction=row, by=request.user)
        messages.success(request, _("已经撤回，不再要求更正。"))
    except Refused as problem:
        messages.error(request, problem.findings[0].detail)
    return redirect("web:my_looks")
