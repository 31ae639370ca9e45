"""The keys of the electronic seal, in a folder.

seal.pem (key, own certificate, issuers'), trust.pem (the root that others trust), sm2.key with
sm2.key.pub.

A hardware module is another `SealKey` and another `evidence.sm2.Signer`: whoever has one gives
`Sealing` these two instead. A demonstration, or a trial, makes a set of its own.
"""

import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from nuozheng.documents.cms import ECDSA_SHA256, RSA_SHA256, CmsSigner
from nuozheng.evidence.sm2 import KeyPair, Signer, WrongKey, key_file

SEAL, TRUST, SM2 = "seal.pem", "trust.pem", "sm2.key"
_TRIAL_YEARS = 10


@dataclass(frozen=True, slots=True)
class FileSealKey:
    """A key in this process's memory, P-256 or RSA, with its chain."""

    chain: tuple[x509.Certificate, ...]
    private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey = field(repr=False)

    @property
    def algorithm(self) -> bytes:
        is_curve = isinstance(self.private, ec.EllipticCurvePrivateKey)
        return ECDSA_SHA256 if is_curve else RSA_SHA256

    def sign(self, message: bytes) -> bytes:
        """With SHA-256; on a curve always the same for the same message (RFC 6979)."""
        if isinstance(self.private, rsa.RSAPrivateKey):
            return self.private.sign(message, padding.PKCS1v15(), hashes.SHA256())
        return self.private.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


@dataclass(frozen=True, slots=True)
class Sealing:
    """What seals our papers, and what others check them with."""

    pades: CmsSigner
    sm2: Signer
    trust: str


@lru_cache(maxsize=4)
def sealing_in(folder: Path) -> Sealing:
    """The keys of a folder that nobody else can read. Errors: WrongKey, with the file's name."""
    path = folder / SEAL
    try:
        if path.stat().st_mode & 0o077:
            raise WrongKey(f"{path}：别人也能读；请运行 chmod 600 {path}")
        pem, trust = path.read_bytes(), (folder / TRUST).read_text("ascii")
        private = load_pem_private_key(pem, password=None)
        chain = tuple(x509.load_pem_x509_certificates(pem))
    except OSError as fault:
        raise WrongKey(f"{fault.filename}：读不到（{fault.strerror}）") from None
    except (ValueError, TypeError):
        raise WrongKey(f"{path}：不是一把私钥和它的证书") from None
    if not isinstance(private, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise WrongKey(f"{path}：应为P-256或者RSA私钥")
    if chain[0].public_key() != private.public_key():
        raise WrongKey(f"{path}：私钥和证书不是一对")
    return Sealing(CmsSigner.of(FileSealKey(chain, private)), key_file(folder / SM2), trust)


def make_trial_keys(folder: Path, name: str) -> None:
    """A root and a seal of our own making under one name; a folder that is there is left alone."""
    if (folder / SEAL).exists():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".sealing-"))
    try:
        _write_trial_keys(draft, name)
        # If another process was first, its keys are the ones.
        with suppress(OSError):
            draft.rename(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_trial_keys(folder: Path, name: str) -> None:
    root_key, own_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = f"{name}试用根证书"
    root = _certificate(root_name, root_name, root_key, root_key, authority=True)
    own = _certificate(name, root_name, own_key, root_key, authority=False)
    private = own_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(os.open(folder / SEAL, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(private + own.public_bytes(Encoding.PEM))
    (folder / TRUST).write_bytes(root.public_bytes(Encoding.PEM))
    KeyPair.new().write(folder / SM2)


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    begun = datetime.now(UTC) - timedelta(days=1)
    usage = dict.fromkeys(
        (
            "content_commitment",
            "data_encipherment",
            "encipher_only",
            "decipher_only",
            "key_agreement",
            "key_encipherment",
        ),
        False,
    )
    usage |= {"digital_signature": not authority, "key_cert_sign": authority, "crl_sign": authority}
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begun)
        .not_valid_after(begun + timedelta(days=365 * _TRIAL_YEARS))
        .add_extension(x509.BasicConstraints(authority, 0 if authority else None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
