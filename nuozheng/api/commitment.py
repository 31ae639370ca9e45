"""Notice, declaration, check, signature, withdrawal: the commitment of one case."""

from datetime import datetime
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Router, Status
from pydantic import Base64Bytes, Field

from nuozheng.api.applications import shown
from nuozheng.api.authentication import account_of
from nuozheng.api.case_schemas import CaseOut
from nuozheng.api.declaration_schemas import (
    CheckedOut,
    Declaration,
    DeclarationOut,
    checked_out,
    declaration_out,
    entered_from,
)
from nuozheng.api.lookup import case_of, case_to_act_on, speaks_for_applicant, today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Basis, Body, CaseNumber, Key, Out, Text, basis_of
from nuozheng.applications.actions.declare import (
    check_declaration,
    read_entered,
    save_entered,
)
from nuozheng.applications.actions.notify import notify
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.declaration import declared_proofs, read_stored
from nuozheng.applications.models import Application, Commitment, CommitmentStatus, Notice
from nuozheng.applications.own_signature import OwnSignature
from nuozheng.law.commitment import sentences
from nuozheng.verification.afterwards.correct import correct

router = Router(tags=["告知承诺"])


class NoticeItem(Out):
    """One numbered item of the notice."""

    key: str
    number: int
    title: str
    paragraphs: list[str]
    basis: list[Basis]


class StatementOut(Out):
    """A statement to be made at signing: its key and exact sentence."""

    key: str
    sentence: str


class NoticeOut(Out):
    """The whole notice as delivered, and the statements that the place asks for."""

    items: list[NoticeItem]
    statements: list[StatementOut]
    digest: str
    template: int
    delivered_at: datetime


class Signature(Body):
    """`statements` are the keys agreed to; `insists` explains why the data are wrong."""

    statements: list[Key] = Field(max_length=20)
    insists: Text = ""
    drawing: Annotated[Base64Bytes, Field(max_length=2**18)] | None = Field(
        default=None, description="手写签名，PNG或者JPEG的Base64，不超过100KB；可以没有"
    )
    certified: Annotated[Base64Bytes, Field(max_length=2**23)] | None = Field(
        default=None,
        description="用本人数字证书对letter/unsigned的PDF签的CMS（分离式）的Base64；可以没有",
    )


class SignedOut(Out):
    """What was signed. The PDF follows within seconds at `letter`."""

    letter_number: str
    content_digest: str
    signed_at: datetime
    statements: list[str]
    checks: list[CheckedOut]
    letter: str


class CorrectionIn(Declaration):
    """Only what is corrected; `insists` explains why the data are wrong."""

    why: Text = ""
    insists: Text = ""


class Reason(Body):
    """Why."""

    reason: Text


@router.post(
    "/applications/{number}/notice",
    response=answers(NoticeOut, 201),
    summary="送达告知书",
    description="一次给全，送达有记录；给过以后用GET再看。",
)
def deliver_notice(request: HttpRequest, number: CaseNumber) -> Status[NoticeOut]:
    account = account_of(request)
    case = case_of(account, number)
    return Status(201, _notice_out(case, notify(application=case, by=account)))


@router.get(
    "/applications/{number}/notice", response=answers(NoticeOut), summary="查看送达的告知书"
)
def show_notice(request: HttpRequest, number: CaseNumber) -> NoticeOut:
    case = case_of(account_of(request), number)
    notice = Notice.objects.filter(application=case).select_related("template").first()
    if notice is None:
        raise Http404
    return _notice_out(case, notice)


@router.get(
    "/applications/{number}/declaration",
    response=answers(DeclarationOut),
    summary="查看要承诺的条件、填了什么、比对结果",
)
def show_declaration(request: HttpRequest, number: CaseNumber) -> DeclarationOut:
    """没有签的草稿只有申请人一方看得到。"""
    account = account_of(request)
    case = case_of(account, number)
    commitment = Commitment.objects.filter(application=case).first()
    if commitment is None:
        raise Http404
    if commitment.status == CommitmentStatus.DRAFT and not speaks_for_applicant(account, case):
        raise Http404
    return declaration_out(commitment, read_entered(case, today()))


