"""报送: what a unit must hand over by which day; for those who watch, all units of the place."""

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from nuozheng.catalogue.duties import access
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.duties.rows import fulfilled, task_rows
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.queue_rows import Tab

STAFF = (Role.CATALOGUE_KEEPER, *access.WATCHING)
PER_PAGE = 25


@staffed(*STAFF)
def duties(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tasks that somebody may see, the longest overdue first."""
    done = fulfilled()
    late = ~done & Q(due_on__lt=desk.today)
    rules = {"late": late, "open": ~done & ~Q(due_on__lt=desk.today), "over": done}
    labels = {"late": _("超期的"), "open": _("要办的"), "over": _("办完的")}
    everything = access.visible_to(desk.account, desk.today)
    counts = everything.aggregate(**{key: Count("pk", filter=rule) for key, rule in rules.items()})
    first = next((key for key in rules if counts[key]), "open")
    chosen = request.GET.get("show", first)
    if chosen not in rules:
        chosen = first
    found = everything.filter(rules[chosen]).select_related("catalogue", "agency")
    units = _units(found, request.GET.get("unit", ""))
    if unit := next((one for one in units if one.current), None):
        found = found.filter(agency=int(unit.key))
    order = "-due_on" if chosen == "over" else "due_on"
    listed = Paginator(found.order_by(order, "agency__name", "pk"), PER_PAGE)
    page = listed.get_page(request.GET.get("page"))
    context = {
        "tabs": [
            Tab(key, labels[key], counts[key], key == chosen, bad=key == "late" and counts[key] > 0)
            for key in rules
        ],
        "rows": task_rows(page, desk.today),
        "page": page,
        "chosen": chosen,
        "units": units,
        "unit": unit,
        "stocktakes": _stocktakes(desk),
    }
    return shown(request, desk, "web/desk/duties/overview.html", context)


def _units(tasks: QuerySet[UnitDuty], chosen: str) -> list[Tab]:
    """The units that have such tasks, with how many; none where there is only one."""
    counted = tasks.order_by("agency__name", "agency").values_list("agency", "agency__short_name")
    units = counted.annotate(count=Count("pk"))
    found = [Tab(str(pk), name, count, str(pk) == chosen) for pk, name, count in units]
    return found if len(found) > 1 else []


def _stocktakes(desk: Desk) -> list[tuple[str, str, int]]:
    """The stock-takes that the desk may open: (list, slug, unit), the whole list as unit 0."""
    whole = access.watched_lists(desk.account, desk.today)
    found = [(one.title, one.slug, 0) for one in whole]
    kept = access.own(desk.account, desk.today).order_by("catalogue", "agency")
    parts = kept.values_list("catalogue__title", "catalogue__slug", "agency", "agency__name")
    return found + [
        (f"{title}：{name}", slug, agency) for title, slug, agency, name in parts.distinct()
    ]
