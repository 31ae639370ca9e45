"""Files that people hand in: what they are is read from their bytes, not from their names."""

from django.conf import settings
from django.utils.translation import gettext as _

from nuozheng.documents.models import Document
from nuozheng.law.findings import Refused

MAXIMUM_BYTES: int = settings.NUOZHENG_UPLOAD_BYTES
MOST = f"{MAXIMUM_BYTES // 2**20}MB"
"""The limit in words, for every hint and refusal that names it."""
_KINDS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)


def received(content: bytes, *, kind: str, title: str) -> Document:
    """An unsaved document of an upload; Refused if empty, too large or not PDF, JPEG, PNG."""
    if not content:
        raise Refused.because(
            "file_empty", _("这个文件是空的。"), cure=_("请重新选择文件，或者重新拍照。")
        )
    if len(content) > MAXIMUM_BYTES:
        raise Refused.because(
            "file_too_large",
            _("这个文件有%(size).1fMB，超过%(most)s。")
            % {"size": len(content) / 2**20, "most": MOST},
            cure=_("请压缩以后再传，或者拍照上传。"),
        )
    for start, media_type in _KINDS:
        if content.startswith(start):
            return Document.of(content, kind=kind, title=title, media_type=media_type)
    raise Refused.because(
        "file_kind_unknown",
        _("这个文件不是PDF、JPEG或者PNG。"),
        cure=_("请另存为PDF，或者拍照上传。"),
    )
