"""What a certificate says of its owner's number, and which roots we trust for applicants' own.

GM/T 0015 gives extensions for identity numbers and numbers of organisations; others write the
number into the subject.
"""

from functools import lru_cache
from pathlib import Path

from asn1crypto import core
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from django.conf import settings

_SUBJECT = ("serial_number", "organization_identifier", "user_id")
_EXTENSIONS = (
    "1.2.156.10260.4.1.1",  # 个人身份标识码
    "1.2.156.10260.4.1.3",  # 企业组织机构代码
    "1.2.156.10260.4.1.4",  # 企业工商注册号
    "1.2.156.10260.4.1.5",  # 企业税号
)
_COMPANY_PREFIX = "NTRCN-"
"""ETSI EN 319 412-1 writes a company's national number as NTRCN-91150602MA0000000X."""


def numbers_in(certificate: bytes) -> frozenset[str]:
    """Every number that a certificate (DER) gives its owner, in capitals. Errors: ValueError."""
    read = asn1_x509.Certificate.load(certificate)
    said = read.subject.native
    found = {str(said[key]) for key in _SUBJECT if key in said}
    for one in read["tbs_certificate"]["extensions"]:
        if one["extn_id"].dotted in _EXTENSIONS:
            found.add(_text(one["extn_value"].contents))
    return frozenset(text.strip().upper().removeprefix(_COMPANY_PREFIX) for text in found if text)


def _text(value: bytes) -> str:
    """A string type in DER, or the bare characters that some issuers write."""
    try:
        read = core.load(value).native
    except ValueError:
        read = value
    return read.decode("ascii", "replace") if isinstance(read, bytes) else str(read)


def signers_roots() -> tuple[x509.Certificate, ...]:
    """The roots of applicants' certificates. Errors: OSError, ValueError for a wrong file."""
    path = settings.NUOZHENG_SIGNERS
    return _roots(Path(path)) if path else ()


@lru_cache(maxsize=4)
def _roots(path: Path) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(path.read_bytes()))
