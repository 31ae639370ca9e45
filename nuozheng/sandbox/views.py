"""The page of ready sign-ins; it exists only in a demonstration."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.mfa.app_settings import TOTP_PERIOD
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from nuozheng.catalogue.lists import LISTS
from nuozheng.catalogue.models import Catalogue
from nuozheng.parties.models import Account
from nuozheng.sandbox.accounts import PASSWORD, READY, SignIn, username

View = Callable[[HttpRequest], HttpResponse]
HOME = "/"


@dataclass(frozen=True, slots=True)
class Row:
    """One ready sign-in of one place, as the page shows it."""

    account: Account
    ready: SignIn


@dataclass(frozen=True, slots=True)
class Group:
    """One list with its sign-ins; `shared` where another list above has the same."""

    catalogue: Catalogue
    rows: tuple[Row, ...]
    shared: bool


def in_demonstration_only(view: View) -> View:
    """Answer 404 outside a demonstration, whatever the table of addresses says."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not settings.NUOZHENG_DEMO:
            raise Http404
        return view(request)

    return guarded


@require_safe
@in_demonstration_only
def sign_ins(request: HttpRequest) -> HttpResponse:
    """For each list a table of sign-ins with what each can show."""
    context = {"groups": _groups(), "password": PASSWORD, "code": _code_of_now()}
    return render(request, "sandbox/sign_ins.html", context)


@require_POST
@in_demonstration_only
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the ready accounts, and no other, and go to its first screen."""
    name = request.POST.get("username", "")
    ready = next(
        (one for one in READY for place in _places() if username(place, one.key) == name), None
    )
    if ready is None:
        raise Http404
    account = get_object_or_404(Account, username=name, is_active=True)
    if ready.factor:
        answer: HttpResponse = perform_login(
            request, Login(user=account, redirect_url=_first_screen(ready))
        )
        return answer
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(_first_screen(ready))


def _code_of_now() -> str:
    """What the authenticator of the ready account with a second factor shows at this moment."""
    key = next(one.factor for one in READY if one.factor)
    shown: str = format_hotp_value(hotp_value(key, int(time.time()) // TOTP_PERIOD))
    return shown


def _first_screen(ready: SignIn) -> str:
    try:
        return reverse(ready.start)
    except NoReverseMatch:
        return HOME


def _places() -> list[str]:
    return list(dict.fromkeys(one.place for one in LISTS.values()))


def _groups() -> list[Group]:
    wanted = [username(place, one.key) for place in _places() for one in READY]
    accounts = {one.username: one for one in Account.objects.filter(username__in=wanted)}
    lists = Catalogue.objects.select_related("jurisdiction").in_bulk(field_name="slug")
    groups: list[Group] = []
    for slug, listed in LISTS.items():
        if slug not in lists:
            continue
        rows = tuple(
            Row(accounts[name], one)
            for one in READY
            if (name := username(listed.place, one.key)) in accounts
        )
        shared = any(LISTS[group.catalogue.slug].place == listed.place for group in groups)
        groups.append(Group(lists[slug], rows, shared))
    return groups
