"""A second factor in this session, and whether somebody confirmed just now that it is they."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from nuozheng.parties.models import Account
from nuozheng.parties.second_factor import has_factor

RECENT_SECONDS = 15 * 60
_MFA = "mfa"


def sent_to_factor(request: HttpRequest, account: Account) -> HttpResponse | None:
    """Where staff must go before their desk opens; None when this session has its factor."""
    if not settings.NUOZHENG_SECOND_FACTOR:
        return None
    if not has_factor(account):
        messages.warning(request, _("工作人员要先设好第二步验证，才能进工作台。一两分钟就好。"))
        return redirect("mfa_index")
    if any(one["method"] == _MFA for one in get_authentication_records(request, account)):
        return None
    return redirect(f"{reverse('mfa_reauthenticate')}?{_back(request)}")


def recently_confirmed(request: HttpRequest) -> bool:
    """Whether this person proved in the last 15 minutes that it is they; by a factor, if any."""
    account = request.user
    if not isinstance(account, Account):
        return False
    if not settings.NUOZHENG_SECOND_FACTOR:
        return True
    if not has_factor(account):
        return recently_signed_in(request, account)
    since = time.time() - RECENT_SECONDS
    records = get_authentication_records(request, account)
    return any(one["method"] == _MFA and one["at"] > since for one in records)


def recently_signed_in(request: HttpRequest, account: Account) -> bool:
    """Whether this session showed any proof of the account in the last 15 minutes."""
    since = time.time() - RECENT_SECONDS
    return any(one["at"] > since for one in get_authentication_records(request, account))


def sent_to_confirm(request: HttpRequest) -> HttpResponse:
    """To the page that asks for proof, and back; what a form held is typed again."""
    messages.info(request, _("这一步要先再确认是您本人，确认以后15分钟内不再问。"))
    assert isinstance(request.user, Account)
    name = "mfa_reauthenticate" if has_factor(request.user) else "account_reauthenticate"
    return redirect(f"{reverse(name)}?{_back(request)}")


def factor_added(
    request: HttpRequest, user: Account, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Receiver: who has just shown that a new factor works need not show it again."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, _MFA, id=authenticator.pk, type=str(authenticator.type)
        )


def codes_made(instance: Authenticator, **_kwargs: Any) -> None:
    """Receiver: recovery codes count as looked at from the start, as a page that shows them may
    not write that down."""
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        instance.data.setdefault("viewed_at", time.time())


def _back(request: HttpRequest) -> str:
    return urlencode({"next": request.get_full_path()})
