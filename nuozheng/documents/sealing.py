"""The one step in which a paper of ours is sealed, so that the bytes that are filed are the sealed
ones: a PAdES seal inside, an SM2 signature beside it.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from nuozheng.documents.models import Document
from nuozheng.documents.pades import sealed
from nuozheng.documents.seal_keys import Sealing, make_trial_keys, sealing_in
from nuozheng.documents.typesetting.press import chinese_moment

_PDF = "application/pdf"
_TRIAL_NAME = "诺证示例平台"


def sealing() -> Sealing | None:
    """The keys in force; None where a place has not set up its seal. Errors: WrongKey."""
    if not settings.NUOZHENG_SEALING:
        return None
    folder = Path(settings.NUOZHENG_SEALING)
    if settings.NUOZHENG_DEMO:
        make_trial_keys(folder, _TRIAL_NAME)
    return sealing_in(folder)


def seal_words(unit: str, at: datetime) -> tuple[str, ...]:
    """What stands where a stamp would: whose seal, when, and that it's a specimen if it is one."""
    if not settings.NUOZHENG_SEALING:
        return ()
    specimen = ("示例，没有法律效力",) if settings.NUOZHENG_DEMO else ()
    return ("电子签章", unit, chinese_moment(at), *specimen)


def issued(
    content: bytes, *, kind: str, title: str, unit: str, at: datetime | None = None
) -> Document:
    """An unsaved document of ours, sealed for a unit at this moment. Errors: WrongKey."""
    keys = sealing()
    if keys is None:
        return Document.of(content, kind=kind, title=title, media_type=_PDF)
    moment = at or timezone.now()
    whole = sealed(content, keys.pades, unit=unit, reason=f"{unit}电子签章", at=moment)
    document = Document.of(whole, kind=kind, title=title, media_type=_PDF)
    document.sm2_signature = keys.sm2.sign(whole)
    document.sm2_key = keys.sm2.public_key.hex()
    return document
