"""汇总: a list and all lists below it by agency and way, its editions, what was filed upward."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.compare import undecided
from nuozheng.catalogue.inheritance.editions import file_edition, merge
from nuozheng.catalogue.inheritance.models import Edition
from nuozheng.catalogue.inheritance.rollup import Line, below, growth, publication_deadline, roll_up
from nuozheng.catalogue.models import Catalogue
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.trouble import chosen_list

Act = Callable[[HttpRequest, Desk, Catalogue], str]


class FilingForm(DeskForm):
    to = forms.CharField(label=gettext_lazy("报送给谁"), max_length=120)
    on = forms.DateField(
        label=gettext_lazy("哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    receipt = forms.CharField(label=gettext_lazy("回执编号"), max_length=80)


@staffed(Role.JUSTICE_REVIEWER)
def rollup(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The view of the whole; `on` is another day, `since` the day it is compared with."""
    lists = list(access.reviewed_lists(desk.account, desk.today))
    if not lists:
        raise Http404
    catalogue = chosen_list(request, lists)
    form = FilingForm(request.POST if request.POST.get("act") == "file" else None, prefix="file")
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        done, refused = carried_out(act, request, desk, catalogue)
        if not refused:
            messages.success(request, done)
            return redirect(request.get_full_path())
    on = _day(request, "on") or desk.today
    since = _day(request, "since") or catalogue.published_on
    lines = roll_up(catalogue, on)
    under = list(
        Catalogue.objects.filter(pk__in=below(catalogue)).select_related("jurisdiction", "parent")
    )
    editions = Edition.objects.filter(catalogue=catalogue).select_related("made_by", "filed_by")
    context = {
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lists],
        "catalogue": catalogue,
        "on": on,
        "since": since,
        "lines": lines,
        "several": len({line.catalogue.pk for line in lines}) > 1,
        "tree": _tree(catalogue, under, lines),
        "ways": list(Substitution),
        "sums": [
            (way.chinese, sum(line.ways.get(way, 0) for line in lines)) for way in Substitution
        ],
        "proofs": sum(line.proofs for line in lines),
        "late": sum(line.late for line in lines),
        "deadline": publication_deadline(catalogue),
        "growth": growth(catalogue, since, on),
        "editions": list(editions.defer("versions", "content")[:20]),
        "form": form,
        "recipient": catalogue.policy.listing.filing_recipient,
    }
    return shown(request, desk, "web/desk/rollup/rollup.html", context, refused)


def _tree(
    root: Catalogue, under: list[Catalogue], lines: list[Line]
) -> list[tuple[Catalogue, int, int, int]]:
    """The lists from above to below: each with its depth, its proofs and its open differences."""
    waiting = undecided(under)
    counted = Counter[int]()
    for line in lines:
        counted[line.catalogue.pk] += line.proofs
    found: list[tuple[Catalogue, int, int, int]] = []

    def walk(one: Catalogue, depth: int) -> None:
        found.append((one, depth, counted[one.pk], waiting[one.pk]))
        for lower in under:
            if lower.parent_id == one.pk:
                walk(lower, depth + 1)

    walk(next(one for one in under if one.pk == root.pk), 0)
    return found


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def _merge(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    edition = merge(catalogue=catalogue, by=desk.account)
    return _("汇总成第%(number)s版，共%(count)s项；以前各版照旧可以看。") % {
        "number": edition.number,
        "count": edition.entries,
    }


def _file(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    editions = Edition.objects.filter(catalogue=catalogue)
    edition = editions.defer("versions", "content").first()
    if edition is None:
        raise Http404
    form = FilingForm(request.POST, prefix="file")
    on = form.cleaned_data.get("on") if form.is_valid() else parse_date(form.text("on") or "")
    if on is None:
        raise Refused.because("day_unreadable", _("没有写报送日期。"), cure=_("写明哪一天报送。"))
    file_edition(
        edition=edition,
        on=on,
        to=form.text("to"),
        receipt=form.text("receipt"),
        by=desk.account,
    )
    return _("已经登记报送。")


ACTS: dict[str, Act] = {"merge": _merge, "file": _file}
