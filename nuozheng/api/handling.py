"""A case on its way: handed in, completed, given up; accepted, asked about, decided."""

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from nuozheng.api.applications import shown
from nuozheng.api.authentication import account_of
from nuozheng.api.case_schemas import CaseOut
from nuozheng.api.lookup import case_of
from nuozheng.api.responses import PDF_ANSWER, answers, file
from nuozheng.api.schemas import Body, CaseNumber, Id, Line, Text
from nuozheng.applications.actions.accept import accept
from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.demand import request_completion
from nuozheng.applications.actions.end import abandon
from nuozheng.applications.actions.submit import complete, resubmit, submit
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.procedure import ApplicationStatus

router = Router(tags=["办理"])


class Answer(Body):
    """What the applicant says to the office's request."""

    answer: Text = ""


class Demand(Body):
    """`proofs` of this case; `unlisted` are names of anything else that is wanted."""

    proofs: list[Id] = Field(default=[], max_length=100)
    message: Text
    unlisted: list[Line] = Field(default=[], max_length=20)


class Decision(Body):
    """Grant, or refuse with a reason."""

    grant: bool
    reason: Text = ""


@router.post(
    "/applications/{number}/submission",
    response=answers(CaseOut),
    summary="提交没有承诺的申请，或者撤回承诺后交齐证明",
)
def hand_in_case(request: HttpRequest, number: CaseNumber) -> CaseOut:
    account = account_of(request)
    case = case_of(account, number)
    again = case.status == ApplicationStatus.AWAITING_PROOFS
    (resubmit if again else submit)(application=case, by=account)
    return shown(account, case_of(account, number))


@router.post("/applications/{number}/completion", response=answers(CaseOut), summary="交回补正")
def complete_case(request: HttpRequest, number: CaseNumber, body: Answer) -> CaseOut:
    account = account_of(request)
    complete(application=case_of(account, number), by=account, answer=body.answer)
    return shown(account, case_of(account, number))


@router.post("/applications/{number}/abandonment", response=answers(CaseOut), summary="不办了")
def abandon_case(request: HttpRequest, number: CaseNumber) -> CaseOut:
    """申请人自己取消，不留信用记录。"""
    account = account_of(request)
    abandon(application=case_of(account, number), by=account)
    return shown(account, case_of(account, number))


@router.post(
    "/applications/{number}/acceptance", response=answers(CaseOut), summary="受理（经办人员）"
)
def accept_case(request: HttpRequest, number: CaseNumber) -> CaseOut:
    account = account_of(request)
    accept(application=case_of(account, number), by=account)
    return shown(account, case_of(account, number))


@router.post(
    "/applications/{number}/completion-request",
    response=answers(CaseOut),
    summary="一次告知补正（经办人员）",
    description="只能要清单上还没有着落的证明。要别的会被拒绝，并且记录下来，不会到申请人那里。",
)
def ask_for_completion(request: HttpRequest, number: CaseNumber, body: Demand) -> CaseOut:
    account = account_of(request)
    case = case_of(account, number)
    listed = {proof.pk: proof for proof in case.proofs.select_related("version__entry__proof")}
    wanted = list(dict.fromkeys(body.proofs))
    strangers = [id for id in wanted if id not in listed]
    if strangers:
        raise Refused(
            *(
                Finding(
                    "input.proofs",
                    Outcome.NOT_MET,
                    f"这个办件里没有编号{id}的证明。",
                    cure="请先查看办件，从里面的证明编号中选。",
                )
                for id in strangers
            )
        )
    request_completion(
        application=case,
        by=account,
        proofs=[listed[id] for id in wanted],
        message=body.message,
        unlisted=body.unlisted,
    )
    return shown(account, case_of(account, number))


@router.post(
    "/applications/{number}/decision",
    response=answers(CaseOut),
    summary="准予或者不予办理（经办人员）",
    description="先决定的算数，后决定的得到409。",
)
def decide_case(request: HttpRequest, number: CaseNumber, body: Decision) -> CaseOut:
    account = account_of(request)
    case = case_of(account, number)
    decide(application=case, by=account, grant=body.grant, reason=body.reason)
    return shown(account, case_of(account, number))


@router.get(
    "/applications/{number}/decision",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载决定书（PDF）",
)
def fetch_decision(request: HttpRequest, number: CaseNumber) -> HttpResponse:
    case = case_of(account_of(request), number)
    if case.decision_document is None:
        raise Http404
    return file(case.decision_document)
