"""Who calls: a bearer token, counted by the minute. Browser sessions don't open the API."""

import time

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from nuozheng.law.findings import Refused
from nuozheng.parties.calls import counted
from nuozheng.parties.models import Account, ApiToken
from nuozheng.parties.second_factor import lacks_factor
from nuozheng.parties.tokens import holder

CALLS_PER_MINUTE = 600
PUBLIC_CALLS_PER_MINUTE = 60


class Bearer(HttpBearer):
    """`Authorization: Bearer nz_…`, as `nuozheng token new` gives it."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken | None:
        """The token, if it is good. Errors: Refused for staff without a second factor."""
        held = holder(token, timezone.now()) if 0 < len(token) <= 100 else None
        if held is not None and lacks_factor(held.account, timezone.localdate()):
            raise Refused.because(
                "second_factor_missing",
                "这把密钥属于工作人员，账号还没有设第二步验证，不能用。",
                cure="请先在网页上登录，设好第二步验证，密钥马上就能用。",
            )
        return held


class PerMinute(BaseThrottle):
    """So many calls in each minute of the clock, for one token or, without one, one address.

    Counts are shared by all processes.
    """

    def __init__(self, calls: int) -> None:
        self.calls = calls

    def allow_request(self, request: HttpRequest) -> bool:
        return counted(_caller(request), minute=int(time.time() // 60)) <= self.calls

    def wait(self) -> float:
        """Seconds to the next minute."""
        return 60 - time.time() % 60


def _caller(request: HttpRequest) -> str:
    token = getattr(request, "auth", None)
    if isinstance(token, ApiToken):
        return f"token:{token.pk}"
    try:
        return f"address:{get_adapter().get_client_ip(request)}"
    except PermissionDenied:
        return "address:unknown"


def account_of(request: HttpRequest) -> Account:
    """The account behind the token of an authenticated call."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token.account
