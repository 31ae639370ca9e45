"""Which other installations there are: a TOML file with an address and a key for each.

`cell` is our own name among them; a key is 32 bytes, the same at both ends and no third one's.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated

from django.conf import settings
from pydantic import BaseModel, ConfigDict, Field

from nuozheng.gateways.private_file import read_private

Cell = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,39}$")]


class WrongPartners(Exception):
    """The file of partners can't be used; the text names the place in it and never a key."""


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Partner(_Entry):
    """Another installation: its region in words, its base address, and the key shared with it."""

    title: str = Field(min_length=1, max_length=60)
    url: str = Field(pattern=r"^https?://[^\s?#]+$")
    key: str = Field(pattern=r"^[0-9a-fA-F]{64}$", repr=False)

    @property
    def secret(self) -> bytes:
        return bytes.fromhex(self.key)


class Partners(_Entry):
    """Our own name and everybody else's."""

    cell: Cell = "local"
    partner: Mapping[Cell, Partner] = Field(default_factory=dict)


def partners() -> Partners:
    """The partners by the setting NUOZHENG_PARTNERS; none without it. Errors: WrongPartners."""
    return _read(str(getattr(settings, "NUOZHENG_PARTNERS", "") or ""))


@lru_cache(maxsize=8)
def _read(path: str) -> Partners:
    if not path:
        return Partners()
    return read_private(path, Partners, WrongPartners)
