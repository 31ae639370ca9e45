"""Which credit platforms there are, and for which places: a TOML file with addresses and keys.

A platform shares an HMAC-SM3 key with us, or knows our SM2 key and signs with one of its own.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, model_validator

from nuozheng.evidence import sm2
from nuozheng.gateways.private_file import read_private

PlatformKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,39}$")]


class WrongPlatforms(Exception):
    """The file of platforms can't be used; the text names the place in it and never a key."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Platform(_Entry):
    """A credit platform: its name, address, the places it serves (`ordos`), and how one signs."""

    title: str = Field(min_length=1, max_length=60)
    url: str = Field(pattern=r"^https?://[^\s?#]+$")
    places: tuple[str, ...] = Field(min_length=1)
    key: str = Field("", pattern=r"^([0-9a-fA-F]{64})?$", repr=False)
    key_file: str = ""
    public_key: str = ""

    @model_validator(mode="after")
    def _signs_in_one_way(self) -> "Platform":
        if bool(self.key) == bool(self.key_file) or bool(self.key_file) != bool(self.public_key):
            raise ValueError("要么写key，要么写key_file和public_key")
        if self.public_key:
            try:
                sm2.public_key(self.public_key)
            except sm2.WrongKey as fault:
                raise ValueError(str(fault)) from None
        return self

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(self.key)

    @property
    def signer(self) -> sm2.Signer:
        """Our SM2 key. Errors: sm2.WrongKey."""
        return sm2.key_file(Path(self.key_file).expanduser())


class Platforms(_Entry):
    """All of them by key, in the order of the file; `grading` ones say how companies are graded."""

    platform: Mapping[PlatformKey, Platform] = Field(default_factory=dict)
    grading: Mapping[PlatformKey, Platform] = Field(default_factory=dict)

    def serving(self, place: str) -> list[str]:
        """The keys of the platforms that a place's records go to."""
        return [key for key, one in self.platform.items() if place in one.places]


def platforms() -> Platforms:
    """By the setting NUOZHENG_CREDIT_PLATFORMS; none without it. Errors: WrongPlatforms."""
    return _read(str(getattr(settings, "NUOZHENG_CREDIT_PLATFORMS", "") or ""))


@lru_cache(maxsize=8)
def _read(path: str) -> Platforms:
    return read_private(path, Platforms, WrongPlatforms) if path else Platforms()
