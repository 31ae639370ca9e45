"""Places as supervisors and nightly work see them: who watches which, and by which rules."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.catalogue.models import Catalogue
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Jurisdiction, Membership, in_force

_NATIONAL = "cn"


def watched(account: Account, today: date) -> QuerySet[Jurisdiction]:
    """The places that an account supervises on a day, with those directly below them."""
    held = Membership.objects.filter(in_force(today), account=account, role=Role.SUPERVISOR)
    places = held.values("agency__jurisdiction")
    return Jurisdiction.objects.filter(Q(pk__in=places) | Q(parent__in=places)).order_by("code")


def supervises(account: Account, place: Jurisdiction, today: date) -> bool:
    """Whether the account watches this place."""
    return watched(account, today).filter(pk=place.pk).exists()


def policy_of(place: Jurisdiction) -> Policy:
    """The rules of the place's latest list; of the place above, or the country's, without one."""
    own = Q(jurisdiction=place) | Q(jurisdiction=place.parent_id)
    lists = Catalogue.objects.filter(own).order_by("-pk")
    found = sorted(lists, key=lambda one: one.jurisdiction_id != place.pk)
    return found[0].policy if found else load_policy(_NATIONAL)
