"""One list entry or sanction on one page, and the acts of its unit and of the lists' keeper."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.credit.listing.models import Listing
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.access import MODELS, AnyRestraint
from nuozheng.credit.sanctions.deciding import decide, drop, record_execution, serve
from nuozheng.credit.sanctions.ending import release, withdraw
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.sanctions.telling import ways_out
from nuozheng.law.findings import Finding
from nuozheng.law.restraints import DECIDES, PENDING, PROPOSES, RestraintStatus
from nuozheng.law.sanctions import may_be_released
from nuozheng.web.desk.credit_page import record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.restraints.forms import (
    DecideForm,
    DoneForm,
    ReasonForm,
    ServedForm,
    typed_day,
)
from nuozheng.web.desk.restraints.pages import SHAPES
from nuozheng.web.files import fetched

PAPERS = ("notice", "decision", "release")


class RestraintForms:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest, today: object) -> None:
        posted = request.POST if request.method == "POST" else None
        act = self.act = posted.get("act", "") if posted is not None else ""
        self.decide = DecideForm(posted if act == "decide" else None, prefix="decide")
        self.drop = ReasonForm(posted if act == "drop" else None, prefix="drop")
        self.out = ReasonForm(posted if act in ("release", "withdraw") else None, prefix="out")
        first = {"on": today}
        self.serve = ServedForm(posted if act == "serve" else None, prefix="serve", initial=first)
        self.done = DoneForm(posted if act == "execute" else None, prefix="done", initial=first)


Act = Callable[[AnyRestraint, Desk, RestraintForms], str]


@staffed(*access.STAFF)
def restraint(request: HttpRequest, desk: Desk, kind: str, pk: int) -> HttpResponse:
    """One entry or sanction; a POST names its act in `act`."""
    row = _at(desk, kind, pk)
    typed = RestraintForms(request, desk.today)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS[kind].get(typed.act), row, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect(f"web:{kind}", pk=pk)
        row = _at(desk, kind, pk)
    roles = set(access.roles_on(desk.account, row, desk.today))
    waiting, runs = row.status in PENDING, row.status == RestraintStatus.IN_FORCE
    may_decide = bool(roles & set(DECIDES))
    context = {
        "row": row,
        "record": record_row(row.record),
        "shape": SHAPES.get(row.state, ""),
        "basis": tuple(row.basis),
        "ways_out": ways_out(row),
        "forms": typed,
        "may_serve": waiting and row.told_on is None and bool(roles & set(PROPOSES)),
        "may_decide": waiting and may_decide and row.proposed_by_id != desk.account.pk,
        "may_drop": waiting and may_decide,
        "out": _way_out(row, desk) if runs else "",
        "may_execute": runs and kind == "sanction" and may_decide,
        "executions": list(row.executions.select_related("by"))
        if isinstance(row, Sanction)
        else [],
        "history": happened({row.table.kind: [row.pk]}),
    }
    return shown(request, desk, "web/desk/restraints/one.html", context, refused)


@staffed(*access.STAFF)
def restraint_paper(
    request: HttpRequest, desk: Desk, kind: str, pk: int, paper: str
) -> HttpResponse:
    """The notice, the decision or the release as it was issued."""
    row = _at(desk, kind, pk)
    document = getattr(row, paper) if paper in PAPERS else None
    if document is None:
        raise Http404
    return fetched(document, ours=True)


def _at(desk: Desk, kind: str, pk: int) -> AnyRestraint:
    model = next(one for one in MODELS if one.kind == kind)
    rows = access.at_desk(model, desk.account, desk.today)
    found = rows.select_related(
        "record__party", "record__jurisdiction", "record__agency", "party", "agency",
        "jurisdiction", "proposed_by", "decided_by",
    ).filter(pk=pk).first()  # fmt: skip
    if found is None:
        raise Http404
    return found


def _way_out(row: AnyRestraint, desk: Desk) -> str:
    """The act by which this desk may end it before its day; empty where it may not."""
    if isinstance(row, Listing):
        open_exit = not may_be_released(row.policy, row.list_key).is_obstacle
        return "release" if open_exit and access.keeps(desk.account, row, desk.today) else ""
    return "withdraw" if access.roles_on(desk.account, row, desk.today) else ""


def _serve(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    serve(row=row, on=typed_day(typed.serve, "on"), how=typed.serve.text("how"), by=desk.account)
    return _("送达已经登记，本人说明的期限从这一天起算。")


def _decide(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    until = typed.decide.cleaned_data.get("until") if typed.decide.is_valid() else None
    decide(row=row, by=desk.account, reason=typed.decide.text("reason"), until=until)
    return _("已经决定，决定书已经出具，本人看得到。")


def _drop(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    drop(row=row, by=desk.account, reason=typed.drop.text("reason"))
    return _("不作了，不产生任何后果。")


def _release(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    assert isinstance(row, Listing)
    release(listing=row, by=desk.account, reason=typed.out.text("reason"))
    return _("已经移出名单，公布的当天撤下，惩戒一并解除。")


def _withdraw(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    assert isinstance(row, Sanction)
    withdraw(sanction=row, by=desk.account, reason=typed.out.text("reason"))
    return _("惩戒已经解除。")


def _execute(row: AnyRestraint, desk: Desk, typed: RestraintForms) -> str:
    assert isinstance(row, Sanction)
    on, words = typed_day(typed.done, "on"), typed.done.text("words")
    record_execution(sanction=row, on=on, words=words, by=desk.account)
    return _("执行情况已经反馈。")


_BOTH: dict[str, Act] = {"serve": _serve, "decide": _decide, "drop": _drop}
ACTS: dict[str, dict[str, Act]] = {
    "listing": {**_BOTH, "release": _release},
    "sanction": {**_BOTH, "withdraw": _withdraw, "execute": _execute},
}
