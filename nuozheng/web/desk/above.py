"""与上级对照: which list stands above, where ours differs from it, and the decision on each."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.above import COMPARED, comes_as_a_file
from nuozheng.catalogue.inheritance.compare import compare, decide
from nuozheng.catalogue.inheritance.place import KIND, place_below, possible_above
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.trouble.access import lists_of
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Finding
from nuozheng.law.inheritance import LIST_DIFFERENCE, DifferenceStatus
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.case_forms import DeskForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.trouble import chosen_list

PER_PAGE = 20
Act = Callable[[HttpRequest, Desk, Catalogue], str]


class PlaceForm(DeskForm):
    """Which list stands above; lists of other places are not offered."""

    above = forms.ChoiceField(label=gettext_lazy("上级清单"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("依据"),
        help_text=gettext_lazy("按哪份文件、哪次部署确定的；以前的记录都留着。"),
        max_length=2000,
    )

    def __init__(self, catalogue: Catalogue, data: Any = None) -> None:
        super().__init__(data, prefix="place", initial={"above": str(catalogue.parent_id or "")})
        self.offered = possible_above(catalogue)
        self.fields["above"] = forms.ChoiceField(
            label=_("上级清单"),
            required=False,
            choices=[
                ("", _("没有，或者不在系统里")),
                *((str(one.pk), one.title) for one in self.offered),
            ],
        )

    def chosen(self) -> Catalogue | None:
        """The list above, None for none; 404 for one that was not offered."""
        key = self.text("above")
        found = next((one for one in self.offered if str(one.pk) == key), None)
        if key and found is None:
            raise Http404
        return found


@staffed(*access.ROLES)
def above(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The differences of one list; a POST names its act in `act`."""
    rows = lists_of(desk.account, desk.today).select_related("parent", "jurisdiction")
    lists = sorted(rows, key=lambda one: one.parent_id is not None)
    if not lists:
        raise Http404
    catalogue = chosen_list(request, lists)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", ""))
        done, refused = carried_out(act, request, desk, catalogue)
        if not refused:
            messages.success(request, done)
            return redirect(request.get_full_path())
    context = {
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lists],
        "catalogue": catalogue,
        "of_files": comes_as_a_file(catalogue),
        "keeps": Role.CATALOGUE_KEEPER in desk.roles,
        "clauses": catalogue.policy.listing.compare_with.clause,
        "with": "、".join(catalogue.policy.listing.compare_with.value),
        **_placing(request, desk, catalogue),
        **_differences(request, desk, catalogue),
    }
    return shown(request, desk, "web/desk/rollup/above.html", context, refused)


def _placing(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> dict[str, Any]:
    """The form for whoever may say which list stands above, and who said so before."""
    reviews = catalogue.jurisdiction_id in {
        one.jurisdiction_id for one in desk.agencies(Role.JUSTICE_REVIEWER)
    }
    posted = request.POST if request.POST.get("act") == "place" else None
    return {
        "place_form": PlaceForm(catalogue, posted) if reviews else None,
        "placed": history(KIND, catalogue.pk).last(),
    }


def _differences(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> dict[str, Any]:
    seen = access.differences_visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    counts = dict(seen.order_by().values_list("status").annotate(rows=Count("pk")))
    status = request.GET.get("status", "open")
    status = status if status in set(DifferenceStatus) else "open"
    listed = seen.filter(status=status).select_related("agency", "decided_by", "upper", "lower")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "tabs": [
            Tab(one.value, one.chinese, counts.get(one.value, 0), one.value == status)
            for one in DifferenceStatus
        ],
        "total": sum(counts.values()),
        "page": page,
        "rows": [
            (one, [(what, *one.detail[what]) for what in COMPARED.values() if what in one.detail])
            for one in page
        ],
        "rules": LIST_DIFFERENCE.allowed(status, Role.CATALOGUE_KEEPER),
        "typed": request.POST.get("reason", ""),
        "typed_for": request.POST.get("difference", ""),
    }


def _compare(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    count = compare(catalogue=catalogue, by=desk.account)
    return _("对照完了，有%(count)s处不同。") % {"count": count}


def _decide(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    seen = access.differences_visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    pk = request.POST.get("difference", "")
    found = seen.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 12 else None
    if found is None:
        raise Http404
    decide(
        difference=found,
        outcome="adopt" if request.POST.get("act") == "adopt" else "keep",
        reason=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经记下。")


def _place(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    form = PlaceForm(catalogue, request.POST)
    chosen = form.chosen()
    place_below(catalogue=catalogue, above=chosen, reason=form.text("reason"), by=desk.account)
    if chosen is None:
        return _("已经记下：系统里没有上级清单。")
    return _("已经记下，上级清单是《%(title)s》。接着点“重新对照”。") % {"title": chosen.title}


ACTS: dict[str, Act] = {
    "compare": _compare,
    "adopt": _decide,
    "keep": _decide,
    "place": _place,
}
