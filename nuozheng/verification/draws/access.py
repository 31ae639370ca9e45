"""Who may see a draw at the desk: the agency that draws, and those that give it their secrets."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.law.draws.moves import DrawStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.draws.models import Draw, DrawUnit
from nuozheng.verification.models import VerificationTask

ROLES = (Role.VERIFIER, Role.SUPERVISOR, Role.JUSTICE_REVIEWER)


def visible_to(account: Account, today: date) -> QuerySet[Draw]:
    """The draws in which an agency of the account takes part."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=ROLES)
    agencies = held.values("agency")
    return Draw.objects.filter(Q(agency__in=agencies) | Q(sealings__agency__in=agencies)).distinct()


def selected(draw: Draw) -> QuerySet[VerificationTask]:
    """The checks that a draw calls for: of each case drawn, all that are still due."""
    if draw.status not in (DrawStatus.DRAWN, DrawStatus.PUBLISHED):
        return VerificationTask.objects.none()
    units = DrawUnit.objects.filter(draw=draw, place__isnull=False)
    return VerificationTask.objects.filter(
        application__in=units.values("application"),
        agency=draw.agency_id,
        status__in=PENDING,
        due_on__lte=draw.due_by,
    )
