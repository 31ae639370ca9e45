"""Keys with which a program acts as an account: shown once, kept as a digest, ended by a day."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from nuozheng.evidence.prepared import Prepared
from nuozheng.parties.models import Account, ApiToken

PREFIX = "nz_"
LONGEST_DAYS = 366
_IN_FORCE = Prepared(
    lambda digest, at: ApiToken.objects.select_related("account").filter(
        digest=digest, expires_at__gt=at, revoked_at=None, account__is_active=True
    )
)


def issue(account: Account, *, name: str, days: int) -> tuple[ApiToken, str]:
    """A new token and its secret, which nobody can read again.

    Errors: ValueError for a term outside 1 to 366 days.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise ValueError(f"a token lasts 1 to {LONGEST_DAYS} days")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip()[:60],
        digest=_digest(secret),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


def holder(secret: str, at: datetime) -> ApiToken | None:
    """The token with this secret and its account, if both are good at this moment."""
    return _IN_FORCE.first(digest=_digest(secret), at=at)


def revoke(token: ApiToken) -> None:
    """End a token now; it stays in the list."""
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])


def _digest(secret: str) -> str:
    """SHA-256 suffices: the secret has 256 random bits and can't be guessed from its digest."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
