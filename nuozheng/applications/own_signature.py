"""What a person adds to signing by account: a drawn signature, or their own certificate's."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from nuozheng.applications.letter import unsigned_letter
from nuozheng.applications.models import Application, Commitment
from nuozheng.documents.certificates import numbers_in, signers_roots
from nuozheng.documents.detached import signature_in
from nuozheng.documents.models import Document
from nuozheng.documents.typesetting.picture import require_printable
from nuozheng.evidence import rows
from nuozheng.law.findings import Refused
from nuozheng.law.signatures import SignatureMeans, certificate_belongs
from nuozheng.parties.models import Account

MOST_BYTES = 5_000_000
_BASIS = ("CN-DZQM-13", "CN-DZQM-14")


@dataclass(frozen=True, slots=True)
class OwnSignature:
    """`factor` is the second step of this sign-in (totp, webauthn, recovery_codes or empty).

    `drawing` is a picture (PNG, JPEG); `file` a detached CMS signature over the bytes of the
    unsigned letter, made with the person's own certificate.
    """

    factor: str = ""
    drawing: bytes = b""
    file: bytes = b""


@dataclass(frozen=True, slots=True)
class _Certified:
    who: str
    certificate: bytes


def keep(case: Application, commitment: Commitment, by: Account, said: OwnSignature) -> None:
    """Set `signature` and `signature_paper` of a commitment that is being signed, unsaved.

    Errors: Refused for an unreadable picture, and for a certificate's signature that is not over
    exactly this letter, not by the applicant, or not to be traced to a known root.
    """
    kept: dict[str, Any] = {"means": SignatureMeans.ACCOUNT, "factor": said.factor}
    if said.file:
        found = _certified(case, commitment, by, said.file)
        kept |= {
            "means": SignatureMeans.CERTIFICATE,
            "holder": found.who,
            "certificate": found.certificate.hex(),
        }
        both = _with_its_letter(unsigned_letter(commitment), said.file)
        commitment.signature_paper = _filed(commitment, by, both, "本人证书签名", "application/zip")
    elif said.drawing:
        require_printable(said.drawing)
        kept["means"] = SignatureMeans.DRAWN
        kind = "image/png" if said.drawing.startswith(b"\x89PNG") else "image/jpeg"
        commitment.signature_paper = _filed(commitment, by, said.drawing, "手写签名", kind)
    commitment.signature = kept


def _certified(case: Application, commitment: Commitment, by: Account, file: bytes) -> _Certified:
    if len(file) > MOST_BYTES:
        raise Refused.because(
            "certificate_file_too_large",
            "这个签名文件太大。",
            *_BASIS,
            cure="请检查是不是选错了文件。",
        )
    roots = signers_roots()
    if not roots:
        raise Refused.because(
            "certificates_not_accepted",
            "这里还没有设好认哪些机构发的数字证书。",
            *_BASIS,
            cure="请不用证书，直接签名；或者到窗口在纸上签。",
        )
    letter = unsigned_letter(commitment)
    found = _beside(letter, file)
    try:
        numbers = numbers_in(found.certificate)
    except ValueError:
        numbers = frozenset()
    mine = _numbers_of(case, by)
    signer = next(iter(numbers & mine), "") or next(iter(numbers), "")
    if wrong := certificate_belongs(mine, signer):
        raise Refused(wrong)
    return found


def _beside(letter: bytes, file: bytes) -> _Certified:
    seen = signature_in(file, letter, signers_roots())
    if not seen.intact:
        raise _not_this_letter()
    if not seen.trusted:
        raise _unknown_issuer()
    return _Certified(seen.who, seen.certificate)


def _with_its_letter(letter: bytes, signature: bytes) -> bytes:
    """Both in one zip, so that the signature can be checked for as long as it is kept."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in (("letter.pdf", letter), ("letter.pdf.p7s", signature)):
            target.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _numbers_of(case: Application, by: Account) -> frozenset[str]:
    """A company's certificate is the company's; whoever acts as agent signs with their own."""
    if case.agent is not None and by.party_id == case.agent_id:
        return frozenset({case.agent.identifier})
    return frozenset({case.applicant.identifier})


def _filed(
    commitment: Commitment, by: Account, content: bytes, what: str, media_type: str
) -> Document:
    title = f"{what} {commitment.letter_number}"
    document = Document.of(content, kind="signature", title=title, media_type=media_type)
    assert commitment.signed_at is not None
    document.created_at, document.created_by = commitment.signed_at, by
    return rows.insert(document)


def _not_this_letter() -> Refused:
    return Refused.because(
        "certificate_signed_something_else",
        "这个签名不是签在这份承诺书上的，或者签完以后文件改过。",
        *_BASIS,
        cure="请重新下载承诺书，不要改动，用证书软件另存一个签名文件（p7s）传上来。",
    )


def _unknown_issuer() -> Refused:
    return Refused.because(
        "certificate_issuer_unknown",
        "这张数字证书不是这里认的机构发的，或者已经过期。",
        *_BASIS,
        cure="请换一张证书；也可以不用证书，直接签名。",
    )
