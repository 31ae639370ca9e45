"""The figures of a place: what is counted, and what is not."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.oversight import figures
from nuozheng.oversight.definitions import DEFINITIONS, OUTCOME_WORD, STATUS_WORD
from nuozheng.parties.models import Jurisdiction
from nuozheng.verification.models import VerificationTask
from tests.world import World


@pytest.fixture
def ordos(world: Callable[[str], World]) -> World:
    return world("ordos-2021")


def places_of(ordos: World) -> list[Jurisdiction]:
    return figures.watched(ordos.staff(Role.SUPERVISOR), timezone.localdate())


def counted(ordos: World) -> dict[str, int]:
    found = figures.headlines(places_of(ordos), timezone.localdate())
    return {figure.key: figure.value for figure in found}


def test_every_state_and_figure_has_its_words() -> None:
    assert set(STATUS_WORD) == set(ApplicationStatus)
    assert set(OUTCOME_WORD) == set(UntruthStatus) - {UntruthStatus.CLOSED}
    assert all(title and definition for title, definition in DEFINITIONS.values())


def test_nothing_is_counted_where_nothing_happened(ordos: World) -> None:
    assert set(counted(ordos).values()) == {0}


def test_a_supervisor_watches_the_place_and_those_below_it(ordos: World) -> None:
    here = ordos.item().agency.jurisdiction
    below = Jurisdiction.objects.filter(parent=here)
    assert set(places_of(ordos)) == {here, *below}
    assert figures.watched(ordos.staff(Role.OFFICER, name="no"), timezone.localdate()) == []


def test_open_overdue_and_committed(ordos: World) -> None:
    case = ordos.opened().signed()
    before = counted(ordos)
    assert (before["open"], before["cases_overdue"], before["signed"]) == (1, 0, 1)
    Application.objects.filter(pk=case.application.pk).update(due_on="2020-01-01")
    assert counted(ordos)["cases_overdue"] == 1
    Application.objects.filter(pk=case.application.pk).update(
        status=ApplicationStatus.AWAITING_COMPLETION
    )
    assert counted(ordos)["cases_overdue"] == 0
    assert counted(ordos)["open"] == 1


def test_checks_findings_and_their_outcomes(ordos: World) -> None:
    case = ordos.opened("contradicted").signed(insists="登记有误。")
    pending = counted(ordos)["tasks_pending"]
    assert pending == len(case.tasks()) > 0
    case.found()
    after = counted(ordos)
    assert after["tasks_pending"] == pending - 1
    assert (after["contradicted"], after["found_against"]) == (1, 1)
    outcomes = figures.findings_by_outcome(places_of(ordos))
    assert [(one.key, one.value) for one in outcomes] == [("false", 1)]
    VerificationTask.objects.filter(application=case.application).update(due_on="2020-01-01")
    (line,) = figures.by_agency(places_of(ordos), timezone.localdate())
    assert line.tasks_overdue == line.tasks == pending - 1
    assert line.oldest_due_on is not None and line.oldest_due_on.year == 2020


def test_cases_by_status_in_the_order_of_the_procedure(ordos: World) -> None:
    ordos.opened()
    ordos.opened().accepted()
    found = figures.cases_by_status(places_of(ordos))
    assert [(one.key, one.value) for one in found] == [("draft", 1), ("accepted", 1)]
