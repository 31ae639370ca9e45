"""The proofs of a case: choose a way, hand in a document, record an agency's answer."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from nuozheng.api.authentication import account_of
from nuozheng.api.case_schemas import ProofOut, proof_out
from nuozheng.api.errors import too_large
from nuozheng.api.lookup import case_of, proof_of
from nuozheng.api.responses import FILE_BODY, answers
from nuozheng.api.schemas import Body, CaseNumber, Id, Out, Text
from nuozheng.applications.actions.certificate import (
    LONGEST_CODE,
    present_certificate,
    set_aside_certificate,
)
from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.rehearsal import rehearse
from nuozheng.documents.uploads import MAXIMUM_BYTES, MOST
from nuozheng.law.vocabulary import Substitution

router = Router(tags=["证明"])


class Choice(Body):
    """`declined_because` where a commitment was offered and another way is taken."""

    way: Substitution
    declined_because: Literal["", "unwilling", "unable", "wont_bear_liability"] = ""


class SaysOut(Out):
    """What one source has on one point; `value` is empty where it says nothing."""

    source: str
    title: str
    attribute: str
    value: str


class RehearsedOut(Out):
    """One condition; `result` is agrees, differs, tells (not declared yet) or cannot_say."""

    proof: int
    condition: str
    sentence: str
    result: str
    why: str
    said: list[SaysOut]


class RehearsalOut(Out):
    """What the sources would say, condition by condition; kept nowhere."""

    conditions: list[RehearsedOut]


class Presented(Body):
    """`code` is what the certificate shows; `channel` where it is presented: app, window, …"""

    code: Annotated[str, Field(min_length=1, max_length=LONGEST_CODE)]
    channel: Literal["web", "app", "window", "api"] = "app"


class Obtained(Body):
    """Which agency confirmed what, on which day, how."""

    note: Text


@router.post(
    "/applications/{number}/proofs/{id}/choice",
    response=answers(ProofOut),
    summary="为一份证明选办法",
)
def choose_way(request: HttpRequest, number: CaseNumber, id: Id, body: Choice) -> ProofOut:
    """从`way`和`alternatives`里选；交件以前可以改。"""
    account = account_of(request)
    case = case_of(account, number)
    proof = proof_of(case, id)
    choose(
        application=case,
        proof=proof,
        way=body.way,
        by=account,
        declined_because=body.declined_because,
    )
    return proof_out(proof_of(case, id))


@router.post(
    "/applications/{number}/rehearsal",
    response=answers(RehearsalOut),
    summary="选办法以前，先看数据怎么说（申请人）",
)
def rehearse_sources(request: HttpRequest, number: CaseNumber) -> RehearsalOut:
    """结果不保存，只留查询记录；一天最多5次。"""
    account = account_of(request)
    return RehearsalOut(
        conditions=[
            RehearsedOut(
                proof=one.proof.pk,
                condition=part.key,
                sentence=part.sentence,
                result=part.result,
                why=part.why,
                said=[
                    SaysOut(
                        source=said.source,
                        title=said.title,
                        attribute=said.attribute,
                        value=said.value,
                    )
                    for said in part.said
                ],
            )
            for one in rehearse(application=case_of(account, number), by=account)
            for part in one.conditions
        ]
    )


@router.post(
    "/applications/{number}/proofs/{id}/certificate",
    response=answers(ProofOut),
    summary="出示电子证照，代替上传（申请人）",
)
def present(request: HttpRequest, number: CaseNumber, id: Id, body: Presented) -> ProofOut:
    """按证照上的编码查本人的这一份；印章验得过、有效的，关联到办件，渠道记下来。"""
    account = account_of(request)
    case = case_of(account, number)
    proof = proof_of(case, id)
    present_certificate(
        application=case, proof=proof, code=body.code, channel=body.channel, by=account
    )
    return proof_out(proof_of(case, id))


@router.delete(
    "/applications/{number}/proofs/{id}/certificate",
    response=answers(ProofOut),
    summary="不用查到的电子证照，改用别的办法（申请人）",
)
def set_aside(request: HttpRequest, number: CaseNumber, id: Id) -> ProofOut:
    """不是本人的、记载有误的，或者不想用的；交件以前可以。"""
    account = account_of(request)
    case = case_of(account, number)
    set_aside_certificate(application=case, proof=proof_of(case, id), by=account)
    return proof_out(proof_of(case, id))


@router.put(
    "/applications/{number}/proofs/{id}/document",
    response=answers(ProofOut),
    openapi_extra=FILE_BODY,
    summary="提交一份证明的文件",
    description=f"请求体就是文件本身：PDF、JPEG或者PNG，不超过{MOST}。再交一次，换掉前一份。",
)
def hand_in_document(request: HttpRequest, number: CaseNumber, id: Id) -> ProofOut | HttpResponse:
    account = account_of(request)
    case = case_of(account, number)
    proof = proof_of(case, id)
    # Read from the stream: `body` is bounded for JSON, files may be larger.
    content = request.read(MAXIMUM_BYTES + 1)
    if len(content) > MAXIMUM_BYTES:
        return too_large(request, None)
    hand_in(application=case, proof=proof, content=content, by=account)
    return proof_out(proof_of(case, id))


@router.post(
    "/applications/{number}/proofs/{id}/obtained",
    response=answers(ProofOut),
    summary="登记出具单位的答复（经办人员）",
)
def record_answer(request: HttpRequest, number: CaseNumber, id: Id, body: Obtained) -> ProofOut:
    account = account_of(request)
    case = case_of(account, number)
    obtain(application=case, proof=proof_of(case, id), by=account, note=body.note)
    return proof_out(proof_of(case, id))
