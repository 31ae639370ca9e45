"""What is known of an entry beside its register: false ones, late checks, complaints."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from nuozheng.catalogue.asked.models import StillAsked
from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.law.insurance.premium import Share
from nuozheng.law.procedure import FOUND_AGAINST, TaskStatus
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """`false` of all cases whose checks have ended; `pending` and `late` count single checks.

    `complaints`: how often people told us that this proof was still asked for.
    """

    false: Share
    pending: int
    late: int
    complaints: int

    @property
    def percent(self) -> tuple[float, float]:
        """The bounds of the true share, in per cent."""
        low, high = self.false.bounds
        return low * 100, high * 100


def figures_of(entry: CatalogueEntry, today: date) -> EntryFigures:
    """Four counts, read from rows as they stand."""
    tasks = VerificationTask.objects.filter(proof__version__entry=entry)
    counted = tasks.aggregate(
        pending=Count("pk", filter=Q(status__in=PENDING)),
        late=Count("pk", filter=Q(status__in=PENDING, due_on__lt=today)),
    )
    complaints = StillAsked.objects.filter(version__entry=entry).count()
    return EntryFigures(false_share(entry), counted["pending"], counted["late"], complaints)


def false_share(entry: CatalogueEntry) -> Share:
    """Cases found against, of those whose checks of this proof have all come to an end.

    What sources confirmed at signing has no check and does not count; nor does a contradiction
    while nobody decided on it.
    """
    against = Q(finding__outcome__in=FOUND_AGAINST)
    unsettled = Q(status__in=PENDING) | Q(status=TaskStatus.CONTRADICTED, finding__outcome="")
    cases = (
        VerificationTask.objects.filter(proof__version__entry=entry)
        .exclude(status=TaskStatus.CANCELLED, finding=None)
        .order_by()
        .values("application")
        .annotate(open=Count("pk", filter=unsettled), against=Count("pk", filter=against))
    )
    counted = cases.aggregate(
        of=Count("application", filter=Q(open=0) | Q(against__gt=0)),
        hits=Count("application", filter=Q(against__gt=0)),
    )
    return Share(counted["hits"], counted["of"])
