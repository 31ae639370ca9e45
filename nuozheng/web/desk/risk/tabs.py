"""What every page about risk has on top: its neighbours, with what waits there."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from nuozheng.law.findings import Finding
from nuozheng.law.risk.moves import HazardStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.insurance.access import alerts
from nuozheng.verification.risk.access import errors, hazards, late_hazards
from nuozheng.verification.risk.errors import overturned, revoked
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.page import REFUSED_STATUS, shown

READERS = (Role.OFFICER, Role.VERIFIER, Role.SUPERVISOR)
OFFICE = (Role.OFFICER, Role.VERIFIER)


def with_tabs(
    request: HttpRequest,
    desk: Desk,
    here: str,
    context: dict[str, Any],
    refused: tuple[Finding, ...] = (),
    *,
    wrong: bool = False,
) -> HttpResponse:
    """The page `web/desk/risk/<here>.html`; `wrong` where a form has mistakes."""
    who, today = desk.account, desk.today
    waiting = (
        hazards(who, today).filter(status=HazardStatus.OPEN)
        if desk.roles & set(OFFICE)
        else late_hazards(who, today)
    )
    page = {
        "here": context.get("here", here),
        "hazards_open": waiting.count(),
        "errors_open": errors(who, today).filter(status="open").count()
        + overturned(who, today).count()
        + revoked(who, today).count(),
        "alerts": list(alerts(who, today).select_related("entry__item__agency", "entry__proof")),
        "supervises": Role.SUPERVISOR in desk.roles,
        **context,
    }
    answer = shown(request, desk, f"web/desk/risk/{here}.html", page, refused)
    if wrong:
        answer.status_code = REFUSED_STATUS
    return answer


def staff_of(agency: Agency, desk: Desk) -> list[tuple[str, Account]]:
    """Whoever has a post at the agency that day, by key and account, for choosing an owner."""
    held = agency.memberships.filter(starts_on__lte=desk.today).exclude(ends_on__lt=desk.today)
    people = Account.objects.filter(pk__in=held.values("account")).order_by("pk")
    return [(str(one.pk), one) for one in people]
