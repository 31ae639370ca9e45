"""The OpenID Connect providers that people may sign in with."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from config.environment import WrongSetting
from nuozheng.gateways.private_file import read_private


class Provider(BaseModel):
    """One provider. `identity_claim` holds the ID number, and counts only where `verified_claim`
    is true; `https` may be left out for a provider on this machine alone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    name: str = Field(min_length=1, max_length=40)
    issuer: str = Field(pattern=r"^(https://|http://(localhost|127\.0\.0\.1)[:/]).+")
    client_id: str = Field(min_length=1)
    secret: str = Field(min_length=16)
    identity_claim: str = "id_number"
    verified_claim: str = "identity_verified"
    name_claim: str = "name"
    scopes: tuple[str, ...] = ("openid",)


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    provider: tuple[Provider, ...] = ()


def apps(path: str) -> list[dict[str, Any]]:
    """The providers as allauth wants them; none for no file. Raises WrongSetting."""
    if not path:
        return []
    return [as_app(one) for one in read_private(path, _File, WrongSetting).provider]


def as_app(provider: Provider) -> dict[str, Any]:
    """One provider as allauth wants it."""
    return {
        "provider_id": provider.id,
        "name": provider.name,
        "client_id": provider.client_id,
        "secret": provider.secret,
        "settings": {
            "server_url": provider.issuer,
            "scope": list(provider.scopes),
            "identity_claim": provider.identity_claim,
            "verified_claim": provider.verified_claim,
            "name_claim": provider.name_claim,
        },
    }
