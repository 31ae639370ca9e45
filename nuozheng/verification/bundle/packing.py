"""A bundle as one zip: papers, their signatures and proofs, an index for people and for programs.

The same case in the same state gives the same bytes: no clock, no chance, fixed order.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.template.loader import render_to_string
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Application, CommitmentStatus
from nuozheng.documents import detached, sm2_file
from nuozheng.documents.models import Document
from nuozheng.documents.sealing import sealing
from nuozheng.evidence.log.models import LogHead
from nuozheng.evidence.log.proofs import SUFFIX as PROOF_SUFFIX
from nuozheng.evidence.log.proving import NotYet, leaf_by_digest, proof_of
from nuozheng.evidence.log.settings import log_verifier
from nuozheng.verification.bundle.checking import FORMAT, INDEX, SIGNATURE
from nuozheng.verification.bundle.gathering import (
    Json,
    acts_of,
    case_of,
    clauses_in,
    clocks_of,
    findings_of,
    looks_of,
    moment,
    records_of,
    services_of,
    signature_of,
)
from nuozheng.verification.bundle.reader import Reader
from nuozheng.verification.bundle.wording import in_words
from nuozheng.verification.case_papers import papers_for_applicant, papers_for_desk

_MADE_AT = (1980, 1, 1, 0, 0, 0)
_ENDING = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/zip": "zip",
}
_KIND = {"letter": "承诺书", "official": "文书", "letter_scan": "纸质承诺书扫描件"}
PAGES = ("index.html", "duty.html", "court.html")


@dataclass
class _Box:
    """The files of the zip, by their path."""

    files: dict[str, bytes] = field(default_factory=dict)

    def listed(self) -> list[Json]:
        return [
            {
                "path": path,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "sm3": hashlib.new("sm3", content).hexdigest(),
            }
            for path, content in sorted(self.files.items())
        ]

    def packed(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for path, content in sorted(self.files.items()):
                entry = zipfile.ZipInfo(path, _MADE_AT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                target.writestr(entry, content)
        return out.getvalue()


def bundle_of(case: Application, reader: Reader, today: date) -> bytes:
    """The zip for this reader. A letter that still waits to be set is set first."""
    commitment = getattr(case, "commitment", None)
    if commitment is not None and commitment.status != CommitmentStatus.DRAFT:
        commitment.letter = letter_document(commitment.pk)
    box = _Box()
    numbers, papers = _papers(case, reader, box)
    said = _said(case, reader, today, numbers) | {"papers": papers}
    keys = sealing()
    if keys is not None:
        box.files["keys/trust.pem"] = keys.trust.encode()
        box.files["keys/sm2.pub"] = f"{keys.sm2.public_key.hex()}\n".encode()
    box.files["keys/log.vkey"] = f"{log_verifier().vkey}\n".encode()
    shown = in_words(said) | {"reader_name": reader.chinese, "sealed": keys is not None}
    for page in PAGES:
        box.files[page] = render_to_string(f"bundle/{page}", shown).encode()
    index = said | {"files": box.listed()}
    box.files[INDEX] = json.dumps(index, ensure_ascii=False, indent=1).encode()
    if keys is not None:
        box.files[SIGNATURE] = detached.signature_over(box.files[INDEX], keys.pades)
    return box.packed()


def _said(
    case: Application, reader: Reader, today: date, numbers: Mapping[int, int]
) -> dict[str, Any]:
    records = records_of(case, reader)
    acts, clocks = acts_of(records, reader), clocks_of(records, today)
    findings, looks = findings_of(case, reader), looks_of(case, reader)
    return {
        "format": FORMAT,
        "reader": reader.value,
        "as_of": acts[-1]["at"] if acts else moment(case.opened_at),
        "case": case_of(case, reader),
        "signature": signature_of(case, reader),
        "acts": acts,
        "clocks": clocks,
        "findings": findings,
        "looks": looks,
        "services": services_of(case, reader, numbers),
        "clauses": clauses_in((*acts, *clocks, *findings, *looks)),
    }


def _papers(case: Application, reader: Reader, box: _Box) -> tuple[dict[int, int], list[Json]]:
    """Each paper's number by its key, and what is said of each; the files go into the box."""
    purposes = papers_for_applicant(case) if reader is Reader.PERSON else papers_for_desk(case)
    rows = Document.objects.filter(pk__in=purposes).order_by("created_at", "pk")
    if reader is Reader.SUPERVISOR:
        # What others handed in may say anything of anybody; ours are named, and not shown.
        rows = rows.filter(kind__in=("letter", "official"))
    numbers: dict[int, int] = {}
    papers: list[Json] = []
    page = 1
    for number, document in enumerate(rows, start=1):
        numbers[document.pk] = number
        content = bytes(document.content)
        pages = _page_count(content, document.media_type)
        files = {} if reader is Reader.SUPERVISOR else _files(number, document, content, box)
        papers.append(
            {
                "number": number,
                "title": document.title,
                "kind": _KIND.get(document.kind, "材料"),
                "purpose": purposes[document.pk],
                "made_at": moment(document.created_at),
                "pages": pages,
                "first_page": page,
                "last_page": page + pages - 1,
                "bytes": document.size,
                "sha256": document.sha256,
                "sm3": document.sm3,
                "sealed": document.is_ours and document.sm2_signature is not None,
                "file": "",
                "sm2": "",
                "proof": "",
            }
            | files
        )
        page += pages
    return numbers, papers


def _files(number: int, document: Document, content: bytes, box: _Box) -> Json:
    name = f"papers/{number:03}"
    found = {"file": f"{name}.{_ENDING.get(document.media_type, 'bin')}"}
    box.files[found["file"]] = content
    if document.sm2_signature is not None:
        found["sm2"] = f"{name}{sm2_file.SUFFIX}"
        box.files[found["sm2"]] = sm2_file.of(document)
    if proof := _proof(document):
        found["proof"] = f"{name}{PROOF_SUFFIX}"
        box.files[found["proof"]] = proof.encode()
    return found


def _proof(document: Document) -> str:
    """Under the first head that reaches the line, which stays the same; empty before there is."""
    leaf = leaf_by_digest(document.sha256)
    if leaf is None or leaf.position is None:
        return ""
    head = LogHead.objects.filter(size__gt=leaf.position).order_by("size").first()
    try:
        return proof_of(leaf, head) if head else ""
    except NotYet:
        return ""


def _page_count(content: bytes, media_type: str) -> int:
    """A picture is one page, and so is what no reader can count."""
    if media_type != "application/pdf":
        return 1
    try:
        return int(PdfFileReader(io.BytesIO(content), strict=False).root["/Pages"]["/Count"])
    except (PdfError, ValueError, TypeError, KeyError, AttributeError, OSError):
        return 1
