"""Which witnesses cosign our transparency log: a TOML file with address and public key of each."""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Annotated

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field, field_validator

from nuozheng.evidence.log.notes import COSIGNATURE, Verifier, WrongNote
from nuozheng.gateways.private_file import read_private

WitnessKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{1,39}$")]


class WrongWitnesses(Exception):
    """The file of witnesses can't be used; the text names the place in it."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Witness(_Entry):
    """A witness by c2sp.org/tlog-witness: `url` is what /add-checkpoint is appended to."""

    url: str = Field(pattern=r"^https?://[^\s?#]+$")
    vkey: str

    @field_validator("vkey")
    @classmethod
    def _is_of_a_witness(cls, vkey: str) -> str:
        try:
            kind = Verifier.read(vkey).kind
        except WrongNote as fault:
            raise ValueError(str(fault)) from None
        if kind != COSIGNATURE:
            raise ValueError("不是见证人的公钥")
        return vkey

    @cached_property
    def verifier(self) -> Verifier:
        return Verifier.read(self.vkey)


class Witnesses(_Entry):
    """All of them by key, in the order of the file."""

    witness: Mapping[WitnessKey, Witness] = Field(default_factory=dict)


def witnesses() -> Witnesses:
    """By the setting NUOZHENG_WITNESSES; none without it. Errors: WrongWitnesses."""
    return _read(str(settings.NUOZHENG_WITNESSES or ""))


@lru_cache(maxsize=8)
def _read(path: str) -> Witnesses:
    return read_private(path, Witnesses, WrongWitnesses) if path else Witnesses()
