"""Whose account a sign-in through a provider opens.

An account is opened by a link that was made before, or by an identity that the provider says it
verified: never by an e-mail address or a user name. Staff are linked by an administrator only.
"""

import hashlib
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from nuozheng.law.identifiers import check_id_number
from nuozheng.law.vocabulary import PartyKind
from nuozheng.parties.models import Account, Party
from nuozheng.web.accounts.identity import NONCE


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Links a provider's subject to an account, or makes one for a verified person."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Errors: OAuth2Error for another's nonce; a page that says why for everybody unknown."""
        sent = (sociallogin.state.get("data") or {}).get(NONCE, "")
        if not sent or not constant_time_compare(sent, str(sociallogin.claims.get(NONCE, ""))):
            raise OAuth2Error("nonce of another sign-in")
        if sociallogin.is_existing:
            return
        party = _verified(sociallogin)
        if party is None:
            raise _told(request, _("身份认证平台没有告诉我们核实过的身份证件号码，所以不能登录。"))
        account = Account.objects.filter(party=party).first() if party.pk else None
        if account is None:
            sociallogin.verified_party = party
        elif account.memberships.exists() or not account.is_active:
            raise _told(request, _("这个账号要由管理人员事先绑定，才能用统一身份认证登录。"))
        else:
            sociallogin.connect(request, account)

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return True

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None
    ) -> Account:
        """A new account for a verified person, without a password."""
        party: Party = sociallogin.verified_party
        subject = f"{sociallogin.account.provider}\n{sociallogin.account.uid}"
        with transaction.atomic():
            if not party.pk:
                party.save()
            account = Account(
                username=f"u-{hashlib.sha256(subject.encode()).hexdigest()[:20]}",
                display_name=party.name,
                party=party,
            )
            account.set_unusable_password()
            sociallogin.user = account
            sociallogin.save(request)
        return account

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any
    ) -> None:
        """One page for whatever went wrong; what it was isn't told to whoever tries."""
        raise _told(request, _("没有登录成功：认证没有完成，或者这一次的链接已经用过。"))


def _verified(sociallogin: SocialLogin) -> Party | None:
    """The person that the provider verified, known or new; None where it names nobody surely."""
    names, claims = sociallogin.provider.app.settings, sociallogin.claims
    number = claims.get(names["identity_claim"])
    name = claims.get(names["name_claim"])
    if claims.get(names["verified_claim"]) is not True or not isinstance(number, str):
        return None
    if not isinstance(name, str) or not name.strip() or check_id_number(number) is not None:
        return None
    known = Party.objects.known_as(PartyKind.PERSON, number)
    if known is not None:
        return known if known.name == name.strip() else None
    return Party(kind=PartyKind.PERSON, name=name.strip(), identifier=number)


def _told(request: HttpRequest, why: str) -> ImmediateHttpResponse:
    page: HttpResponse = render(request, "socialaccount/refused.html", {"why": why}, status=403)
    return ImmediateHttpResponse(page)
