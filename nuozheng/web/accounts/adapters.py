"""What allauth asks of us: our words, our keys, and when a proof is fresh enough."""

from base64 import b64decode, b64encode
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nuozheng.evidence.encryption import keys
from nuozheng.parties.models import Account
from nuozheng.parties.second_factor import has_factor
from nuozheng.web.accounts.second_factor import recently_signed_in

_WAYS = {
    "account_reauthenticate": gettext_lazy("用密码"),
    "mfa_reauthenticate": gettext_lazy("用验证器或者恢复码"),
    "mfa_reauthenticate_webauthn": gettext_lazy("用通行密钥"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by user name."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in sets up a first factor without typing the password again."""
        account = getattr(self.request, "user", None)
        if app == "allauth.mfa" and isinstance(account, Account):
            return has_factor(account) or not recently_signed_in(self.request, account)
        return True

    def get_reauthentication_methods(self, user: Account) -> list[dict[str, Any]]:
        """The ways to confirm, in our words."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        by_address = {reverse(name): words for name, words in _WAYS.items()}
        shown = [{**way, "description": str(by_address[way["url"]])} for way in ways]
        # Who has a second factor confirms by it: a password alone may be in other hands.
        return [way for way in shown if way["id"] != "reauthenticate"] or shown


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: secrets are sealed like all personal data."""

    error_messages: ClassVar = {
        "add_email_blocked": gettext_lazy("这个账号有第二步验证，不能再加邮箱。"),
        "cannot_delete_authenticator": gettext_lazy("现在不能停用第二步验证。"),
        "cannot_generate_recovery_codes": gettext_lazy(
            "请先设好验证器或者通行密钥，再生成恢复码。"
        ),
        "incorrect_code": gettext_lazy(
            "这个验证码不对，或者已经用过。请等软件换一个新的数字再试。"
        ),
        "unverified_email": gettext_lazy("请先验证邮箱。"),
    }

    def get_totp_issuer(self) -> str:
        return _("诺证")

    def encrypt(self, text: str) -> str:
        return b64encode(keys().seal(text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return keys().open(b64decode(encrypted_text)).decode()

    def generate_authenticator_name(self, user: Account, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("通行密钥%(number)s") % {"number": count + 1}

    def _get_site_name(self) -> str:
        return _("诺证")
