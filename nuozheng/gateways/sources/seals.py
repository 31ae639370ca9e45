"""电子印章: the public keys of the bodies that issue electronic certificates.

A TOML file named by NUOZHENG_SEALS: a section for each body with its region and its key. A body
that does not stand in it has no seal that could be checked, so that its certificates don't count.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from nuozheng.evidence import sm2
from nuozheng.law.certificates import Certificate


class WrongSeals(Exception):
    """The file of issuing bodies can't be used; the text names the place in it and why."""


class IssuingBody(BaseModel):
    """A body with its seal: `region` is its division code, `public_key` SM2 in hex."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    region: str = Field(pattern=r"^\d{6}$")
    region_title: str = Field(min_length=1, max_length=60)
    public_key: str

    @field_validator("public_key")
    @classmethod
    def _is_a_point(cls, written: str) -> str:
        try:
            return sm2.public_key(written).hex()
        except sm2.WrongKey as fault:
            raise ValueError(str(fault)) from None


def issuing_bodies() -> Mapping[str, IssuingBody]:
    """By name; none without the setting. Errors: WrongSeals."""
    return _read(str(getattr(settings, "NUOZHENG_SEALS", "") or ""))


def seal_holds(certificate: Certificate) -> bool:
    """Whether the body that it names set this seal to exactly this certificate."""
    body = issuing_bodies().get(certificate.issuer)
    if body is None or body.region != certificate.region:
        return False
    digest = bytes.fromhex(certificate.digest)
    return sm2.verify(bytes.fromhex(body.public_key), digest, certificate.seal)


def region_title(issuer: str) -> str:
    """Where a body is, in words; "" for one that is not registered."""
    body = issuing_bodies().get(issuer)
    return body.region_title if body else ""


@lru_cache(maxsize=4)
def _read(path: str) -> Mapping[str, IssuingBody]:
    if not path:
        return {}
    file = Path(path).expanduser()
    try:
        table = tomllib.loads(file.read_text("utf-8"))
        return {name: IssuingBody.model_validate(entry) for name, entry in table.items()}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongSeals(f"{file}：读不懂（{type(fault).__name__}）") from None
    except ValidationError as faults:
        said = "；".join(
            f"{'.'.join(map(str, one['loc'])) or '整节'}：{one['msg']}"
            for one in faults.errors(include_input=False, include_url=False)
        )
        raise WrongSeals(f"{file}：{said}") from None
