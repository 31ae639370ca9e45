"""Sign-in through an OpenID Connect provider: what is sent, and what must come back.

On top of state and PKCE: an ID token is always required, its signature, issuer, audience, time
and nonce are checked, and userinfo must be about the same subject (OpenID Connect Core 3.1.3.7).
"""

import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

NONCE = "nonce"


class IdentityClient(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """The calls to the provider."""

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        """Errors: OAuth2Error without a good ID token, or with another's userinfo."""
        sealed = kwargs["response"].get("id_token")
        if not sealed:
            raise OAuth2Error("no ID token")
        claims = jwtkit.verify_and_decode(
            credential=sealed,
            keys_url=self.openid_config["jwks_uri"],
            issuer=app.settings["server_url"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        told = self._fetch_user_info(token.token)
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("userinfo of another subject")
        return self.get_provider().sociallogin_from_response(request, {**told, **claims})


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """A provider of the settings; nothing that it tells is stored but who somebody is there."""

    oauth2_adapter_class = IdentityClient

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Only a sign-in, with our own scopes: nothing of it is taken from the address."""
        nonce = secrets.token_urlsafe(24)
        return {
            "process": AuthProcess.LOGIN,
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), NONCE: nonce},
            "data": {NONCE: nonce},
        }

    def sociallogin_from_response(
        self, request: HttpRequest, response: dict[str, Any]
    ) -> SocialLogin:
        """The login with its claims, which are read once and not stored."""
        login = super().sociallogin_from_response(request, response)
        login.claims = response
        return login

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        """None: an address proves nothing about who somebody is."""
        return []


@require_POST
@never_cache
def enter(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the provider's own page."""
    try:
        provider = get_adapter().get_provider(request, provider=provider_id)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    answer: HttpResponse = provider.redirect_from_request(request)
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """From the provider's page, once for each time somebody was sent there.

    The provider leads here by GET, which may not write: the page asks for one press.
    """
    if request.method == "GET":
        return render(request, "socialaccount/come_back.html")
    try:
        view = OAuth2CallbackView.adapter_view(IdentityClient(request, provider_id))
        answer: HttpResponse = view(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return answer
