"""The electronic seal inside a PDF (PAdES B-B, ETSI EN 319 142-1): set it, and look at it again.

Nothing here needs settings or a database, so that anybody can check a paper by itself. The seal is
an incremental update: what stood in the file before is untouched, its metadata too, so that a
PDF/A-2b stays one; the field has no size and shows nothing (ISO 19005-2, 6.3.3).
"""

import hashlib
import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.generic import ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import CMSExtractionError, SigningError
from pyhanko.sign.signers.cms_embedder import (
    PdfCMSEmbedder,
    SigIOSetup,
    SigMDPSetup,
    SigObjSetup,
)
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from nuozheng.documents.cms import CmsSigner

FIELD = "Seal"
# That a signature isn't trusted is an answer here, not an event to be logged with a traceback.
logging.getLogger("pyhanko.sign.validation").setLevel(logging.CRITICAL)
_UNREADABLE = (PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
SIGNS = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"}, match_all_key_usages=False
)
"""What a certificate must be meant for; one of the two is enough."""
UNVERIFIABLE = (
    *_UNREADABLE,
    SigningError,
    CMSExtractionError,
    SignatureValidationError,
    PathError,
)


@dataclass(frozen=True, slots=True)
class SealSeen:
    """One signature in a PDF: `whole` if it covers every byte, `trusted` by the roots given.

    `who` is what the certificate says of its owner, `unit` and `at` what the signer claims.
    """

    who: str
    unit: str
    at: datetime | None
    intact: bool
    whole: bool
    trusted: bool
    certificate: bytes


class _Update(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: the same file sealed at the same time is the same bytes."""

    def _update_meta(self) -> None:
        pass


def sealed(content: bytes, signer: CmsSigner, *, unit: str, reason: str, at: datetime) -> bytes:
    """The PDF with a seal that allows no change; one that has a seal already is left as it is.

    Errors: ValueError for what is no PDF.
    """
    try:
        update = _Update(io.BytesIO(content))
    except _UNREADABLE as fault:
        raise ValueError("not a PDF that can be sealed") from fault
    if update.prev.embedded_signatures:
        return content
    marked = hashlib.sha256(content + at.isoformat().encode()).digest()
    update._document_id[1] = ByteStringObject(marked[:16])
    steps = PdfCMSEmbedder().write_cms(FIELD, update)
    next(steps)
    place = SignatureObject(
        timestamp=at,
        subfilter=SigSeedSubFilter.PADES,
        name=unit,
        reason=reason,
        bytes_reserved=signer.reserved,
    )
    change = SigMDPSetup(md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    steps.send(SigObjSetup(sig_placeholder=place, mdp_setup=change))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256", in_place=True))
    steps.send(signer.sign(prepared.document_digest))
    whole: bytes = out.getvalue()
    return whole


def seals_in(content: bytes, trust: Iterable[x509.Certificate]) -> tuple[SealSeen, ...]:
    """Every signature, oldest first; nothing is fetched from anywhere. ValueError for no PDF."""
    roots = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in trust]
    try:
        found = list(PdfFileReader(io.BytesIO(content)).embedded_signatures)
    except UNVERIFIABLE as fault:
        raise ValueError("这个文件读不出来，不是完整的PDF") from fault
    return tuple(_seen(one, roots) for one in found)


def _seen(found: EmbeddedPdfSignature, roots: list[asn1_x509.Certificate]) -> SealSeen:
    claimed = found.sig_object
    try:
        at: datetime | None = found.self_reported_timestamp
        own = found.signer_cert
        who, certificate = name_in(own), own.dump()
        unit = str(claimed.get("/Name", ""))
        context = ValidationContext(
            trust_roots=roots, allow_fetching=False, moment=at, best_signature_time=at
        )
        status = validate_pdf_signature(
            found,
            signer_validation_context=context,
            key_usage_settings=SIGNS,
        )
    except UNVERIFIABLE:
        return SealSeen("", "", None, False, False, False, b"")
    return SealSeen(
        who,
        unit,
        at,
        intact=bool(status.intact and status.valid),
        whole=status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        trusted=bool(status.trusted),
        certificate=certificate,
    )


def name_in(certificate: asn1_x509.Certificate) -> str:
    """Organisation and common name, as a person writes them."""
    said = certificate.subject.native
    found = (said.get(key) for key in ("organization_name", "common_name"))
    return "，".join(dict.fromkeys(str(one) for one in found if one))
