"""The list of draws, a new one, and one draw with what this desk may do now."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import Catalogue
from nuozheng.law.draws.moves import DRAW, DrawStatus
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.draws import access
from nuozheng.verification.draws.actions.draw import draw_lots, publish, retype, type_number
from nuozheng.verification.draws.actions.freeze import freeze
from nuozheng.verification.draws.actions.seed import reveal, seal
from nuozheng.verification.draws.models import Draw
from nuozheng.verification.draws.paper import drawn_units
from nuozheng.web.desk.draws.forms import FreezeForm
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import REFUSED_STATUS, carried_out, shown
from nuozheng.web.public.draws import groups_of

PER_PAGE = 20
_DONE = (DrawStatus.DRAWN, DrawStatus.PUBLISHED)


@staffed(*access.ROLES)
def draws(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The draws in which the desk's agencies take part, latest first."""
    rows = access.visible_to(desk.account, desk.today).select_related("agency", "root")
    context = {
        "page": Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "own": desk.agencies(Role.VERIFIER),
    }
    return shown(request, desk, "web/desk/draws/list.html", context)


@staffed(Role.VERIFIER)
def freeze_draw(request: HttpRequest, desk: Desk, agency_pk: int) -> HttpResponse:
    """The terms of a new draw of one agency."""
    agency = next((one for one in desk.agencies(Role.VERIFIER) if one.pk == agency_pk), None)
    if agency is None:
        raise Http404
    catalogue = Catalogue.objects.filter(jurisdiction=agency.jurisdiction_id).last()
    if catalogue is None:
        raise Http404
    form = FreezeForm(desk, agency, request.POST if request.method == "POST" else None)
    refused: tuple[Finding, ...] = ()
    if form.is_bound and form.is_valid():
        code, refused = carried_out(_freeze, desk, agency, catalogue.policy, form)
        if not refused:
            messages.success(request, _("名单已经冻结，哈希根已经公布。"))
            return redirect("web:draw", code=code)
    context = {"form": form, "agency": agency}
    answer = shown(request, desk, "web/desk/draws/freeze.html", context, refused)
    if form.is_bound and not form.is_valid():
        answer.status_code = REFUSED_STATUS
    return answer


def _freeze(desk: Desk, agency: Agency, policy: Policy, form: FreezeForm) -> str:
    constraints = form.constraints()
    return freeze(agency=agency, policy=policy, constraints=constraints, by=desk.account).code


@staffed(*access.ROLES)
def draw(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One draw: how far it is, and the one thing to do next."""
    row = (
        access.visible_to(desk.account, desk.today)
        .select_related("agency", "root", "number_by", "confirmed_by")
        .filter(code=code)
        .first()
    )
    if row is None:
        raise Http404
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        said, refused = carried_out(_ACTS.get(request.POST.get("act", "")), request, desk, row)
        if not refused:
            messages.success(request, said)
            return redirect("web:draw", code=row.code)
    return shown(request, desk, "web/desk/draws/draw.html", _context(desk, row), refused)


def _context(desk: Desk, row: Draw) -> dict[str, object]:
    runs = row.agency in desk.agencies(Role.VERIFIER)
    roles = desk.roles if runs else desk.roles - {Role.VERIFIER}
    parts = list(row.sealings.select_related("agency"))
    mine = [one for one in parts if one.agency in desk.agencies(*access.ROLES)]
    acts = {rule.act for role in roles for rule in DRAW.allowed(row.status, role)}
    is_done = row.status in _DONE
    return {
        "draw": row,
        "groups": groups_of(row, result=is_done),
        "sealings": parts,
        "to_seal": [one for one in mine if not one.seal] if row.state == "frozen" else [],
        "to_reveal": [one for one in mine if not one.secret] if row.state == "sealed" else [],
        "acts": acts if runs else (),
        "chosen": _chosen(row) if is_done and runs else [],
        "history": happened({DRAW.kind: [row.pk]}),
    }


def _chosen(row: Draw) -> list[tuple[str, str, str]]:
    """Number and service of each case drawn, and the names of its inspectors."""
    names = {one.key: str(one.account) for one in row.inspectors.select_related("account")}
    units = {one.pk: one for one in row.units.select_related("application__item")}
    drawn = [units[one.pk] for one in drawn_units(row)]
    return [
        (
            one.application.number,
            one.application.item.name,
            "、".join(names[key] for key in one.team),
        )
        for one in drawn
    ]


def _part(desk: Desk, request: HttpRequest) -> Agency:
    wanted = request.POST.get("agency", "")
    found = next((one for one in desk.agencies(*access.ROLES) if str(one.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _seal(request: HttpRequest, desk: Desk, row: Draw) -> str:
    value = request.POST.get("seal", "").strip().lower()
    seal(draw=row, agency=_part(desk, request), seal=value, by=desk.account)
    return _("哈希已经封存。随机数自己留好，公开的时候要用。")


def _reveal(request: HttpRequest, desk: Desk, row: Draw) -> str:
    secret = request.POST.get("secret", "").strip()
    reveal(draw=row, agency=_part(desk, request), secret=secret, by=desk.account)
    return _("随机数已经公开，与封存的一致。")


def _type(request: HttpRequest, desk: Desk, row: Draw) -> str:
    type_number(draw=row, number=request.POST.get("number", ""), by=desk.account)
    return _("号码已经录入，请另一位核查人员再录一遍。")


def _retype(request: HttpRequest, desk: Desk, row: Draw) -> str:
    retype(draw=row, reason=request.POST.get("reason", ""), by=desk.account)
    return _("已经退回，可以重新录入。")


def _draw(request: HttpRequest, desk: Desk, row: Draw) -> str:
    draw_lots(draw=row, number=request.POST.get("number", ""), by=desk.account)
    return _("已经抽取。")


def _publish(request: HttpRequest, desk: Desk, row: Draw) -> str:
    publish(draw=row, by=desk.account)
    return _("结果已经公布。")


_ACTS: dict[str, Callable[[HttpRequest, Desk, Draw], str]] = {
    "seal": _seal,
    "reveal": _reveal,
    "type_number": _type,
    "retype": _retype,
    "draw": _draw,
    "publish": _publish,
}
