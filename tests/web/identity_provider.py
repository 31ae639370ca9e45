"""A real OpenID Connect provider in a process of its own: django-oauth-toolkit on loopback.

`python -m tests.web.identity_provider PORT FILE`: FILE holds the people with their claims, and
the client. `/enter/NAME/` signs one of them in, as a person would by password.
"""

import json
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings


def main(port: int, told: dict[str, Any]) -> None:
    """Serve until killed; prints one line when it answers."""
    settings.configure(**_settings(port))
    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", run_syncdb=True, verbosity=0)
    _fill(told)
    server = make_server("127.0.0.1", port, get_wsgi_application(), handler_class=_Silent)
    print("ready", flush=True)
    server.serve_forever()


def _settings(port: int) -> dict[str, Any]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    apps = ("auth", "contenttypes", "sessions")
    return {
        "SECRET_KEY": "worthless",
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost"],
        "ROOT_URLCONF": "tests.web.identity_provider",
        "USE_TZ": True,
        # The client's secret is worthless, and its hash is made with every sign-in.
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
        "INSTALLED_APPS": [*(f"django.contrib.{app}" for app in apps), "oauth2_provider"],
        "MIGRATION_MODULES": dict.fromkeys((*apps, "oauth2_provider")),
        "MIDDLEWARE": [
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        "LOGIN_URL": "/enter/",
        "OAUTH2_PROVIDER": {
            "OIDC_ENABLED": True,
            "OIDC_RSA_PRIVATE_KEY": key.decode(),
            "OIDC_ISS_ENDPOINT": f"http://127.0.0.1:{port}/o",
            "OAUTH2_VALIDATOR_CLASS": "tests.web.identity_claims.Claims",
            "SCOPES": {"openid": "who you are"},
            "PKCE_REQUIRED": True,
        },
    }


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the tests' output is read by people."""


def _fill(told: dict[str, Any]) -> None:
    from django.contrib.auth import get_user_model
    from oauth2_provider.models import get_application_model

    for name, claims in told["people"].items():
        get_user_model().objects.create(username=name, email=json.dumps(claims))
    get_application_model().objects.create(
        client_type="confidential",
        authorization_grant_type="authorization-code",
        algorithm="RS256",
        skip_authorization=True,
        **told["client"],
    )


def _urls() -> list[Any]:
    from django.contrib.auth import get_user_model, login
    from django.http import HttpRequest, HttpResponse
    from django.urls import include, path

    def enter(request: HttpRequest, name: str) -> HttpResponse:
        login(request, get_user_model().objects.get(username=name))
        return HttpResponse("in")

    return [
        path("enter/<str:name>/", enter),
        path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    ]


def __getattr__(name: str) -> Any:
    """The addresses exist once Django is set up."""
    if name == "urlpatterns":
        return _urls()
    raise AttributeError(name)


if __name__ == "__main__":
    sys.modules["tests.web.identity_provider"] = sys.modules[__name__]
    main(int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()))
