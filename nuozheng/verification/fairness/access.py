"""Who may see a reading or an alarm: supervisors of the place. Inspections: their agency."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from nuozheng.applications.access import own
from nuozheng.applications.models import Application
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.fairness.actions import MAY_ENTER
from nuozheng.verification.fairness.models import (
    FairnessAlarm,
    FairnessReading,
    RoutineInspection,
)
from nuozheng.verification.places import watched


def readings(account: Account, today: date) -> QuerySet[FairnessReading]:
    """The latest reading of each watched place."""
    return (
        FairnessReading.objects.filter(jurisdiction__in=watched(account, today).values("pk"))
        .select_related("jurisdiction")
        .order_by("jurisdiction__code", "-on")
        .distinct("jurisdiction__code")
    )


def alarms(account: Account, today: date) -> QuerySet[FairnessAlarm]:
    """The alarms of the watched places, newest first."""
    return FairnessAlarm.objects.filter(
        jurisdiction__in=watched(account, today).values("pk")
    ).select_related("jurisdiction", "inspector")


def inspections(account: Account, today: date) -> QuerySet[RoutineInspection]:
    """The routine inspections of the agencies where the account may enter them."""
    return RoutineInspection.objects.filter(agency__in=_agencies(account, today))


def cases_to_inspect(account: Account, today: date) -> QuerySet[Application]:
    """Cases that were handed in to these agencies, but for the account's own."""
    return Application.objects.filter(
        agency__in=_agencies(account, today), submitted_at__isnull=False
    ).exclude(pk__in=own(account, today).values("pk"))


def _agencies(account: Account, today: date) -> QuerySet[Membership, Any]:
    held = Membership.objects.filter(in_force(today), account=account, role__in=MAY_ENTER)
    return held.values("agency")
