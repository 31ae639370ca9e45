"""A service went over to another agency: what is still to be checked goes along."""

from nuozheng.catalogue.adjustment.models import AgencySuccession
from nuozheng.evidence.models import Move
from nuozheng.law.procedure import TaskStatus
from nuozheng.verification.models import VerificationTask


def move_tasks(succession: AgencySuccession, row: Move) -> None:
    """Follower of a succession: what is still to be done; who did a finished check stays with it.

    A finding goes by the agency of its case.
    """
    VerificationTask.objects.filter(
        agency=succession.predecessor_id,
        application__item__in=succession.items.values("pk"),
        status__in=(TaskStatus.OPEN, TaskStatus.UNABLE),
    ).update(agency=succession.successor_id)
