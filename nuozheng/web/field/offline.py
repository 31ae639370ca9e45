"""What the telephone needs to go on without network: the shell, its worker, and the key."""

import base64
import json
from hashlib import sha256
from importlib.resources import files

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.web.desk.guards import Desk, staffed

_ASSETS = ("tokens.css", "app.css", "app.js", "field.js", "icon.svg")


@require_safe
def field_worker(request: HttpRequest) -> HttpResponse:
    """The service worker: it keeps the shell, nothing about anybody."""
    shell = [reverse("web:field_shell"), *(static(f"web/{name}") for name in _ASSETS)]
    code = (files("nuozheng.web.field") / "worker.js").read_text("utf-8")
    edition = sha256("".join((*shell, _shell(request))).encode()).hexdigest()[:12]
    text = f"const SHELL = {json.dumps(shell)};\nconst EDITION = '{edition}';\n{code}"
    answer = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@require_safe
def field_shell(request: HttpRequest) -> HttpResponse:
    """An empty page that the telephone fills from its own store."""
    return HttpResponse(_shell(request))


@staffed(Role.INSPECTOR)
def field_key(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The key of the account's store on the telephone, and a token to send what waits there.

    The key is the same at every sign-in, so that what was kept can be read again; it is held
    in the tab only.
    """
    return JsonResponse(
        {
            "store": _derived(desk.account, "name").hex()[:16],
            "key": base64.b64encode(_derived(desk.account, "key")).decode(),
            "token": get_token(request),
        }
    )


def _shell(request: HttpRequest) -> str:
    empty = {"nav": [], "desk": True, "user_label": "", "place_name": ""}
    return render_to_string("web/field/shell.html", empty, request)


def _derived(account: Account, what: str) -> bytes:
    salt = f"nuozheng.web.field.{what}"
    return salted_hmac(salt, str(account.pk), algorithm="sha256").digest()
