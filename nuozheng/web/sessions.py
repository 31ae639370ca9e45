"""Signing in, and a form that was sent after the session had run out: nothing typed is lost.

What was typed waits in the visitor's new session, sealed like other personal data, until they have
signed in; it is offered only to whom the case belongs, because a machine may be shared.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuozheng.applications import access
from nuozheng.credit.access import own_parties
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.encryption import Unreadable, keys
from nuozheng.parties.models import Account
from nuozheng.verification.access import own_findings

KEPT, KEPT_PATH = "kept_form", "kept_form_path"
MAXIMUM_BYTES = 256 * 1024
KEPT_FOR = timedelta(hours=2)
_NOT_KEPT = {"csrfmiddlewaretoken"}

P = ParamSpec("P")


class SignedIn(HttpRequest):
    """A request of somebody who is signed in."""

    user: Account
    place_name: str


View = Callable[Concatenate[SignedIn, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form as it was sent: where to, its fields in order, and the files that could not wait."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def signed_in(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Only for accounts; whoever must sign in first comes back here, with what they had typed."""

    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            if request.method == "POST" and request.session.get(KEPT_PATH) == request.path:
                forget(request)
            return view(request, *args, **kwargs)  # type: ignore[arg-type]
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        if keep(request):
            messages.info(request, _("登录过期了。您刚才填的都替您留着，登录以后接着办。"))
        else:
            messages.warning(request, _("登录过期了，这次填的内容太长，没有留住；请登录以后再填。"))
        return redirect_to_login(reverse("web:resume"))

    return guarded


def keep(request: HttpRequest) -> bool:
    """Seal what was sent and keep it with the visit; False where it is too much."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _NOT_KEPT
        for value in values
    ]
    kept = {
        "path": request.path,
        "fields": fields,
        "files": [str(file) for _name, files in request.FILES.lists() for file in files],
        "at": timezone.now().isoformat(),
    }
    plain = json.dumps(kept, ensure_ascii=False).encode()
    if len(plain) > MAXIMUM_BYTES:
        return False
    request.session[KEPT] = base64.b64encode(keys().seal(plain)).decode()
    request.session[KEPT_PATH] = request.path
    return True


def forget(request: HttpRequest) -> None:
    """Drop the kept form; twice does no harm."""
    request.session.pop(KEPT, None)
    request.session.pop(KEPT_PATH, None)


def kept(request: HttpRequest) -> KeptForm | None:
    """The form that waits in this visit, if it is not older than two hours."""
    sealed = request.session.get(KEPT)
    if not sealed:
        return None
    try:
        found: dict[str, Any] = json.loads(keys().open(base64.b64decode(sealed)))
    except (Unreadable, ValueError):
        return None
    if timezone.now() - datetime.fromisoformat(found["at"]) > KEPT_FOR:
        return None
    fields = tuple((str(name), str(value)) for name, value in found["fields"])
    return KeptForm(found["path"], fields, tuple(found["files"]))


@signed_in
@require_http_methods(["GET", "POST"])
def resume(request: SignedIn) -> HttpResponse:
    """Offer the kept form to its owner, who sends it again or drops it."""
    if request.method == "POST":
        forget(request)
        messages.info(request, _("已经丢掉刚才留着的内容，没有办任何事。"))
        return redirect("web:my_cases")
    form = kept(request)
    if form is None or not _is_theirs(request.user, form.path):
        return redirect("web:my_cases")
    return render(request, "web/applicant/resume.html", {"form": form})


def _is_theirs(account: Account, path: str) -> bool:
    """Whether the form belongs to a page that this account may use."""
    try:
        found = resolve(path)
    except Resolver404:
        return False
    today = timezone.localdate()
    for name, value in found.kwargs.items():
        if name == "number" and not access.own(account, today).filter(number=value).exists():
            return False
        if name == "finding_id" and not own_findings(account, today).filter(pk=value).exists():
            return False
        if name == "record_id" and not _own_record(account, value):
            return False
    return True


def _own_record(account: Account, record_id: int) -> bool:
    parties = own_parties(account, timezone.localdate())
    return CreditRecord.objects.filter(pk=record_id, party__in=parties).exists()
