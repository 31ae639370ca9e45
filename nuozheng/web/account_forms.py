"""The forms of an account, with their hints in our own words."""

from typing import Any

from allauth.account import forms
from django.utils.translation import gettext_lazy as _

PASSWORD_RULES = _("至少10个字符，不能全是数字，不能是常见的密码，也不要和您的用户名相近。")


class SignupForm(forms.SignupForm):  # type: ignore[misc]
    """A new account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_RULES


class ChangePasswordForm(forms.ChangePasswordForm):  # type: ignore[misc]
    """Another password for the account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_RULES
