"""A batch of the demonstration: the sources hand over what they have, and all is compared."""

from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.sandbox.cast import cast
from nuozheng.sandbox.city import City
from nuozheng.sandbox.exchange import deliver
from nuozheng.sandbox.places import KEYS
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.bulk import evidence, running
from nuozheng.verification.bulk.actions import open_batch
from nuozheng.verification.bulk.due import PENDING
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.models import VerificationTask


def check_in_bulk(stage: Stage) -> bool:
    """One batch of everything that the place's verifier has to check; False where there is one."""
    verifier = stage.staff("verifier")
    held = verifier.memberships.filter(role=Role.VERIFIER).values("agency")
    due = VerificationTask.objects.filter(agency__in=held, status__in=PENDING)
    if not due.exists() or VerificationBatch.objects.filter(started_by=verifier).exists():
        return False
    if not evidence.folder().exists():
        everybody = [one for place in KEYS for one in cast(place).values()]
        deliver(City(people=0, companies=0), everybody, timezone.localdate(), evidence.folder())
    agencies = Agency.objects.filter(pk__in=held)
    running.run(open_batch(agencies=list(agencies), by=verifier).pk)
    return True
