"""Whose token this is, and for whom it may act."""

from datetime import date

from django.http import HttpRequest
from ninja import Router

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Out, PartyOut, party_out
from nuozheng.credit.access import own_parties
from nuozheng.law.vocabulary import Role
from nuozheng.parties.roles import authorisations_held, posts

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
