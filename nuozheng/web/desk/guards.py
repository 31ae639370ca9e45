"""Who may enter a staff screen: a post in force opens it, nothing else does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nuozheng.law.posts import STAFF
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership
from nuozheng.parties.roles import posts
from nuozheng.web.accounts.second_factor import sent_to_factor
from nuozheng.web.sessions import KEPT_PATH, forget, keep

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True, slots=True)
class Desk:
    """The account at the desk with its posts of this day."""

    account: Account
    posts: tuple[Membership, ...]
    today: date

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(post.role) for post in self.posts)

    def agencies(self, *roles: Role) -> list[Agency]:
        """Where the account holds one of these roles, each agency once."""
        held = {post.agency_id: post.agency for post in self.posts if post.role in roles}
        return list(held.values())


def is_staff(account: Account, today: date) -> bool:
    """Whether the account holds a post that has a screen."""
    return any(post.role in STAFF for post in posts(account, today))


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in and come back; what was typed waits, sealed, until then."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if keep(request):
        messages.info(request, _("登录过期了。您刚才填的都替您留着，登录以后接着办。"))
    else:
        messages.warning(request, _("登录过期了，这次填的内容太长，没有留住；请登录以后再填。"))
    return redirect_to_login(reverse("web:desk_resume"))


def staffed(
    *roles: Role,
) -> Callable[[Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]], View[P]]:
    """A view for accounts with one of these posts: others 404, nobody signed in → sign-in."""

    def guard(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            account = request.user
            if not isinstance(account, Account):
                return _to_sign_in(request)
            today = timezone.localdate()
            held = tuple(post for post in posts(account, today) if post.role in STAFF)
            if not any(post.role in roles for post in held):
                raise Http404
            if (elsewhere := sent_to_factor(request, account)) is not None:
                return elsewhere
            if request.method == "POST" and request.session.get(KEPT_PATH) == request.path:
                forget(request)
            return view(request, Desk(account, held, today), *args, **kwargs)

        return never_cache(require_http_methods(["GET", "HEAD", "POST"])(guarded))

    return guard
