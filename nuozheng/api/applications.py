"""Cases: open one, list them, see one with its clocks, history, look-ups and papers."""

from typing import Annotated, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Header, Query, Router, Status
from pydantic import StringConstraints

from nuozheng.api.authentication import account_of
from nuozheng.api.case_schemas import (
    CaseOut,
    CaseSummary,
    MoveOut,
    ReceiptOut,
    case_out,
    case_summary,
    move_out,
    receipt_out,
)
from nuozheng.api.errors import problem
from nuozheng.api.lookup import case_of, cases, item_of, roles_in, speaks_for_applicant, today
from nuozheng.api.responses import PDF_ANSWER, answers, file
from nuozheng.api.schemas import Body, CaseNumber, Id, Page, Paging, page_of
from nuozheng.applications.actions.open import Applying, open_application
from nuozheng.applications.letter import unsigned_letter
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.credit.access import own_parties
from nuozheng.evidence import deadlines, moves
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.parties.models import Account
from nuozheng.parties.roles import authorisations_held

router = Router(tags=["办件"])

OpeningKey = Annotated[
    str, StringConstraints(min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$")
]


class Opening(Body):
    """`party` is a company of yours; `authorisation` makes you an agent; neither: yourself.

    `channel` is app where the program is the city's mobile app (蒙速办·鄂能办 in ORD23-3.2b).
    """

    item: Id
    party: Id | None = None
    authorisation: Id | None = None
    channel: Literal["api", "app"] = "api"


@router.post(
    "/applications",
    response=answers(CaseOut, 201),
    summary="开始办理一个事项",
    description="同一个Idempotency-Key重复发送，只开一个办件。共享数据当场查询，"
    "每份证明怎样解决都在回答里。",
)
def open_case(
    request: HttpRequest,
    body: Opening,
    idempotency_key: Annotated[OpeningKey, Header(alias="Idempotency-Key")],
) -> Status[CaseOut]:
    account = account_of(request)
    item = item_of(body.item)
    if item is None:
        raise Refused.because("input.item", "没有这个事项。", cure="请从清单里查事项的id。")
    applying = _applying(account, body)
    case = open_application(
        item=item, applying=applying, by=account, opening_key=idempotency_key, channel=body.channel
    )
    if (case.item_id, case.applicant_id) != (item.pk, applying.applicant.pk):
        raise Refused.because(
            "opening_key_used",
            "这个Idempotency-Key已经用来办别的事项。",
            cure="每一个新的办件换一个新的Idempotency-Key。",
        )
    return Status(201, shown(account, case_of(account, case.number)))


@router.get("/applications", response=answers(Page[CaseSummary]), summary="列出看得到的办件")
def list_cases(
    request: HttpRequest, paging: Query[Paging], status: ApplicationStatus | None = None
) -> Page[CaseSummary]:
    """自己的、自己公司的、代理的；工作人员还有本机关的。"""
    rows = cases(account_of(request))
    return page_of(rows.filter(status=status) if status else rows, paging, case_summary)


@router.get("/applications/{number}", response=answers(CaseOut), summary="查看一个办件")
def show_case(request: HttpRequest, number: CaseNumber) -> CaseOut:
    """状态、证明、时限、资格审查，以及您现在可以做什么（`allowed`）。"""
    account = account_of(request)
    return shown(account, case_of(account, number))


@router.get(
    "/applications/{number}/history",
    response=answers(Page[MoveOut]),
    summary="查看办件的全部经过",
)
def show_history(request: HttpRequest, number: CaseNumber, paging: Query[Paging]) -> Page[MoveOut]:
    case = case_of(account_of(request), number)
    return page_of(moves.history(APPLICATION.kind, case.pk), paging, move_out)


@router.get(
    "/applications/{number}/access-receipts",
    response=answers(Page[ReceiptOut]),
    summary="查看为这个办件查过哪些数据",
)
def show_receipts(
    request: HttpRequest, number: CaseNumber, paging: Query[Paging]
) -> Page[ReceiptOut]:
    case = case_of(account_of(request), number)
    rows = AccessReceipt.objects.filter(party=case.applicant_id, case_number=case.number)
    return page_of(rows.select_related("asked_by").order_by("pk"), paging, receipt_out)


@router.get(
    "/applications/{number}/letter/unsigned",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载核对过、还没有签的承诺书（PDF）",
    description="打印出来签，或者用本人的数字证书签；改动一个字节都不能用。只给申请人一方。",
)
def fetch_unsigned(request: HttpRequest, number: CaseNumber) -> HttpResponse:
    account = account_of(request)
    case = case_of(account, number)
    commitment = Commitment.objects.filter(application=case, checked_at__isnull=False).first()
    if commitment is None or not speaks_for_applicant(account, case):
        raise Http404
    if commitment.status != CommitmentStatus.DRAFT:
        raise Http404
    return HttpResponse(unsigned_letter(commitment), content_type="application/pdf")


@router.get(
    "/applications/{number}/letter",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载签好的承诺书（PDF）",
    description="签署以后几秒钟排好；还没排好时是404，带Retry-After。",
)
def fetch_letter(request: HttpRequest, number: CaseNumber) -> HttpResponse:
    case = case_of(account_of(request), number)
    commitment = (
        Commitment.objects.filter(application=case)
        .exclude(status=CommitmentStatus.DRAFT)
        .select_related("letter")
        .first()
    )
    if commitment is None:
        raise Http404
    if commitment.letter is None:
        answer = problem(
            404, "letter-being-set", "承诺书正在排版", "已经签好，正在排版，请过几秒再来取。"
        )
        answer["Retry-After"] = "2"
        return answer
    return file(commitment.letter)


def shown(account: Account, case: Application) -> CaseOut:
    """The case as this account sees it now."""
    return case_out(
        case,
        case.proofs.select_related("version__entry__proof"),
        deadlines.running(APPLICATION.kind, case.pk),
        roles_in(account, case),
        today(),
    )


def _applying(account: Account, body: Opening) -> Applying:
    """Who applies; only parties and authorities of the account itself can be named."""
    if body.authorisation is not None:
        held = {one.pk: one for one in authorisations_held(account, today())}
        authority = held.get(body.authorisation)
        if authority is None or body.party not in (None, authority.principal_id):
            raise _unknown("authorisation", "没有这份授权，或者已经失效。")
        return Applying(authority.principal, authority)
    wanted = body.party or account.party_id or 0
    party = own_parties(account, today()).filter(pk=wanted).first()
    if party is None:
        raise _unknown("party", "您不能替这个申请人办理。")
    return Applying(party)


def _unknown(field: str, detail: str) -> Refused:
    cure = "请先看GET me，里面有您可以用的编号。"
    return Refused.because(f"input.{field}", detail, cure=cure)
