"""与上级对照: where a lower list says otherwise than the list above, and the decision on each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.compare import compare, decide
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.trouble.access import lists_of
from nuozheng.law.findings import Finding
from nuozheng.law.inheritance import LIST_DIFFERENCE, DifferenceStatus
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.queue_rows import Tab
from nuozheng.web.desk.trouble import chosen_list

PER_PAGE = 20


@staffed(*access.ROLES)
def above(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The differences of one list; a POST compares anew or decides about one."""
    lists = list(lists_of(desk.account, desk.today).select_related("parent"))
    lower = [one for one in lists if one.parent_id]
    if not lists:
        raise Http404
    if not lower:
        return shown(request, desk, "web/desk/rollup/above.html", {"catalogue": None})
    catalogue = chosen_list(request, lower)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(_act, request, desk, catalogue)
        if not refused:
            messages.success(request, done)
            return redirect(request.get_full_path())
    seen = access.differences_visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    counted = {one.value: seen.filter(status=one).count() for one in DifferenceStatus}
    status = request.GET.get("status", "open")
    status = status if status in counted else "open"
    listed = seen.filter(status=status).select_related("agency", "decided_by", "upper", "lower")
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "lists": [Tab(one.slug, one.title, 0, one == catalogue) for one in lower],
        "catalogue": catalogue,
        "tabs": [
            Tab(one.value, one.chinese, counted[one.value], one.value == status)
            for one in DifferenceStatus
        ],
        "total": sum(counted.values()),
        "page": page,
        "rules": LIST_DIFFERENCE.allowed(status, Role.CATALOGUE_KEEPER),
        "clauses": catalogue.policy.listing.compare_with.clause,
        "with": "、".join(catalogue.policy.listing.compare_with.value),
    }
    return shown(request, desk, "web/desk/rollup/above.html", context, refused)


def _act(request: HttpRequest, desk: Desk, catalogue: Catalogue) -> str:
    act = request.POST.get("act", "")
    if act == "compare":
        count = compare(catalogue=catalogue, by=desk.account)
        return _("对照完了，有%(count)s处不同。") % {"count": count}
    seen = access.differences_visible_to(desk.account, desk.today).filter(catalogue=catalogue)
    pk = request.POST.get("difference", "")
    found = seen.filter(pk=pk).first() if pk.isdecimal() else None
    if found is None or act not in ("adopt", "keep"):
        raise Http404
    decide(
        difference=found,
        outcome="adopt" if act == "adopt" else "keep",
        reason=request.POST.get("reason", ""),
        by=desk.account,
    )
    return _("已经记下。")
