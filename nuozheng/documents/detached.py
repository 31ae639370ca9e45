"""A detached signature over any bytes (CMS, .p7s): made with the seal's key, or looked at.

Pure, as `pades` is: it needs no settings and asks nobody.
"""

import asyncio
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign.validation.generic_cms import async_validate_detached_cms
from pyhanko_certvalidator import ValidationContext

from nuozheng.documents.cms import CmsSigner
from nuozheng.documents.pades import SIGNS, UNVERIFIABLE, name_in

SUFFIX = ".p7s"


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """Whether the bytes are those that were signed, and whether the roots given vouch for whom."""

    who: str
    intact: bool
    trusted: bool
    certificate: bytes


def signature_over(content: bytes, signer: CmsSigner) -> bytes:
    """DER; the same bytes give the same signature where the key's kind allows it."""
    return signer.sign(hashlib.sha256(content).digest())


def signature_in(
    signature: bytes,
    content: bytes,
    trust: Iterable[x509.Certificate],
    *,
    at: datetime | None = None,
) -> SignatureSeen:
    """What a detached signature is worth, by certificates valid now or at a moment."""
    roots = [asn1_x509.Certificate.load(one.public_bytes(Encoding.DER)) for one in trust]
    try:
        whole = cms.ContentInfo.load(signature, strict=True)
        context = ValidationContext(
            trust_roots=roots, allow_fetching=False, moment=at, best_signature_time=at
        )
        status = asyncio.run(
            async_validate_detached_cms(
                content,
                whole["content"],
                signer_validation_context=context,
                key_usage_settings=SIGNS,
            )
        )
        own = status.signing_cert
        return SignatureSeen(
            name_in(own),
            intact=bool(status.intact and status.valid),
            trusted=bool(status.trusted),
            certificate=own.dump(),
        )
    except UNVERIFIABLE:
        return SignatureSeen("", intact=False, trusted=False, certificate=b"")
