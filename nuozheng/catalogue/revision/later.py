"""The days after a day on which services will change again, by what is published already."""

from collections.abc import Iterable
from datetime import date, timedelta

from nuozheng.catalogue.models import EntryVersion, LetterTemplate

_A_DAY = timedelta(days=1)


def later_days(items: Iterable[int], after: date) -> list[date]:
    """In their order; in three queries."""
    wanted = list(items)
    versions = EntryVersion.objects.filter(entry__item__in=wanted).order_by()
    letters = LetterTemplate.objects.filter(item__in=wanted, effective_from__gt=after).order_by()
    begins = versions.filter(effective_from__gt=after).values_list("effective_from", flat=True)
    ends = versions.filter(effective_until__gte=after).values_list("effective_until", flat=True)
    starts = letters.values_list("effective_from", flat=True)
    afterwards = (day + _A_DAY for day in ends.distinct() if day is not None)
    return sorted({*begins.distinct(), *afterwards, *starts.distinct()})
