"""What is public of something contested says so."""

from collections.abc import Collection, Mapping

from django.db.models import Q

from nuozheng.disclosure.models import Publication


def mark_disputed(named: Mapping[str, Collection[int]], *, disputed: bool) -> int:
    """Mark, or unmark, what is public of these records (by their kind); how many there are."""
    concerned = Q()
    for of, records in named.items():
        concerned |= Q(of=of, record_id__in=records)
    return Publication.objects.filter(concerned).update(disputed=disputed)
