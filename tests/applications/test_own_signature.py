"""By account, drawn, or with one's own certificate: what is kept, printed and refused."""

import base64
import io
import struct
import zipfile
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import core
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.test import Client

from nuozheng.applications.actions.sign import sign
from nuozheng.applications.letter import letter_document, unsigned_letter
from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.applications.own_signature import OwnSignature
from nuozheng.catalogue.models import ServiceItem
from nuozheng.documents.cms import CmsSigner
from nuozheng.documents.detached import signature_over
from nuozheng.documents.seal_keys import FileSealKey
from nuozheng.verification.case_papers import papers_for_applicant
from tests.refusing import refused
from tests.world import ALL_STATEMENTS, Case, Worlds

pytestmark = pytest.mark.django_db


def picture(width: int = 60, height: int = 20) -> bytes:
    """A PNG of one grey."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    rows = zlib.compress((b"\x00" + b"\x40" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


class Issuer:
    """A body that issues certificates, which the platform knows or not."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "示例认证机构")])
        builder = self._builder(self.name, self.key, days=365)
        basic = x509.BasicConstraints(ca=True, path_length=0)
        self.root = builder.add_extension(basic, critical=True).sign(self.key, hashes.SHA256())

    def issue(self, number: str, *, extension: bool = False, days: int = 30) -> CmsSigner:
        key = ec.generate_private_key(ec.SECP256R1())
        words = [x509.NameAttribute(NameOID.COMMON_NAME, "示例签名人")]
        if not extension:
            words.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, number))
        builder = self._builder(x509.Name(words), key, days=days)
        if extension:
            oid = x509.ObjectIdentifier("1.2.156.10260.4.1.1")
            value = core.PrintableString(number).dump()
            builder = builder.add_extension(x509.UnrecognizedExtension(oid, value), critical=False)
        usage = dict.fromkeys(_USAGES, False) | {"content_commitment": True}
        builder = builder.add_extension(x509.KeyUsage(**usage), critical=True)
        own = builder.sign(self.key, hashes.SHA256())
        return CmsSigner.of(FileSealKey((own,), key))

    def _builder(self, name: x509.Name, key: Any, *, days: int) -> x509.CertificateBuilder:
        begun = datetime.now(UTC) - timedelta(days=2)
        return (
            x509.CertificateBuilder(self.name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(begun)
            .not_valid_after(begun + timedelta(days=days))
        )


def signed(case: Case, own: OwnSignature) -> Commitment:
    return sign(application=case.application, by=case.by, statements=ALL_STATEMENTS, own=own)


def test_an_account_s_signature_says_its_second_step(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    commitment = signed(case, OwnSignature(factor="totp"))
    assert commitment.signature == {"means": "account", "factor": "totp"}
    assert "动态口令" in commitment.signature_words
    assert letter_document(commitment.pk).intact


def test_a_drawn_signature_stands_in_the_letter_and_one_that_cannot_be_printed_does_not(
    world: Worlds, client: Client
) -> None:
    case = world("ordos-2021").opened().checked()
    png = picture()
    for wrong in (b"?", png[:40], b"\x89PNG\r\n\x1a\n" + b"0" * 200, png + b"0" * 100_000):
        with refused("signature_picture_unreadable"):
            signed(case, OwnSignature(drawing=wrong))
    assert case.refresh().status == "noticed"
    client.force_login(case.by)
    url = f"/my/cases/{case.application.number}/sign/"
    assert "再手写一个签名" in client.get(url).content.decode()
    posted = {"go": "sign", "statement": ALL_STATEMENTS, "drawn": "data:image/png;base64,!"}
    assert client.post(url, posted).status_code == 422
    drawn = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    assert client.post(url, posted | {"drawn": drawn}).status_code == 302
    commitment = Commitment.objects.get(application=case.application)
    assert commitment.signature["means"] == "drawn" and commitment.signature_paper is not None
    assert bytes(commitment.signature_paper.content) == png
    letter = letter_document(commitment.pk)
    assert b"/Subtype /Image" in bytes(letter.content) or b"/Subtype/Image" in bytes(letter.content)


@pytest.mark.clause("CN-DZQM-13", "CN-DZQM-14")
def test_a_certificate_signs_exactly_this_letter_and_is_the_applicant_s(
    world: Worlds, tmp_path: Path, settings: Any
) -> None:
    case = world("ordos-2021").opened().checked()
    issuer, stranger = Issuer(), Issuer()
    number = case.application.applicant.identifier
    mine = issuer.issue(number, extension=True)
    draft = Commitment.objects.get(application=case.application)
    letter = unsigned_letter(draft)

    def beside(content: bytes, signer: CmsSigner = mine) -> OwnSignature:
        return OwnSignature(file=signature_over(content, signer))

    with refused("certificates_not_accepted"):
        signed(case, beside(letter))
    (tmp_path / "roots.pem").write_bytes(issuer.root.public_bytes(Encoding.PEM))
    settings.NUOZHENG_SIGNERS = str(tmp_path / "roots.pem")
    wrong = {
        "certificate_signed_something_else": (
            OwnSignature(file=letter),
            OwnSignature(file=b"words"),
            OwnSignature(file=beside(letter).file + b"0"),
            beside(letter + b" "),
            beside(letter[1:]),
        ),
        "certificate_issuer_unknown": (
            beside(letter, stranger.issue(number)),
            beside(letter, issuer.issue(number, days=1)),
        ),
        "certificate_of_another": (
            beside(letter, issuer.issue("150600199001011234")),
            beside(letter, issuer.issue("150600199001011234", extension=True)),
        ),
        "certificate_file_too_large": (OwnSignature(file=b"0" * 5_000_001),),
    }
    for key, tries in wrong.items():
        for own in tries:
            with refused(key):
                signed(case, own)
    assert case.refresh().status == "noticed"
    good = beside(letter, issuer.issue(number))
    commitment = signed(case, good)
    assert commitment.signature["means"] == "certificate"
    assert commitment.signature["holder"] == "示例签名人"
    assert commitment.signature_paper is not None
    with zipfile.ZipFile(io.BytesIO(bytes(commitment.signature_paper.content))) as kept:
        assert kept.read("letter.pdf.p7s") == good.file
        assert kept.read("letter.pdf") == letter, "what was signed is kept with the signature"
    assert commitment.signature_paper_id in papers_for_applicant(case.refresh())
    assert "数字证书（示例签名人）" in commitment.signature_words


def test_what_the_law_keeps_on_paper_is_not_signed_on_a_screen(
    world: Worlds, client: Client
) -> None:
    case = world("ordos-2021").opened().checked()
    ServiceItem.objects.filter(pk=case.application.item_id).update(name="不动产继承登记")
    case.refresh()
    with refused("may_sign_electronically"):
        signed(case, OwnSignature())
    client.force_login(case.by)
    page = client.get(f"/my/cases/{case.application.number}/sign/").content.decode()
    assert "要在纸上签" in page and "签名并提交" not in page
    pdf = client.get(f"/my/cases/{case.application.number}/unsigned.pdf")
    assert pdf["Content-Type"] == "application/pdf"
    assert Commitment.objects.get(application=case.application).status == CommitmentStatus.DRAFT
