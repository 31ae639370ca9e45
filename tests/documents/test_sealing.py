"""The seal inside a paper: set by us, read back by the general library, refused when touched."""

import hashlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from typer.testing import CliRunner

from nuozheng.cli.letter import app
from nuozheng.documents import sm2_file
from nuozheng.documents.cms import CmsSigner
from nuozheng.documents.pades import sealed, seals_in
from nuozheng.documents.seal_keys import SEAL, FileSealKey, Sealing, make_trial_keys, sealing_in
from nuozheng.documents.typesetting import render_decision
from nuozheng.documents.typesetting.sample import DECISION
from nuozheng.documents.verifying import Known, lines_of, verdict
from nuozheng.evidence.log.notes import Checkpoint, Signer, signed
from nuozheng.evidence.log.proofs import Proof, salted
from nuozheng.evidence.sm2 import WrongKey
from nuozheng.law.merkle import leaf_hash

CHECKOUT = Path(__file__).resolve().parents[2]
AT = datetime(2026, 11, 24, 2, 26, 41, tzinfo=UTC)
UNIT = "康巴什区住房和城乡建设局"


@dataclass(frozen=True)
class Sealed:
    """One paper, its keys, and what its reader trusts."""

    folder: Path
    keys: Sealing
    plain: bytes
    content: bytes

    @property
    def known(self) -> Known:
        roots = x509.load_pem_x509_certificates(self.keys.trust.encode())
        return Known(roots, [LOG.verifier], self.keys.sm2.public_key.hex())

    def sm2(self) -> bytes:
        return sm2_file.written(
            sha256="",
            sm3=_sm3(self.content),
            key=self.keys.sm2.public_key.hex(),
            signature=self.keys.sm2.sign(self.content),
        )


LOG = Signer("nuozheng.example/log", b"\x07" * 32)
OFFLINE = b"""
import contextlib, io, json, sys
sys.modules["config.settings"] = None  # whoever asks for settings fails
from nuozheng.cli.table import main
told = []
for name in ("letter.pdf", "touched.pdf"):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        code = main(["letter", "verify", name, *sys.argv[1:]])
    told.append({"code": code, **json.loads(out.getvalue())})
print(json.dumps(told))
"""


def _sm3(content: bytes) -> str:
    return hashlib.new("sm3", content).hexdigest()


def _proof(content: bytes) -> str:
    """The paper is the only line of a log."""
    salt = b"\x09" * 32
    both = salted(salt, "17", hashlib.sha256(content).digest(), bytes.fromhex(_sm3(content)))
    entry = json.dumps(["letter", "2026-11-24T02:26Z", *both]).encode()
    head = Checkpoint(LOG.name, 1, leaf_hash(entry))
    return str(Proof(entry, "17", salt, 0, (), str(signed(head.text, LOG))))


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    folder = tmp_path_factory.mktemp("seal") / "keys"
    make_trial_keys(folder, "示例平台")
    keys, plain = sealing_in(folder), render_decision(DECISION)
    content = sealed(plain, keys.pades, unit=UNIT, reason="电子签章", at=AT)
    return Sealed(folder, keys, plain, content)


def test_the_seal_covers_the_whole_paper_and_says_who_and_when(paper: Sealed) -> None:
    (seal,) = seals_in(paper.content, paper.known.roots)
    assert (seal.intact, seal.whole, seal.trusted) == (True, True, True)
    assert (seal.who, seal.unit, seal.at) == ("示例平台", UNIT, AT)
    (untrusted,) = seals_in(paper.content, [])
    assert untrusted.intact and not untrusted.trusted


def test_what_was_set_before_is_untouched_and_the_profile_is_kept(paper: Sealed) -> None:
    assert paper.content.startswith(paper.plain)
    before, after = (PdfFileReader(io.BytesIO(one)) for one in (paper.plain, paper.content))
    root = after.root
    assert root["/Metadata"].data == before.root["/Metadata"].data
    assert b"<pdfaid:part>2" in root["/Metadata"].data
    assert after.trailer["/Info"] == before.trailer["/Info"]
    (field,) = (one.get_object() for one in root["/AcroForm"]["/Fields"])
    assert list(field["/Rect"]) == [0, 0, 0, 0] and field["/F"] & 4, "PDF/A-2, 6.3.2 and 6.3.3"
    assert root["/Perms"]["/DocMDP"]["/Reference"][0]["/TransformParams"]["/P"] == 1
    assert field["/V"]["/SubFilter"] == "/ETSI.CAdES.detached"


