"""How many lines the log has of each kind."""

from django.db.models import Count

from nuozheng.evidence.log.models import LogLeaf
from nuozheng.oversight.log.kinds import TITLES


def lines_by_kind() -> list[tuple[str, int]]:
    """The title of each kind that there is, and how many lines have their place."""
    placed = LogLeaf.objects.filter(position__isnull=False).order_by()
    counted = dict(placed.values_list("kind").annotate(Count("pk")))
    return [(title, counted[kind]) for kind, title in TITLES.items() if kind in counted]
