"""公示: what is public of promises and of credit today, one page at a time, without sign-in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.disclosure.actions.report import LONGEST_CONTACT, LONGEST_WORDS, report
from nuozheng.disclosure.models import LETTER, Publication
from nuozheng.law.disclosure.sections import SECTION_WORD, sections_of
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.web.public.limits import TOO_MANY_STATUS, too_often
from nuozheng.web.public.places import catalogue_or_404

PER_PAGE, MOST_PAGES = 10, 20
PAGES_PER_MINUTE, REPORTS_PER_MINUTE = 30, 4
REFUSED_STATUS = 422
TRAP = "website"
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the five kinds with its newest entries."""

    key: str
    title: str
    rows: list[Publication]
    more: bool


class ReportForm(forms.Form):
    """What is wrong with it; how to reach whoever says so only where they want an answer."""

    words = forms.CharField(
        label=gettext_lazy("有什么问题"),
        help_text=gettext_lazy("例如：承诺的和实际不一样，或者公示了不该公示的内容。不用写您的姓名。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_WORDS,
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("想要答复的，留个联系办法"),
        help_text=gettext_lazy("加密保存，只有监督人员能看。"),
        max_length=LONGEST_CONTACT,
        required=False,
    )


def unkept(view: View[P]) -> View[P]:
    """Nobody keeps a copy: no cache, no search engine; and nobody reads them all at once."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if too_often(request, "disclosures", PAGES_PER_MINUTE):
            answer = render(request, "429.html", status=TOO_MANY_STATUS)
        else:
            answer = view(request, *args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return answer

    return shown


@require_safe
@unkept
def show_disclosures(request: HttpRequest, slug: str) -> HttpResponse:
    """The letters that are public today in one place; `q` is a word of the service."""
    catalogue = catalogue_or_404(request, slug)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:40]
    found = public_letters(catalogue.jurisdiction_id, timezone.localdate())
    if words:
        found = found.filter(Q(title__icontains=words) | Q(code__iexact=words))
    page = Paginator(found[: PER_PAGE * MOST_PAGES], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "page": page,
        "words": words,
        "has_credit": bool(sections_of(catalogue.policy)),
    }
    return render(request, "web/public/disclosures.html", context)


@require_safe
@unkept
def show_credit_sections(request: HttpRequest, slug: str) -> HttpResponse:
    """五项公开 of a place that publishes them; `kind` shows one of them in full."""
    catalogue = catalogue_or_404(request, slug)
    keys = sections_of(catalogue.policy)
    if not keys:
        raise Http404(slug)
    chosen = request.GET.get("kind", "")
    if chosen and chosen not in keys:
        raise Http404(chosen)
    today = timezone.localdate()
    public = public_credit(catalogue.jurisdiction_id, today)
    wanted = Paginator(
        public.filter(section=chosen or "-")[: PER_PAGE * MOST_PAGES], PER_PAGE
    ).get_page(request.GET.get("page"))
    sections = [] if chosen else [_section(public, key) for key in keys]
    context = {
        "catalogue": catalogue,
        "policy": catalogue.policy,
        "sections": sections,
        "chosen": chosen,
        "chosen_title": SECTION_WORD.get(chosen, ""),
        "page": wanted,
    }
    return render(request, "web/public/credit_sections.html", context)


@require_safe
@unkept
def show_disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """One publication while it lasts; from the day after there is no such page."""
    found = public_or_404(request, code)
    return render(request, "web/public/disclosure.html", _told(found))


@require_http_methods(["GET", "HEAD", "POST"])
@unkept
def report_disclosure(request: HttpRequest, code: str) -> HttpResponse:
    """Tell the supervisor what is wrong with a publication."""
    found = public_or_404(request, code)
    form = ReportForm(request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    number, status = "", 200
    if request.method == "POST":
        refused, status = _stopped(request)
        if not refused and form.is_valid():
            try:
                number = report(publication=found, **form.cleaned_data).number
            except Refused as refusal:
                refused = tuple(refusal.findings)
        status = status if number or status != 200 else REFUSED_STATUS
    if number:
        request.session["reported"] = number
        return redirect("web:disclosure_reported", code=code)
    context = _told(found) | {"form": form, "refused": refused, "trap": TRAP}
    return render(request, "web/public/disclosure_report.html", context, status=status)


@require_safe
@unkept
def show_reported(request: HttpRequest, code: str) -> HttpResponse:
    """The number under which it was taken down."""
    found = public_or_404(request, code)
    number = request.session.get("reported", "")
    if not number:
        raise Http404(code)
    context = _told(found) | {"number": number}
    return render(request, "web/public/disclosure_reported.html", context)


def public_letters(jurisdiction_id: int, today: date) -> QuerySet[Publication]:
    """Letters and information of promises that anybody may read today."""
    return _public(jurisdiction_id, today).filter(of=LETTER)


def public_credit(jurisdiction_id: int, today: date) -> QuerySet[Publication]:
    """What is public about credit today."""
    return _public(jurisdiction_id, today).exclude(of=LETTER)


def public_or_404(request: HttpRequest, code: str) -> Publication:
    """What is public today under this number; the masthead then shows its place."""
    found = (
        Publication.objects.public_on(timezone.localdate())
        .filter(code=code[:16])
        .select_related("agency", "jurisdiction")
        .defer("pieces")
        .first()
    )
    if found is None:
        raise Http404(code[:16])
    request.place_name = found.jurisdiction.name  # type: ignore[attr-defined]
    return found


def _public(jurisdiction_id: int, today: date) -> QuerySet[Publication]:
    return (
        Publication.objects.public_on(today)
        .filter(jurisdiction=jurisdiction_id)
        .select_related("agency")
        .defer("pieces")
        .order_by("-start_on", "-pk")
    )


def _section(public: QuerySet[Publication], key: str) -> Section:
    rows = list(public.filter(section=key)[:6])
    return Section(key, SECTION_WORD[key], rows[:5], len(rows) > 5)


def _told(found: Publication) -> dict[str, object]:
    return {
        "found": found,
        "policy": found.policy,
        "basis": tuple(found.basis),
        "section": SECTION_WORD.get(found.section, ""),
    }


def _stopped(request: HttpRequest) -> tuple[tuple[Finding, ...], int]:
    """Machines fill in the field that people don't see; nobody reports five things a minute."""
    if request.POST.get(TRAP, ""):
        text = _("没有收下：看起来是程序自动填的。")
        cure = _("请关掉自动填表，再点一次；也可以打12345。")
        return (Finding("looks_automatic", Outcome.NOT_MET, text, cure=cure),), REFUSED_STATUS
    if too_often(request, "disclosure-report", REPORTS_PER_MINUTE):
        text = _("一分钟里告诉得太多了，请过一分钟再来。")
        cure = _("急的话请打12345。")
        return (Finding("told_too_often", Outcome.NOT_MET, text, cure=cure),), TOO_MANY_STATUS
    return (), 200
