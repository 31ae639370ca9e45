"""A detached CMS signature as PAdES B-B wants it: the digest and the signer's certificate signed.

ETSI EN 319 142-1; RFC 5652, 5035. Written out by hand, because the general encoder takes longer
than setting the whole letter; the tests read it back with that general library.
"""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

SEQUENCE, SET, OCTETS, OID, INTEGER = 0x30, 0x31, 0x04, 0x06, 0x02
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_SHA256 = bytes.fromhex("300b0609608648016503040201")
ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
RSA_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")


class SealKey(Protocol):
    """Whoever can seal: a key in a file here, a hardware module where a place has one.

    `chain` begins with the signer's own certificate; `algorithm` is its AlgorithmIdentifier in DER.
    """

    @property
    def chain(self) -> tuple[x509.Certificate, ...]: ...

    @property
    def algorithm(self) -> bytes: ...

    def sign(self, message: bytes) -> bytes:
        """The signature over a message, hashed with SHA-256."""


def der(tag: int, *parts: bytes) -> bytes:
    """One value in DER."""
    content = b"".join(parts)
    length = len(content)
    if length < 0x80:
        return bytes((tag, length)) + content
    size = (length.bit_length() + 7) // 8
    return bytes((tag, 0x80 | size)) + length.to_bytes(size) + content


@dataclass(frozen=True, slots=True)
class CmsSigner:
    """What is the same in every signature of one key, made once."""

    key: SealKey
    certificates: bytes
    signer: bytes
    attribute: bytes

    @classmethod
    def of(cls, key: SealKey) -> "CmsSigner":
        own = key.chain[0]
        encoded = own.public_bytes(Encoding.DER)
        name = own.issuer.public_bytes()
        number = own.serial_number
        serial = der(INTEGER, number.to_bytes(number.bit_length() // 8 + 1))
        hashed = der(OCTETS, hashlib.sha256(encoded).digest())
        issuer = der(SEQUENCE, der(SEQUENCE, der(0xA4, name)), serial)
        return cls(
            key,
            certificates=der(0xA0, *sorted(one.public_bytes(Encoding.DER) for one in key.chain)),
            signer=der(SEQUENCE, name, serial),
            attribute=der(
                SEQUENCE,
                _SIGNING_CERTIFICATE_V2,
                der(SET, der(SEQUENCE, der(SEQUENCE, der(SEQUENCE, hashed, issuer)))),
            ),
        )

    @property
    def reserved(self) -> int:
        """Hexadecimal digits enough for any signature of this key."""
        return 2 * (len(self.certificates) + len(self.signer) + len(self.attribute) + 1024)

    def sign(self, digest: bytes) -> bytes:
        """The ContentInfo over a SHA-256 digest (32 bytes)."""
        attributes = b"".join(
            sorted(
                (
                    der(SEQUENCE, _CONTENT_TYPE, der(SET, _DATA)),
                    der(SEQUENCE, _MESSAGE_DIGEST, der(SET, der(OCTETS, digest))),
                    self.attribute,
                )
            )
        )
        info = der(
            SEQUENCE,
            der(INTEGER, b"\x01"),
            self.signer,
            _SHA256,
            der(0xA0, attributes),
            self.key.algorithm,
            der(OCTETS, self.key.sign(der(SET, attributes))),
        )
        signed = der(
            SEQUENCE,
            der(INTEGER, b"\x01"),
            der(SET, _SHA256),
            der(SEQUENCE, _DATA),
            self.certificates,
            der(SET, info),
        )
        return der(SEQUENCE, _SIGNED_DATA, der(0xA0, signed))
