"""The figures of the debt with the agencies that were reminded, and the checks behind a figure."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.law.debt import AGES
from nuozheng.law.findings import Finding
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.vocabulary import Role
from nuozheng.oversight.debt import Debt, Line, Wanted, agencies_seen, debt_of, listed
from nuozheng.oversight.figures import Share
from nuozheng.parties.models import Agency
from nuozheng.verification.debt.actions import answer_debt, direct_debt
from nuozheng.verification.debt.models import DebtNotice
from nuozheng.web.desk.charts import chart
from nuozheng.web.desk.debt.notices import notice_rows
from nuozheng.web.desk.debt.rows import debt_row, exported
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.files import attached
from nuozheng.web.formats import cn_date
from nuozheng.web.posted import key_of

ROLES = (Role.SUPERVISOR, Role.VERIFIER)
PER_PAGE = 25


@staffed(*ROLES)
def debt(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page: ages, forecast, agencies, districts, methods; a POST names its act in `act`."""
    agencies = agencies_seen(desk.account, desk.today)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        act = _ACTS.get(request.POST.get("act", ""))
        said, refused = carried_out(act, request, desk, agencies)
        if not refused:
            messages.success(request, said)
            return redirect("web:debt")
    counted = debt_of(agencies, desk.today)
    late_steps = {one.key for one in AGES if one.is_late}
    weeks = [
        Share(f"{one.begins}", _("%(day)s起一周") % {"day": cn_date(one.begins)}, one.due)
        for one in counted.forecast.weeks
    ]
    context = {
        "debt": counted,
        "steps": AGES,
        "ages_chart": chart(counted.ages, bad=late_steps),
        "tables": _tables(counted),
        "weeks": weeks,
        "weeks_chart": chart(weeks, mark=counted.forecast.capacity),
        "notices": notice_rows(desk, agencies),
        "supervises": Role.SUPERVISOR in desk.roles,
        "today": desk.today,
    }
    return shown(request, desk, "web/desk/debt/debt.html", context, refused)


@staffed(*ROLES)
def debt_tasks(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The checks behind a figure; `agency`, `place`, `method`, `age` choose."""
    agencies = agencies_seen(desk.account, desk.today)
    wanted = _wanted(request)
    page = Paginator(listed(agencies, desk.today, wanted), PER_PAGE).get_page(
        request.GET.get("page")
    )
    mine = {one.pk for one in desk.agencies(Role.VERIFIER)}
    chosen = {
        key: value
        for key in ("agency", "place", "method", "age")
        if (value := getattr(wanted, key))
    }
    context = {
        "page": page,
        "rows": [(debt_row(one, desk.today), one.agency_id in mine) for one in page],
        "chosen": urlencode(chosen),
        "of": _named(wanted, agencies),
    }
    return shown(request, desk, "web/desk/debt/tasks.html", context)


@staffed(*ROLES)
def debt_file(request: HttpRequest, desk: Desk, format: str) -> HttpResponse:
    """The same checks as a file, xlsx or csv."""
    rows = listed(agencies_seen(desk.account, desk.today), desk.today, _wanted(request))
    content, media_type = exported(rows, desk.today, format)
    name = _("核查欠账%(day)s") % {"day": desk.today.isoformat()}
    return attached(content, media_type, f"{name}.{format}")


def _tables(counted: Debt) -> list[tuple[str, str, list[Line]]]:
    """Title, the parameter that chooses a line, and the lines."""
    return [
        (_("各部门"), "agency", counted.agencies),
        (_("各地方"), "place", counted.places),
        (_("各种办法"), "method", counted.methods),
    ]


def _wanted(request: HttpRequest) -> Wanted:
    asked = request.GET
    return Wanted(
        agency=asked.get("agency", ""),
        place=asked.get("place", ""),
        method=asked.get("method", ""),
        age=asked.get("age", ""),
    )


def _named(wanted: Wanted, agencies: QuerySet[Agency]) -> str:
    """What was chosen, in words."""
    words = [METHOD_WORD.get(wanted.method, "")]
    if wanted.agency.isdecimal():
        words += agencies.filter(pk=int(wanted.agency)).values_list("name", flat=True)
    if wanted.place:
        places = agencies.filter(jurisdiction__code=wanted.place)
        words += places.values_list("jurisdiction__name", flat=True)[:1]
    steps = {one.key: one.title for one in AGES} | {"late": _("超期的核查")}
    words.append(steps.get(wanted.age, ""))
    return "，".join(filter(None, words))


def _answer(request: HttpRequest, desk: Desk, agencies: QuerySet[Agency]) -> str:
    answer_debt(
        notice=_notice(request, agencies), by=desk.account, reason=request.POST.get("reason", "")
    )
    return _("说明已经记下，监督人员看得到。")


def _direct(request: HttpRequest, desk: Desk, agencies: QuerySet[Agency]) -> str:
    direct_debt(
        notice=_notice(request, agencies), by=desk.account, reason=request.POST.get("reason", "")
    )
    return _("督办要求已经记下，单位的核查人员看得到。")


def _notice(request: HttpRequest, agencies: QuerySet[Agency]) -> DebtNotice:
    seen = DebtNotice.objects.filter(agency__in=agencies.order_by().values("pk"))
    found = seen.filter(pk=key_of(request.POST.get("notice"))).first()
    if found is None:
        raise Http404
    return found


_ACTS: dict[str, Callable[[HttpRequest, Desk, QuerySet[Agency]], str]] = {
    "answer_debt": _answer,
    "direct_debt": _direct,
}
