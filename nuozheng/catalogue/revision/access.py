"""Who may see and touch a revision. Every path to one starts here."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership, in_force

OWN = (Role.CATALOGUE_KEEPER, Role.LEGAL_REVIEWER, Role.HEAD)
"""Posts that reach the revisions of their own agency."""
ABOVE = (Role.JUSTICE_REVIEWER, Role.APPROVER)
"""Posts that reach every revision of the jurisdiction they are in."""


def visible_to(account: Account, today: date) -> QuerySet[Revision]:
    """The revisions an account may see: its agency's, and as reviewer its jurisdiction's.

    A reviewer above the agency sees a revision once it was handed in.
    """
    held = Membership.objects.filter(in_force(today), account=account)
    own = held.filter(role__in=OWN).values("agency")
    above = held.filter(role__in=ABOVE).values("agency__jurisdiction")
    return Revision.objects.filter(
        Q(agency__in=own) | Q(catalogue__jurisdiction__in=above, round__gt=0)
    )


def roles_in(account: Account, revision: Revision, today: date) -> tuple[Role, ...]:
    """In which roles an account may act on a revision; empty for a stranger. One query."""
    held = Membership.objects.filter(in_force(today), account=account).filter(
        Q(role__in=OWN, agency=revision.agency_id)
        | Q(role__in=ABOVE, agency__jurisdiction=revision.catalogue.jurisdiction_id)
    )
    return tuple(Role(role) for role in held.values_list("role", flat=True).distinct())


def kept_lists(account: Account, today: date) -> list[tuple[Catalogue, Agency]]:
    """The parts of lists that an account keeps: each list with the agency it keeps it for."""
    posts = (
        Membership.objects.filter(
            in_force(today), account=account, role=Role.CATALOGUE_KEEPER.value
        )
        .select_related("agency")
        .order_by("agency__name")
    )
    agencies = [post.agency for post in posts]
    places = {agency.jurisdiction_id for agency in agencies}
    lists = list(Catalogue.objects.filter(jurisdiction__in=places))
    return [
        (catalogue, agency)
        for catalogue in lists
        for agency in agencies
        if agency.jurisdiction_id == catalogue.jurisdiction_id
    ]
