"""信用异议 at the desk: the unit answers for its document, a credit officer decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from nuozheng.credit import access as credit_access
from nuozheng.credit.objections import access
from nuozheng.credit.objections.correcting import FIELD_WORD, Correction, in_words
from nuozheng.credit.objections.deciding import Outcome, answer, decide
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.evidence import deadlines
from nuozheng.law.findings import Finding
from nuozheng.law.objection import CREDIT_OBJECTION, OPEN, ObjectionStatus
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.credit_page import record_row
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.objection_forms import AnswerForm, DecisionForm
from nuozheng.web.desk.page import carried_out, shown

_SHAPE = {ObjectionStatus.RAISED: "wait", ObjectionStatus.ANSWERED: "wait"}
Act = Callable[[CreditObjection, Desk, "ObjectionForms"], str]


class ObjectionForms:
    """The forms of the page; only that of the act that was posted is filled in."""

    def __init__(self, request: HttpRequest) -> None:
        posted = request.POST if request.method == "POST" else None
        self.act = posted.get("act", "") if posted is not None else ""
        self.answer = AnswerForm(
            posted if self.act == "answer_objection" else None, prefix="answer"
        )
        self.decision = DecisionForm(posted if self.act in _DECISIONS else None, prefix="decision")


@staffed(Role.CREDIT_OFFICER, Role.OFFICER)
def objections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait for this desk first, then what was decided lately."""
    mine = _of(desk)
    rows = [_row(one) for one in mine.filter(status__in=OPEN).order_by("answer_due_on", "pk")]
    done = [_row(one) for one in mine.exclude(status__in=OPEN).order_by("-raised_at")[:30]]
    context = {"rows": rows, "done": done}
    return shown(request, desk, "web/desk/credit/objections.html", context)


@staffed(Role.CREDIT_OFFICER, Role.OFFICER)
def objection(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One objection; a POST names its act in `act`."""
    row = _at(desk, pk)
    typed = ObjectionForms(request)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(typed.act), row, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect("web:credit_objection", pk=pk)
        row = _at(desk, pk)
    context = _context(row, desk) | {"forms": typed}
    return shown(request, desk, "web/desk/credit/objection.html", context, refused)


def _of(desk: Desk) -> QuerySet[CreditObjection]:
    """Of the places whose credit officer one is, and of the agencies whose officer one is."""
    own = credit_access.own_parties(desk.account, desk.today).values("pk")
    records = credit_access.desk_records(desk.account, desk.today)
    answers = access.to_answer(desk.account, desk.today).values("pk")
    seen = CreditObjection.objects.filter(record__in=records) | CreditObjection.objects.filter(
        pk__in=answers
    )
    return (
        seen.exclude(record__party__in=own)
        .distinct()
        .select_related("record__party", "record__agency", "record__jurisdiction", "document")
    )


def _at(desk: Desk, pk: int) -> CreditObjection:
    found = _of(desk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _row(row: CreditObjection) -> dict[str, Any]:
    state = ObjectionStatus(row.status)
    return {"objection": row, "shape": _SHAPE.get(state, ""), "state": state.chinese}


def _context(row: CreditObjection, desk: Desk) -> dict[str, Any]:
    record = row.record
    roles = access.roles_on(desk.account, row, desk.today)
    acts = {one.act: one for role in roles for one in CREDIT_OBJECTION.allowed(row.status, role)}
    policy = load_policy(record.policy_key)
    return {
        **_row(row),
        "record": record,
        "record_row": record_row(record),
        "sees_record": Role.CREDIT_OFFICER in roles,
        "policy": policy,
        "answers": acts.get("answer_objection"),
        "decides": [acts[act] for act in _DECISIONS if act in acts],
        "clocks": deadlines.running(CREDIT_OBJECTION.kind, row.pk),
        "changes": [
            (FIELD_WORD[name], in_words(name, old), in_words(name, new))
            for name, (old, new) in row.changes.items()
        ],
        "today": desk.today,
        "history": happened({CREDIT_OBJECTION.kind: [row.pk]}),
    }


def _answer(row: CreditObjection, desk: Desk, typed: ObjectionForms) -> str:
    form = typed.answer
    answer(
        objection=row,
        by=desk.account,
        record_holds=form.text("holds") != "no",
        text=form.text("words"),
    )
    return _("已经答复，由没有经手的信用管理人员决定。")


def _decide(outcome: Outcome) -> Act:
    def act(row: CreditObjection, desk: Desk, typed: ObjectionForms) -> str:
        form = typed.decision
        try:
            document_on = parse_date(form.text("document_on"))
        except ValueError:
            document_on = None
        decide(
            objection=row,
            by=desk.account,
            outcome=outcome,
            reason=form.text("reason"),
            correction=Correction(
                severity=form.text("severity"),
                behaviour=form.text("behaviour"),
                document_number=form.text("document_number"),
                document_on=document_on,
            ),
        )
        return _("已经决定，决定书放在本人的信用记录里；收到过这条记录的都在通知。")

    return act


_DECISIONS: tuple[Outcome, ...] = ("annul_record", "correct_record", "reject_objection")
ACTS: dict[str, Act] = {
    "answer_objection": _answer,
    **{outcome: _decide(outcome) for outcome in _DECISIONS},
}
