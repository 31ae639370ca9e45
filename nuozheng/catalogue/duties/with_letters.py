"""工作规程: the papers of a unit without which its publication is not complete."""

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.duties import Duty, with_letters


def papers_left(revision: Revision) -> list[Duty]:
    """What the unit still owes beside the letters that it displays (MJ21-2.2.5c)."""
    wanted = with_letters(revision.catalogue.policy_key)
    if not wanted:
        return []
    there = UnitDuty.objects.filter(
        catalogue=revision.catalogue_id, agency=revision.agency_id, key__in=[d.key for d in wanted]
    ).exclude(done_on=None)
    done = set(there.values_list("key", flat=True))
    return [duty for duty in wanted if duty.key not in done]
