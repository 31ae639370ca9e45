"""What a person adds to signing by account, as the form posted it."""

import base64
import binascii

from allauth.account.internal.flows.login import get_authentication_records
from django.utils.translation import gettext as _

from nuozheng.applications.own_signature import MOST_BYTES, OwnSignature
from nuozheng.law.findings import Refused
from nuozheng.web.sessions import SignedIn

_PNG = "data:image/png;base64,"


def posted_signature(request: SignedIn) -> OwnSignature:
    """The drawing, the file, and the second step of this sign-in. Errors: Refused for too much."""
    file = request.FILES.get("certified")
    if file is not None and (file.size or 0) > MOST_BYTES:
        raise Refused.because(
            "certificate_file_too_large",
            _("这个签名文件太大。"),
            "CN-DZQM-13",
            cure=_("请检查是不是选错了文件。"),
        )
    return OwnSignature(
        factor=_factor(request),
        drawing=_drawing(request.POST.get("drawn", "")),
        file=file.read() if file else b"",
    )


def _factor(request: SignedIn) -> str:
    """The kind of second step that this session showed last; empty for none."""
    records = get_authentication_records(request, request.user)
    return next((str(one["type"]) for one in reversed(records) if one.get("type")), "")


def _drawing(posted: str) -> bytes:
    """The picture; what is no PNG of ours is read as one that can't be printed."""
    if not posted:
        return b""
    try:
        return base64.b64decode(posted.removeprefix(_PNG), validate=True) or b"?"
    except (binascii.Error, ValueError):
        return b"?"
