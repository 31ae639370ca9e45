"""透明日志: its files as c2sp.org/tlog-tiles serves them, a page about it, and letters' proofs."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from nuozheng.applications.models import Commitment
from nuozheng.documents.models import Document
from nuozheng.evidence.log.models import LogHead
from nuozheng.evidence.log.notes import Note
from nuozheng.evidence.log.proofs import SUFFIX
from nuozheng.evidence.log.proving import NotYet, leaf_of, proof_of
from nuozheng.evidence.log.sequencer import CHECKPOINT
from nuozheng.evidence.log.settings import log_tiles, log_verifier
from nuozheng.oversight.log.figures import lines_by_kind
from nuozheng.verification.afterwards.models import LetterVersion
from nuozheng.web.files import attached
from nuozheng.web.public.letter_numbers import written

_PARTS = r"(?:x[0-9]{3}/){0,5}[0-9]{3}"
_TILE = re.compile(rf"(?:entries|[0-9]|[1-5][0-9]|6[0-3])/{_PARTS}(?:\.p/[1-9][0-9]{{0,2}})?")
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def show_log(request: HttpRequest) -> HttpResponse:
    """What the log is, its key, its newest head, and how to check it."""
    head = LogHead.objects.first()
    page = {
        "head": head,
        "signers": [name for name, _ in Note.read(head.note).signatures] if head else [],
        "vkey": log_verifier().vkey,
        "lines": lines_by_kind(),
    }
    return render(request, "web/public/log.html", page)


@require_safe
def fetch_checkpoint(request: HttpRequest) -> HttpResponse:
    """The signed head with its cosignatures; asked for anew each time."""
    return _served(CHECKPOINT, "text/plain; charset=utf-8", "no-cache")


@require_safe
def fetch_tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes or entries: it never changes, and no database is asked."""
    if not _TILE.fullmatch(path):
        raise Http404
    return _served(f"tile/{path}", "application/octet-stream", _FOR_EVER)


@require_safe
def fetch_letter_proof(request: HttpRequest, number: str) -> HttpResponse:
    """The proof that a letter stands in the log, for whoever has its number; no personal data."""
    document = letter_of(written(number))
    leaf = leaf_of(document.kind, str(document.pk)) if document else None
    if leaf is None:
        raise Http404
    try:
        proof = proof_of(leaf)
    except NotYet:
        raise Http404 from None
    return attached(proof.encode(), "text/plain; charset=utf-8", f"{number}{SUFFIX}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a letter stands in the log: which line, since when, under a head of which moment."""

    line: int
    logged_at: datetime
    signed_at: datetime
    witnesses: int


def place_of(number: str | None) -> Place | None:
    """The place of the letter with this number; None while it has none under a signed head."""
    document = letter_of(number)
    leaf, head = document and leaf_of(document.kind, str(document.pk)), LogHead.objects.first()
    if not leaf or leaf.position is None or not head or leaf.position >= head.size:
        return None
    signed = Note.read(head.note).signatures
    return Place(leaf.position + 1, leaf.added_at, head.signed_at, len(signed) - 1)


def letter_of(number: str | None) -> Document | None:
    """The filed letter with this number, the present one or one that was corrected since."""
    if not number:
        return None
    papers = Document.objects.defer("content")
    present = Commitment.objects.filter(letter_number=number).values("letter")
    earlier = LetterVersion.objects.filter(letter_number=number).values("letter")
    return papers.filter(pk__in=present).first() or papers.filter(pk__in=earlier).first()


def _served(path: str, media_type: str, caching: str) -> HttpResponse:
    file: Path = log_tiles().folder / path
    try:
        content = file.read_bytes()
    except OSError:
        raise Http404 from None
    answer = HttpResponse(content, content_type=media_type)
    answer.headers["Cache-Control"] = caching
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
