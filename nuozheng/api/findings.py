"""After a contradiction: the person is told and heard, an officer finds, measures follow."""

from datetime import date
from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status
from pydantic import Base64Bytes, Field

from nuozheng.api.authentication import account_of
from nuozheng.api.finding_schemas import (
    UntruthOut,
    UntruthSummary,
    untruth_out,
    untruth_summary,
)
from nuozheng.api.lookup import finding_of, findings, roles_in
from nuozheng.api.responses import PDF_ANSWER, answers, file
from nuozheng.api.schemas import Body, Id, Line, Page, Paging, Text, page_of
from nuozheng.law.policy.after import Behaviour
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Account
from nuozheng.verification.actions.consequence import Wanted, close, take
from nuozheng.verification.actions.find import Judgement, dismiss, find
from nuozheng.verification.actions.hear import notify_person, state
from nuozheng.verification.afterwards.intend import intend
from nuozheng.verification.afterwards.telling import Intention

router = Router(tags=["认定"])

MeasureKind = Literal[
    "terminate",
    "rectify",
    "revoke",
    "penalise",
    "invalid_application",
    "invalid_decision",
    "refer",
]


class StatementIn(Body):
    """The person's own words, with one paper at most."""

    text: Text
    attachment: Annotated[Base64Bytes, Field(max_length=2**20)] | None = Field(
        None, description="PDF、JPEG或者PNG的Base64，不超过1MB"
    )


class JudgementIn(Body):
    """What is found and why; `intent` where it was wilful.

    `behaviour` is one of the place's list; left empty, the first that fits the outcome.
    """

    outcome: Literal["untrue", "false", "unfulfilled"]
    reasoning: Text
    answer_to_statement: Text = ""
    document_number: Annotated[Line, Field(max_length=80)]
    severity: Severity
    impact: Text
    intent: Text = ""
    crime_suspected: bool = False
    behaviour: Behaviour | Literal[""] = ""


class Dismissal(Body):
    """Why nothing is untrue."""

    reason: Text


class ConsequenceIn(Body):
    """A measure; which fields it needs depends on its kind, the refusal names them."""

    measure: MeasureKind
    document_number: Annotated[Line, Field(min_length=1, max_length=80)]
    legal_basis: Line = ""
    content: Text = ""
    due_on: date | None = None
    receiving_body: Line = ""
    sent_on: date | None = None
    considered: Text = Field(default="", description="告知过的处理：本人的意见、听证笔录怎样采纳")
    files: list[Line] = Field(default=[], max_length=50)


class IntentionIn(Body):
    """What is told before it is done; the kind of penalty and its amount only where it is one."""

    measure: MeasureKind
    content: Text
    legal_basis: Line
    reasons: Text
    penalty_kind: Literal[
        "", "warning", "fine", "confiscation", "downgrade", "closure", "other_heavy"
    ] = ""
    amount_yuan: int = Field(default=0, ge=0, le=10**9)
    complex_case: bool = False
    public_interest: bool = False


class Closing(Body):
    """For each required measure that no law allows here: why."""

    no_basis: dict[MeasureKind, Text] = Field(default={}, max_length=10)


@router.get("/findings", response=answers(Page[UntruthSummary]), summary="列出看得到的认定案")
def list_findings(
    request: HttpRequest, paging: Query[Paging], status: UntruthStatus | None = None
) -> Page[UntruthSummary]:
    """工作人员看本机关的；本人看自己的，从收到告知起。"""
    rows = findings(account_of(request))
    return page_of(rows.filter(status=status) if status else rows, paging, untruth_summary)


@router.get("/findings/{id}", response=answers(UntruthOut), summary="查看一件认定案")
def show_finding(request: HttpRequest, id: Id) -> UntruthOut:
    """比对了什么、本人怎样说、怎样认定、可以作哪些处理（`offers`）。"""
    return _shown(account_of(request), id)


