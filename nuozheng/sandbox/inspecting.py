"""Routine inspections of the demonstration: one by commitment, one with documents, alike."""

from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.fairness.access import cases_to_inspect
from nuozheng.verification.fairness.actions import Inspected, enter_inspection
from nuozheng.verification.fairness.counting import cases_of
from nuozheng.verification.fairness.models import RoutineInspection


def inspect_alike(stage: Stage) -> bool:
    """Two cases of the place by its two inspectors, drawn; False where there are any."""
    place, today = stage.catalogue.jurisdiction, timezone.localdate()
    if RoutineInspection.objects.filter(agency__jurisdiction=place).exists():
        return False
    team = [stage.staff("inspector"), stage.staff("inspector2")]
    here = team[0].memberships.filter(role=Role.INSPECTOR).values("agency")
    open_to = cases_to_inspect(team[0], today).filter(agency__in=here).values("pk")
    cases = cases_of(place, today).filter(pk__in=open_to).order_by("pk")
    chosen = {bool(vars(case)["committed"]): case for case in reversed(list(cases))}
    for case in chosen.values():
        enter_inspection(application=case, by=team[0], inspected=Inspected(today, team, ["draw"]))
    return bool(chosen)
