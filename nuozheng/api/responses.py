"""Which answers an operation declares, and files as requests and answers."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from nuozheng.api.errors import STATUSES, Problem
from nuozheng.documents.models import Document
from nuozheng.documents.uploads import MAXIMUM_BYTES

_ENDING = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def answers(model: Any, status: int = 200) -> dict[Any, Any]:
    """The response table of an operation: its answer, and every problem that can come instead."""
    return {status: model, STATUSES: Problem}


def file(document: Document) -> HttpResponse:
    """A filed document, byte for byte, with its digest as entity tag."""
    answer = HttpResponse(bytes(document.content), content_type=document.media_type)
    name = f"{document.title}.{_ENDING.get(document.media_type, 'bin')}"
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    answer["Cache-Control"] = "private"
    answer["ETag"] = f'"{document.sha256}"'
    return answer


PDF_ANSWER: dict[str, Any] = {
    "responses": {
        200: {
            "description": "PDF",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}
"""What `openapi_extra` says of an operation that answers with a file."""

FILE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "string", "format": "binary", "maxLength": MAXIMUM_BYTES}}
            for kind in ("application/pdf", "image/jpeg", "image/png")
        },
    }
}
"""What `openapi_extra` says of an operation whose request is a file."""
