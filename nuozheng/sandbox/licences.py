"""The electronic certificates of the cast, sealed by bodies that don't exist."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from nuozheng.evidence.sm2 import KeyPair
from nuozheng.gateways.sources.registry import library
from nuozheng.law.certificates import Certificate, CertificateState
from nuozheng.sandbox.cast import CastMember
from nuozheng.sandbox.city import City
from nuozheng.sandbox.sources import Asked, BadQuery, Reply, read_asked

HOME, WORKSHOP, ELSEWHERE = (
    "示例省教育厅电子证照签发中心",
    "示例市应急管理局电子证照签发点",
    "外省示例应急管理厅电子证照签发中心",
)
"""Issuing bodies; the last one is in another region than every list."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a part of the cast holds; `forged` bears a seal that its body never set."""

    kind: str
    issuer: str
    issued_on: date
    valid_until_on: date | None = None
    state: CertificateState = CertificateState.VALID
    forged: bool = False


_V = CertificateState
OF_CAST: Mapping[str, tuple[Held, ...]] = {
    "honest": (
        Held("degree", HOME, date(2014, 6, 30)),
        Held("special_work", ELSEWHERE, date(2025, 3, 1), date(2031, 2, 28)),
    ),
    "representative": (Held("special_work", WORKSHOP, date(2024, 5, 6), date(2030, 5, 5)),),
    "wronged": (
        Held("special_work", WORKSHOP, date(2024, 5, 6), date(2030, 5, 5), _V.REVOKED),
    ),
    "contradicted": (
        Held("special_work", WORKSHOP, date(2017, 9, 1), date(2023, 8, 31), _V.EXPIRED),
    ),
    "ambiguous": (
        Held("special_work", WORKSHOP, date(2024, 5, 6), date(2030, 5, 5), forged=True),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CertificatesAsked:
    """A look-up as the library reads it."""

    asked: Asked
    kinds: tuple[str, ...]
    code: str


def read_certificate_query(body: bytes) -> CertificatesAsked:
    """The look-up in the body; BadQuery says what is wrong with it."""
    source = library()
    if source is None:
        raise BadQuery("source: there is no library")
    asked = read_asked(body, {source.name: source})
    query = json.loads(body)
    kinds, code = query.get("kinds"), query.get("code")
    if not isinstance(kinds, list) or not all(isinstance(one, str) for one in kinds):
        raise BadQuery("kinds: expected a list of names")
    if not isinstance(code, str) or not (kinds or code):
        raise BadQuery("code: expected text, and kinds or a code")
    return CertificatesAsked(asked, tuple(kinds), code)


def certificates_reply(city: City, query: CertificatesAsked, today: date) -> Reply:
    """The library's reply; revoked and expired certificates are told as such."""
    subject = city.find(query.asked.kind, query.asked.identifier)
    found = certificates_of(subject) if isinstance(subject, CastMember) else ()
    answered = [
        one
        for one in found
        if (not query.kinds or one.kind in query.kinds)
        and (not query.code or query.code == code_of(one))
        and query.asked.name in ("", one.holder_name)
    ]
    return {
        "status": "found" if answered else "not_found",
        "as_of": today.isoformat(),
        "attributes": {},
        "certificates": [_written(one) for one in answered],
    }


def code_of(certificate: Certificate) -> str:
    """The code that the holder's own copy shows."""
    return f"EC{certificate.digest[:16].upper()}"


def certificates_of(member: CastMember) -> tuple[Certificate, ...]:
    """All certificates of one of the cast."""
    return tuple(
        _sealed(member.identifier, member.name, held) for held in OF_CAST.get(member.key, ())
    )


@lru_cache(maxsize=256)
def _sealed(holder: str, name: str, held: Held) -> Certificate:
    bare = Certificate(
        kind=held.kind,
        number=f"SLDZ{held.issued_on:%Y%m%d}{holder[-6:-1]}",
        holder=holder,
        holder_name=name,
        issuer=held.issuer,
        region=_bodies()[held.issuer][1],
        issued_on=held.issued_on,
        valid_until_on=held.valid_until_on,
        said=held.state,
        seal=b"",
    )
    sealer = ELSEWHERE if held.forged else held.issuer
    return replace(bare, seal=_bodies()[sealer][0].sign(bytes.fromhex(bare.digest)))


def _written(one: Certificate) -> dict[str, object]:
    return {
        "kind": one.kind,
        "number": one.number,
        "holder": one.holder,
        "holder_name": one.holder_name,
        "issuer": one.issuer,
        "region": one.region,
        "issued_on": one.issued_on.isoformat(),
        "valid_until_on": one.valid_until_on.isoformat() if one.valid_until_on else None,
        "state": one.said.value,
        "seal": one.seal.hex(),
    }


@cache
def _bodies() -> Mapping[str, tuple[KeyPair, str]]:
    """Each body's key with its region."""
    kept = files(__package__)
    known = tomllib.loads(kept.joinpath("seals.toml").read_text("utf-8"))
    keys = tomllib.loads(kept.joinpath("seal_keys.toml").read_text("utf-8"))
    return {
        name: (
            KeyPair(bytes.fromhex(entry["public_key"]), bytes.fromhex(keys[name]["private_key"])),
            entry["region"],
        )
        for name, entry in known.items()
    }
