"""Answers that are files."""

from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from nuozheng.documents.models import Document

_GONE = 410
_ENDING = {
    "application/pdf": "pdf",
    "application/zip": "zip",
    "image/jpeg": "jpg",
    "image/png": "png",
}


def pdf(content: bytes, name: str) -> HttpResponse:
    """A PDF that the browser may show."""
    return _answer(content, "application/pdf", name, "inline")


def file(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved."""
    return _answer(content, media_type, name, "attachment")


def fetched(document: Document, *, ours: bool) -> HttpResponse:
    """A filed document, byte for byte; what somebody else uploaded is saved and never shown."""
    if document.is_erased:
        words = _("《%(title)s》保存期满，已经删除，只留下名称和摘要值。") % {
            "title": document.title
        }
        return HttpResponse(words, "text/plain; charset=utf-8", _GONE)
    name = f"{document.title}.{_ENDING.get(document.media_type, 'bin')}"
    how = "inline" if ours and document.media_type == "application/pdf" else "attachment"
    return _answer(bytes(document.content), document.media_type, name, how)


def attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to be saved under this name."""
    return _answer(content, media_type, name, "attachment")


def _answer(content: bytes, media_type: str, name: str, how: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(name, safe='')}"
    answer.headers["Cache-Control"] = "no-store" if how == "attachment" else "private"
    return answer
