"""Whether an account has a second factor, and for whom it is a duty."""

from collections.abc import Collection
from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings

from nuozheng.parties.models import Account, Membership, in_force

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(account: Account) -> bool:
    """An authenticator app or a passkey; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user=account, type__in=_FACTORS).exists())


def with_factor(accounts: Collection[int]) -> set[int]:
    """Which of these accounts have a second factor, by id."""
    held = Authenticator.objects.filter(user__in=accounts, type__in=_FACTORS)
    return set(held.values_list("user", flat=True))


def holds_post(account: Account, today: date) -> bool:
    """Whether the account works for an agency on this day."""
    return Membership.objects.filter(in_force(today), account=account).exists()


def lacks_factor(account: Account, today: date) -> bool:
    """Whether the account must set up a second factor before it may work, here or by program."""
    if not settings.NUOZHENG_SECOND_FACTOR:
        return False
    return not has_factor(account) and holds_post(account, today)


def forget_factors(account: Account) -> int:
    """Take away every factor of an account, recovery codes included; how many there were."""
    count, _each = Authenticator.objects.filter(user=account).delete()
    return int(count)
