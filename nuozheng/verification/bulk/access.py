"""Who may see batches: verifiers and supervisors, those of their own agencies."""

from datetime import date

from django.db.models import QuerySet

from nuozheng.applications import access as case_access
from nuozheng.law.conditions import Result
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.verification import access
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.models import VerificationTask

ROLES = (Role.VERIFIER, Role.SUPERVISOR)


def visible_to(account: Account, today: date) -> QuerySet[VerificationBatch]:
    """The batches in which an agency of the account took part."""
    held = Membership.objects.filter(in_force(today), account=account, role__in=ROLES)
    return VerificationBatch.objects.filter(agencies__in=held.values("agency")).distinct()


def to_look_at(
    batch: VerificationBatch, account: Account, today: date
) -> QuerySet[VerificationTask]:
    """Tasks of the account's agencies that the batch contradicted and nobody has looked at."""
    own = case_access.own(account, today).values("pk")
    return (
        access.desk_tasks(account, today)
        .filter(
            batch_results__batch=batch,
            batch_results__result=Result.CONTRADICTED,
            status__in=PENDING,
        )
        .exclude(application__in=own)
    )
