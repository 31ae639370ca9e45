"""Where somebody begins: the screen of their first post."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from nuozheng.law.posts import STAFF
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed

FIRST_SCREEN = (
    (Role.OFFICER, "web:queue"),
    (Role.VERIFIER, "web:tasks"),
    (Role.INSPECTOR, "web:field"),
    (Role.CREDIT_OFFICER, "web:credit_records"),
    (Role.SUPERVISOR, "web:oversight"),
    (Role.CATALOGUE_KEEPER, "web:lists"),
    (Role.LEGAL_REVIEWER, "web:lists"),
    (Role.HEAD, "web:lists"),
    (Role.JUSTICE_REVIEWER, "web:lists"),
    (Role.APPROVER, "web:lists"),
    (Role.DATA_OWNER, "web:desk_sources"),
)


@staffed(*STAFF)
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send a member of staff to their own screen."""
    return redirect(next(screen for role, screen in FIRST_SCREEN if role in desk.roles))
