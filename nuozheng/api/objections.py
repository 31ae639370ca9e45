"""信用异议: raised by the subject, answered by the unit, decided; and deletion receipts."""

from datetime import date
from typing import Annotated, Literal

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from nuozheng.api.authentication import account_of
from nuozheng.api.credit_schemas import ObjectionOut, StopOut, objection_out, stop_out
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Body, Id, Page, Paging, Text, page_of
from nuozheng.credit import access as credit_access
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.objections import access
from nuozheng.credit.objections.correcting import Correction
from nuozheng.credit.objections.deciding import answer, decide
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.objections.raising import object_to, withdraw_objection
from nuozheng.credit.stops.confirming import confirm
from nuozheng.credit.stops.models import StopOrder
from nuozheng.law.policy.after import Behaviour
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

router = Router(tags=["信用"])


class ObjectionIn(Body):
    """What is wrong with the record."""

    said: Text


class ObjectionAnswer(Body):
    """Whether the unit holds its record to be right, and why."""

    record_holds: bool
    text: Text


class ObjectionDecision(Body):
    """The outcome with reasons; of a correction what should stand there instead."""

    outcome: Literal["annul_record", "correct_record", "reject_objection"]
    reason: Text
    severity: Literal["", "minor", "serious", "grave"] = ""
    behaviour: Behaviour | Literal[""] = ""
    document_number: Annotated[Text, Field(max_length=80)] = ""
    document_on: date | None = None


class ReceiptIn(Body):
    """What a department answered."""

    receipt: Annotated[Text, Field(max_length=200)]


@router.post(
    "/records/{id}/objections",
    response=answers(ObjectionOut, 201),
    summary="对自己的信用记录提出异议（本人）",
)
def raise_objection(request: HttpRequest, id: Id, body: ObjectionIn) -> Status[ObjectionOut]:
    """记录马上标明有异议，有结果以前不影响本人。"""
    account = account_of(request)
    record = CreditRecord.objects.filter(pk=id).first()
    if record is None or not credit_access.roles_on(account, record, today()):
        raise Http404
    row = object_to(record=record, by=account, said=body.said)
    return Status(201, _shown(account, row.pk))


@router.get(
    "/objections",
    response=answers(Page[ObjectionOut]),
    summary="列出信用异议（本人、认定单位、信用管理人员）",
)
def list_objections(request: HttpRequest, paging: Query[Paging]) -> Page[ObjectionOut]:
    """自己的、本单位要答复的、本地要决定的。"""
    account = account_of(request)
    return page_of(_seen_by(account), paging, lambda row: _out(account, row))


@router.get("/objections/{id}", response=answers(ObjectionOut), summary="查看一件信用异议")
def show_objection(request: HttpRequest, id: Id) -> ObjectionOut:
    return _shown(account_of(request), id)


@router.post(
    "/objections/{id}/answer", response=answers(ObjectionOut), summary="答复信用异议（认定单位）"
)
def answer_objection(request: HttpRequest, id: Id, body: ObjectionAnswer) -> ObjectionOut:
    account = account_of(request)
    row = _objection(account, id)
    answer(objection=row, by=account, record_holds=body.record_holds, text=body.text)
    return _shown(account, id)


@router.post(
    "/objections/{id}/decision",
    response=answers(ObjectionOut),
    summary="决定信用异议（信用管理人员）",
)
def decide_on_objection(request: HttpRequest, id: Id, body: ObjectionDecision) -> ObjectionOut:
    """认定、登记这条记录的人和答复异议的人不能决定。"""
    account = account_of(request)
    decide(
        objection=_objection(account, id),
        by=account,
        outcome=body.outcome,
        reason=body.reason,
        correction=Correction(
            severity=body.severity,
            behaviour=body.behaviour,
            document_number=body.document_number,
            document_on=body.document_on,
        ),
    )
    return _shown(account, id)


@router.post(
    "/objections/{id}/withdrawal", response=answers(ObjectionOut), summary="撤回信用异议（本人）"
)
def take_back_objection(request: HttpRequest, id: Id) -> ObjectionOut:
    account = account_of(request)
    withdraw_objection(objection=_objection(account, id), by=account)
    return _shown(account, id)


@router.post(
    "/stop-orders/{id}/receipt",
    response=answers(StopOut),
    summary="登记部门停止惩戒的回执（信用管理人员）",
)
def confirm_stop(request: HttpRequest, id: Id, body: ReceiptIn) -> StopOut:
    """平台的回执由系统自己收。"""
    account = account_of(request)
    order = StopOrder.objects.filter(pk=id).select_related("record").first()
    if order is None or Role.CREDIT_OFFICER not in credit_access.roles_on(
        account, order.record, today()
    ):
        raise Http404
    return stop_out(confirm(order=order, by=account, receipt=body.receipt))


def _seen_by(account: Account) -> QuerySet[CreditObjection]:
    """One's own, those of one's unit, those of one's place."""
    own = credit_access.own_parties(account, today()).values("pk")
    records = credit_access.desk_records(account, today()).values("pk")
    answers_ = access.to_answer(account, today()).values("pk")
    rows = CreditObjection.objects
    seen = (
        rows.filter(record__party__in=own)
        | rows.filter(record__in=records)
        | rows.filter(pk__in=answers_)
    )
    return seen.distinct().select_related("record").order_by("-raised_at", "-pk")


def _objection(account: Account, id: int) -> CreditObjection:
    """An objection that the account may see; Http404 for any other."""
    row = _seen_by(account).filter(pk=id).first()
    if row is None:
        raise Http404
    return row


def _out(account: Account, row: CreditObjection) -> ObjectionOut:
    return objection_out(row, access.roles_on(account, row, today()))


def _shown(account: Account, id: int) -> ObjectionOut:
    return _out(account, _objection(account, id))
