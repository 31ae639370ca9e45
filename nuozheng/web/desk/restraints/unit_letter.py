"""通知所在单位: write the letter, log its delivery, or say why nobody is told."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.models import UnitLetter
from nuozheng.credit.sanctions.unit_letters import deliver, drop_letter, write_to_unit
from nuozheng.law.findings import Finding
from nuozheng.law.policy import load_policy
from nuozheng.law.restraints import PROPOSES, UNIT_LETTER
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.credit_page import record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.desk.restraints.forms import ReasonForm, ServedForm, UnitForm, typed_day
from nuozheng.web.files import fetched


class LetterForms:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest, today: object) -> None:
        posted = request.POST if request.method == "POST" else None
        act = self.act = posted.get("act", "") if posted is not None else ""
        self.unit = UnitForm(posted if act == "write_to_unit" else None, prefix="unit")
        self.served = ServedForm(
            posted if act == "deliver" else None, prefix="served", initial={"on": today}
        )
        self.drop = ReasonForm(posted if act == "drop_letter" else None, prefix="drop")


Act = Callable[[UnitLetter, Desk, LetterForms], str]


@staffed(*PROPOSES)
def unit_letter(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One letter; a POST names its act in `act`."""
    row = _at(desk, pk)
    typed = LetterForms(request, desk.today)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(typed.act), row, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect("web:unit_letter", pk=pk)
        row = _at(desk, pk)
    context = {
        "letter": row,
        "record": record_row(row.record),
        "basis": load_policy(row.record.policy_key).credit.employer_notified.clause,
        "forms": typed,
        "open": {rule.act for rule in UNIT_LETTER.allowed(row.status, Role.OFFICER)},
        "history": happened({UNIT_LETTER.kind: [row.pk]}),
    }
    return shown(request, desk, "web/desk/restraints/letter.html", context, refused)


@staffed(*PROPOSES)
def unit_letter_paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The letter as it was issued."""
    document = _at(desk, pk).letter
    if document is None:
        raise Http404
    return fetched(document, ours=True)


def _at(desk: Desk, pk: int) -> UnitLetter:
    return get_object_or_404(access.letters_at_desk(desk.account, desk.today), pk=pk)


def _write(row: UnitLetter, desk: Desk, typed: LetterForms) -> str:
    write_to_unit(letter=row, unit=typed.unit.text("unit"), by=desk.account)
    return _("通知书已经出具，送到以后请登记送达。")


def _deliver(row: UnitLetter, desk: Desk, typed: LetterForms) -> str:
    form = typed.served
    deliver(letter=row, on=typed_day(form, "on"), how=form.text("how"), by=desk.account)
    return _("送达已经登记。")


def _drop(row: UnitLetter, desk: Desk, typed: LetterForms) -> str:
    drop_letter(letter=row, reason=typed.drop.text("reason"), by=desk.account)
    return _("不用通知，已经记下。")


ACTS: dict[str, Act] = {"write_to_unit": _write, "deliver": _deliver, "drop_letter": _drop}
