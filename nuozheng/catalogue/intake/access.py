"""Who may see an uploaded list. Every path to one starts here."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.catalogue.intake.models import Intake
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import agencies_of


def visible_to(account: Account, today: date) -> QuerySet[Intake]:
    """The uploads of the agencies whose list the account keeps."""
    kept = agencies_of(account, Role.CATALOGUE_KEEPER, today)
    return Intake.objects.filter(agency__in=kept)
