"""Whose token this is, and for whom it may act."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Query, Router

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import (
    Basis,
    Out,
    Page,
    Paging,
    PartyOut,
    basis_of,
    page_of,
    party_out,
)
from nuozheng.credit.access import own_parties
from nuozheng.evidence.models import StaffLook
from nuozheng.law.looks import page_title
from nuozheng.law.vocabulary import Role
from nuozheng.parties.roles import authorisations_held, post_of, posts
from nuozheng.verification.looks import note_readers, told_looks

router = Router(tags=["账号"])


class PostOut(Out):
    """A post that the account holds."""

    role: str
    role_text: str
    agency: str


class AuthorisationOut(Out):
    """A written authority that the account's person holds; `id` goes into an application."""

    id: int
    principal: PartyOut
    services: list[str]
    may_commit: bool
    ends_on: date


class LookOut(Out):
    """Somebody in office had one's data on the screen; `record` names the row in a complaint."""

    record: int
    who: str
    page: str
    purpose: str
    basis: list[Basis]
    case_number: str
    first_at: datetime
    last_at: datetime
    times: int


class MeOut(Out):
    """The account; `parties` are the person and the companies for which it may apply."""

    username: str
    name: str
    parties: list[PartyOut]
    authorisations: list[AuthorisationOut]
    posts: list[PostOut]


@router.get("/me", response=answers(MeOut), summary="查看密钥属于谁、可以替谁办")
def show_me(request: HttpRequest) -> MeOut:
    account = account_of(request)
    return MeOut(
        username=account.username,
        name=account.display_name,
        parties=[party_out(party) for party in own_parties(account, today()).order_by("pk")],
        authorisations=[
            AuthorisationOut(
                id=held.pk,
                principal=party_out(held.principal),
                services=held.services,
                may_commit=held.may_commit,
                ends_on=held.ends_on,
            )
            for held in authorisations_held(account, today())
        ],
        posts=[
            PostOut(role=post.role, role_text=Role(post.role).chinese, agency=post.agency.name)
            for post in posts(account, today())
        ],
    )


@router.get("/me/looks", response=answers(Page[LookOut]), summary="谁看过自己的信息")
def list_looks(request: HttpRequest, paging: Query[Paging]) -> Page[LookOut]:
    """工作人员每人每天每页一条；正在进行的检查，检查结束再告诉。"""
    account = account_of(request)
    rows = told_looks(account, today()).order_by("-last_at", "-pk")
    note_readers(rows, account, post=post_of(account, today()) or "代办人")
    return page_of(rows, paging, _look_out)


def _look_out(row: StaffLook) -> LookOut:
    return LookOut(
        record=row.pk,
        who=row.post or "工作人员",
        page=page_title(row.what),
        purpose=row.purpose,
        basis=basis_of(row.basis),
        case_number=row.case_number,
        first_at=row.first_at,
        last_at=row.last_at,
        times=row.times,
    )
