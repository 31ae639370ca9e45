"""Electronic certificates (电子证照): what stands in one, what its seal covers, when it counts."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from nuozheng.law.answers import met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


class CertificateState(StrEnum):
    """Whether a certificate counts on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"

    @property
    def chinese(self) -> str:
        return {"valid": "有效", "expired": "已过期", "revoked": "已吊销"}[self.value]


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate as the library answers it; `seal` is the issuing body's SM2 signature.

    `region` is the division code of the body's place. Without `valid_until_on` it has no end.
    """

    kind: str
    number: str = field(repr=False)
    holder: str = field(repr=False)
    holder_name: str = field(repr=False)
    issuer: str
    region: str
    issued_on: date
    valid_until_on: date | None
    said: CertificateState
    seal: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """SM3, 64 hex digits, of everything but its later state: what the seal is set to."""
        written = {
            "kind": self.kind,
            "number": self.number,
            "holder": self.holder,
            "holder_name": self.holder_name,
            "issuer": self.issuer,
            "region": self.region,
            "issued_on": self.issued_on.isoformat(),
            "valid_until_on": self.valid_until_on.isoformat() if self.valid_until_on else "",
        }
        canonical = json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.new("sm3", canonical.encode()).hexdigest()

    def state_on(self, day: date) -> CertificateState:
        """What the library said, but for one whose last day has passed since."""
        over = self.valid_until_on is not None and self.valid_until_on < day
        if over and self.said is CertificateState.VALID:
            return CertificateState.EXPIRED
        return self.said


def in_force(found: Iterable[Certificate], kind: str, day: date) -> Certificate | None:
    """The newest certificate of a kind that counts on this day; where it was issued is the same.

    跨部门、跨层级、跨区域共享互认 (XBQ21-2.4b).
    """
    counting = [
        one for one in found if one.kind == kind and one.state_on(day) is CertificateState.VALID
    ]
    return max(counting, key=lambda one: (one.issued_on, one.number), default=None)


def accepted(policy: Policy, proof_name: str, certificate: Certificate) -> Finding:
    """A certificate is there, so that nobody hands in the proof (ORD23-1b)."""
    return met(
        "certificate_is_in_force",
        f"{proof_name}：查到您的{title_of(certificate.kind)}（电子证照），不用交。",
        policy.verification.data_sources.clause,
    )


def kind_for(proof_code: str) -> str:
    """The kind of certificate that stands for a proof of the catalogue; "" where none does."""
    return _kinds_by_proof().get(proof_code, "")


def title_of(kind: str) -> str:
    """A kind in words; one that nobody registered keeps its code."""
    return str(_register()[kind]["title"]) if kind in _register() else kind


def kinds() -> tuple[str, ...]:
    """Every registered kind."""
    return tuple(_register())


@cache
def _register() -> Mapping[str, Mapping[str, object]]:
    text = files("nuozheng.law.registers").joinpath("certificates.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def _kinds_by_proof() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, entry in _register().items():
        proofs = entry["proofs"]
        assert isinstance(proofs, list)
        found |= dict.fromkeys(proofs, kind)
    return found