def test_sealing_is_the_same_twice_and_done_once(paper: Sealed) -> None:
    again = sealed(paper.plain, paper.keys.pades, unit=UNIT, reason="电子签章", at=AT)
    assert again == paper.content
    assert sealed(paper.content, paper.keys.pades, unit="", reason="", at=AT) == paper.content
    with pytest.raises(ValueError, match="not a PDF"):
        sealed(b"words", paper.keys.pades, unit="", reason="", at=AT)


def test_the_signature_names_its_certificate_and_nothing_of_its_own_time(paper: Sealed) -> None:
    """ETSI EN 319 142-1, 6.3: signing-certificate-v2 is in, signing-time is not."""
    (found,) = PdfFileReader(io.BytesIO(paper.content)).embedded_signatures
    names = {one["type"].native for one in found.signer_info["signed_attrs"]}
    assert names == {"content_type", "message_digest", "signing_certificate_v2"}
    raw = bytes(found.pkcs7_content).rstrip(b"\0")
    assert cms.ContentInfo.load(raw).dump(force=True) == raw, "as the general library writes it"


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=30)
def test_a_paper_with_one_bit_changed_is_refused(paper: Sealed, place: float, bit: int) -> None:
    touched = bytearray(paper.content)
    touched[int(place * len(touched))] ^= 1 << bit
    lines = lines_of(bytes(touched), paper.known, proof=_proof(paper.content), sm2=paper.sm2())
    assert verdict(lines) == "refused"
    wrong = {line.key for line in lines if line.holds is False}
    assert {"log", "sm2"} <= wrong, "every bit counts for both, the padding of the seal too"


def _signed_over(content: bytes, keys: Sealing) -> bytes:
    """Somebody with a key of the same root signs what they laid over it."""
    update = IncrementalPdfFileWriter(io.BytesIO(content))
    steps = PdfCMSEmbedder().write_cms("Other", update)
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=SignatureObject(bytes_reserved=keys.pades.reserved)))
    prepared, out = steps.send(SigIOSetup(md_algorithm="sha256", in_place=True))
    steps.send(keys.pades.sign(prepared.document_digest))
    return bytes(out.getvalue())


def test_each_check_is_named_when_it_fails(paper: Sealed, tmp_path: Path) -> None:
    def wrong(content: bytes, known: Known = paper.known, **files: Any) -> set[str]:
        lines = lines_of(content, known, **files)
        assert verdict(lines) == "refused"
        return {line.key for line in lines if line.holds is False}

    middle = len(paper.plain) // 2
    turned = paper.content[:middle] + b"\x00" + paper.content[middle + 1 :]
    assert wrong(turned) == {"seal"}
    assert wrong(paper.plain) == {"seal"}, "without a seal"
    assert wrong(b"words") == {"seal"}
    assert wrong(paper.content + b"\n% and one more page\n") == {"coverage"}
    assert wrong(_signed_over(paper.content, paper.keys)) == {"coverage"}
    make_trial_keys(tmp_path / "keys", "示例平台")
    strange = sealing_in(tmp_path / "keys")
    forged = sealed(paper.plain, strange.pades, unit=UNIT, reason="电子签章", at=AT)
    assert wrong(forged) == {"trust"}
    of_another = sm2_file.written(
        sha256="",
        sm3=_sm3(paper.content),
        key=strange.sm2.public_key.hex(),
        signature=strange.sm2.sign(paper.content),
    )
    assert wrong(paper.content, sm2=of_another) == {"sm2"}
    assert wrong(paper.content, sm2=b"{}") == {"sm2"}
    assert wrong(paper.content, proof=_proof(forged)) == {"log"}
    other_log = replace(paper.known, log=[Signer(LOG.name, b"\x08" * 32).verifier])
    assert wrong(paper.content, other_log, proof=_proof(paper.content)) == {"log"}


