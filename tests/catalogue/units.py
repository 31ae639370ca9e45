"""The units of a list with their tasks, as the tests of duties use them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from nuozheng.catalogue.duties import actions
from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account, Agency
from tests.revisions import Desk
from tests.world import World

Worlds = Callable[[str], World]


def desk_of(world: Worlds, slug: str) -> Desk:
    desk = Desk(world(slug))
    schedule(desk.world.catalogue, timezone.localdate())
    return desk


def task_of(desk: Desk, key: str, period: str = "", agency: Agency | None = None) -> UnitDuty:
    tasks = UnitDuty.objects.filter(
        catalogue=desk.world.catalogue, agency=agency or desk.agency, key=key
    )
    return tasks.get(period=period) if period else tasks.order_by("due_on")[0]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        act()
    return str(refusal.value)


def late_units(desk: Desk, key: str, today: date) -> set[int]:
    """The units that the tracker shows as overdue on a day."""
    tasks = UnitDuty.objects.filter(catalogue=desk.world.catalogue, key=key)
    return {one.agency_id for one in tasks if not one.fulfilled_on and one.days_late(today)}


def all_units(desk: Desk) -> set[int]:
    return set(desk.world.catalogue.items.values_list("agency", flat=True))


def written(task: UnitDuty, by: Account) -> UnitDuty:
    sections = {title: f"{title}：写好了。" for title in task.duty.sections}
    return actions.write(task=task, sections=sections, by=by)