@router.put(
    "/applications/{number}/declaration",
    response=answers(DeclarationOut),
    summary="保存填写的内容",
    description="写到的证明整份替换，没写到的不动；不对的也先存着，`errors`里说怎样改。",
)
def save_declaration(request: HttpRequest, number: CaseNumber, body: Declaration) -> DeclarationOut:
    account = account_of(request)
    case = case_of(account, number)
    entered = entered_from(body, read_entered(case, today()))
    save_entered(application=case, by=account, entered=entered)
    commitment = Commitment.objects.get(application=case)
    return declaration_out(commitment, read_entered(case, today()))


@router.post(
    "/applications/{number}/declaration/check",
    response=answers(list[CheckedOut]),
    summary="与数据源比对填写的内容",
    description="签署以前先比对：不一致的可以改；数据源暂不可用的，不算您不实。",
)
def check(request: HttpRequest, number: CaseNumber) -> list[CheckedOut]:
    account = account_of(request)
    case = case_of(account, number)
    return [checked_out(one) for one in check_declaration(application=case, by=account)]


@router.post(
    "/applications/{number}/signature",
    response=answers(SignedOut),
    summary="签署承诺书，同时提交申请",
)
def sign_letter(request: HttpRequest, number: CaseNumber, body: Signature) -> SignedOut:
    """`statements`是告知书回答里列出的各句的key，要全部同意。"""
    account = account_of(request)
    case = case_to_act_on(account, number)
    signed = sign(
        application=case,
        by=account,
        statements=frozenset(body.statements),
        insists=body.insists,
        own=OwnSignature(drawing=body.drawing or b"", file=body.certified or b""),
    )
    return _signed(case, signed)


@router.post(
    "/applications/{number}/correction",
    response=answers(SignedOut),
    summary="核查以前自行更正承诺的内容",
    description="只写要更正的项；承诺书重新签署、换新编号，原来的一份也留着。不留任何不良记录。",
)
def correct_commitment(request: HttpRequest, number: CaseNumber, body: CorrectionIn) -> SignedOut:
    """已经开始核查的不能更正：查到对不上的，先请本人说明。"""
    account = account_of(request)
    case = case_to_act_on(account, number)
    commitment = Commitment.objects.filter(application=case).first()
    if commitment is None:
        raise Http404
    standing = [read_stored(commitment, proof) for proof in declared_proofs(commitment)]
    signed = correct(
        application=case,
        by=account,
        typed=entered_from(body, standing),
        why=body.why,
        insists=body.insists,
    )
    return _signed(case, signed)


@router.post(
    "/applications/{number}/withdrawal",
    response=answers(CaseOut),
    summary="撤回承诺",
    description="办结以前有合理理由可以撤回（本地有规定的），改按提交证明的程序办，不算失信。"
    "没有要申请人交的证明的，办件当场接着办，状态是submitted。",
)
def withdraw_commitment(request: HttpRequest, number: CaseNumber, body: Reason) -> CaseOut:
    account = account_of(request)
    withdraw(application=case_of(account, number), by=account, reason=body.reason)
    return shown(account, case_of(account, number))


def _signed(case: Application, signed: Commitment) -> SignedOut:
    assert signed.signed_at is not None
    return SignedOut(
        letter_number=signed.letter_number,
        content_digest=signed.content_digest,
        signed_at=signed.signed_at,
        statements=signed.statements,
        checks=[checked_out(stored) for stored in signed.checks],
        letter=f"applications/{case.number}/letter",
    )


def _notice_out(case: Application, notice: Notice) -> NoticeOut:
    items: list[dict[str, Any]] = notice.content["items"]
    return NoticeOut(
        items=[NoticeItem(**{**one, "basis": basis_of(one["basis"])}) for one in items],
        statements=[StatementOut(key=key, sentence=said) for key, said in sentences(case.policy)],
        digest=notice.digest,
        template=notice.template.number,
        delivered_at=notice.delivered_at,
    )