def test_a_letter_is_verified_on_a_machine_without_database_or_settings(
    paper: Sealed, tmp_path: Path
) -> None:
    """Nothing but the files: no environment, and settings that cannot be imported."""
    files = {
        "letter.pdf": paper.content,
        "letter.tlog-proof": _proof(paper.content).encode(),
        "letter.sm2.json": paper.sm2(),
        "trust.pem": paper.keys.trust.encode(),
        "touched.pdf": paper.content[:3000] + b"?" + paper.content[3001:],
        "lines.py": OFFLINE,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    words = ["--trust", "trust.pem", "--sm2", "letter.sm2.json", "--json"]
    words += ["--sm2-key", paper.keys.sm2.public_key.hex(), "--key", LOG.verifier.vkey]
    words += ["--proof", "letter.tlog-proof"]
    told = subprocess.run(
        [sys.executable, "lines.py", *words],
        cwd=tmp_path,
        env={"PYTHONPATH": str(CHECKOUT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    genuine, touched = json.loads(told.stdout)
    assert genuine["code"] == 0 and genuine["verdict"] == "genuine"
    held = {line["key"]: line["holds"] for line in genuine["lines"]}
    assert all(held[key] for key in ("seal", "coverage", "trust", "sm2", "log"))
    assert touched["code"] == 1 and touched["verdict"] == "refused"
    assert {line["key"] for line in touched["lines"] if line["holds"] is False} >= {"seal", "log"}


def test_the_command_says_in_words_what_it_found(paper: Sealed, tmp_path: Path) -> None:
    file, trust = tmp_path / "letter.pdf", tmp_path / "trust.pem"
    file.write_bytes(paper.content)
    trust.write_text(paper.keys.trust)
    run = CliRunner().invoke
    told = run(app, ["verify", str(file), "--trust", str(trust)])
    assert told.exit_code == 0 and "是真的" in told.stdout and UNIT in told.stdout
    told = run(app, ["verify", str(file)])
    assert told.exit_code == 3 and "没有给信任的根证书" in told.stdout
    assert run(app, ["verify", str(tmp_path / "none.pdf")]).exit_code == 2
    assert run(app, ["verify", str(file), "--key", "nobody"]).exit_code == 2
    assert run(app, ["verify", str(file), "--trust", str(file)]).exit_code == 2


def test_keys_that_others_can_read_or_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_trial_keys(tmp_path / name, "示例平台")
    first = (tmp_path / "one" / SEAL).read_bytes()
    make_trial_keys(tmp_path / "one", "another")
    assert (tmp_path / "one" / SEAL).read_bytes() == first, "what is there is left alone"
    (tmp_path / "one" / SEAL).chmod(0o640)
    with pytest.raises(WrongKey, match="chmod 600"):
        sealing_in(tmp_path / "one")
    other = (tmp_path / "two" / SEAL).read_bytes()
    mixed = first.split(b"-----BEGIN CERT")[0] + b"-----BEGIN CERT" + other.split(b"BEGIN CERT")[1]
    for wrong in (b"", b"words", mixed):
        (tmp_path / "two" / SEAL).write_bytes(wrong)
        sealing_in.cache_clear()
        with pytest.raises(WrongKey):
            sealing_in(tmp_path / "two")
    with pytest.raises(WrongKey):
        sealing_in(tmp_path / "none")


def test_an_rsa_key_of_a_real_body_seals_too(tmp_path: Path) -> None:
    private = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "示例区政务服务局")])
    now = datetime.now(UTC)
    own = (
        x509.CertificateBuilder(name, name, private.public_key(), 130)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(private, hashes.SHA256())
    )
    plain = render_decision(DECISION)
    content = sealed(
        plain, CmsSigner.of(FileSealKey((own,), private)), unit=UNIT, reason="", at=now
    )
    (seal,) = seals_in(content, [])
    assert seal.intact and seal.whole and seal.who == "示例区政务服务局"