@router.get(
    "/findings/{id}/notice",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载陈述申辩告知书（PDF）",
)
def fetch_notice(request: HttpRequest, id: Id) -> HttpResponse:
    notice = finding_of(account_of(request), id).notice
    if notice is None:
        raise Http404
    return file(notice)


@router.get(
    "/findings/{id}/document",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载认定书（PDF）",
)
def fetch_document(request: HttpRequest, id: Id) -> HttpResponse:
    document = finding_of(account_of(request), id).document
    if document is None:
        raise Http404
    return file(document)


@router.post(
    "/findings/{id}/notification",
    response=answers(UntruthOut),
    summary="请本人说明（经办、核查人员）",
)
def tell_person(request: HttpRequest, id: Id) -> UntruthOut:
    account = account_of(request)
    notify_person(finding=finding_of(account, id), by=account)
    return _shown(account, id)


@router.post(
    "/findings/{id}/statements", response=answers(UntruthOut, 201), summary="陈述、申辩（本人）"
)
def make_statement(request: HttpRequest, id: Id, body: StatementIn) -> Status[UntruthOut]:
    """认定以前都可以说，过了期限也可以。"""
    account = account_of(request)
    state(finding=finding_of(account, id), by=account, text=body.text, attachment=body.attachment)
    return Status(201, _shown(account, id))


@router.post(
    "/findings/{id}/judgement",
    response=answers(UntruthOut),
    summary="认定不实、虚假或者未履行（经办人员）",
    description="先要请本人说明并且答复；登记不一致的人不能自己认定。",
)
def judge(request: HttpRequest, id: Id, body: JudgementIn) -> UntruthOut:
    account = account_of(request)
    judgement = Judgement(
        outcome=UntruthStatus(body.outcome),
        reasoning=body.reasoning,
        answer_to_statement=body.answer_to_statement,
        document_number=body.document_number,
        severity=body.severity,
        impact=body.impact,
        intent=body.intent,
        crime_suspected=body.crime_suspected,
        behaviour=body.behaviour,
    )
    find(finding=finding_of(account, id), by=account, judgement=judgement)
    return _shown(account, id)


@router.post(
    "/findings/{id}/dismissal", response=answers(UntruthOut), summary="不构成不实（经办人员）"
)
def dismiss_finding(request: HttpRequest, id: Id, body: Dismissal) -> UntruthOut:
    account = account_of(request)
    dismiss(finding=finding_of(account, id), by=account, reason=body.reason)
    return _shown(account, id)


@router.post(
    "/findings/{id}/intentions",
    response=answers(UntruthOut, 201),
    summary="告知拟作出的处理（经办人员）",
    description="行政处罚，以及涉及第三人的撤销，先告知、听了意见再作出。",
)
def tell_intention(request: HttpRequest, id: Id, body: IntentionIn) -> Status[UntruthOut]:
    account = account_of(request)
    finding = finding_of(account, id)
    intend(finding=finding, by=account, wanted=Intention(**body.model_dump()))
    return Status(201, _shown(account, id))


@router.post(
    "/findings/{id}/consequences",
    response=answers(UntruthOut, 201),
    summary="作出一项处理（经办人员）",
)
def take_measure(request: HttpRequest, id: Id, body: ConsequenceIn) -> Status[UntruthOut]:
    """只有本地文件规定的措施；终止、撤销、按无效处理会同时结束办件。"""
    account = account_of(request)
    wanted = Wanted(**{**body.model_dump(), "files": tuple(body.files)})
    take(finding=finding_of(account, id), by=account, wanted=wanted)
    return Status(201, _shown(account, id))


@router.post("/findings/{id}/closing", response=answers(UntruthOut), summary="结案（经办人员）")
def close_finding(request: HttpRequest, id: Id, body: Closing) -> UntruthOut:
    account = account_of(request)
    no_basis = {str(kind): why for kind, why in body.no_basis.items()}
    close(finding=finding_of(account, id), by=account, no_basis=no_basis)
    return _shown(account, id)


def _shown(account: Account, id: int) -> UntruthOut:
    row = finding_of(account, id)
    return untruth_out(row, roles_in(account, row.application))
