"""Two at once, on connections of their own: one of them acts, the other is told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.open import Applying, open_application
from nuozheng.applications.actions.sign import sign
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.models import Application, Commitment
from nuozheng.evidence.models import Move
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import ApplicationStatus
from nuozheng.verification.models import VerificationTask
from tests.world import ALL_STATEMENTS, Worlds

Act = Callable[[], Any]


def at_once(acts: Sequence[Act]) -> list[Any]:
    """What each act returned or how it was refused; all start together."""
    start = Barrier(len(acts))

    def run(act: Act) -> Any:
        try:
            start.wait(timeout=10)
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(results: Sequence[Any]) -> list[str]:
    return [result.key for result in results if isinstance(result, Refused)]


def test_a_double_click_is_one_case(committed_world: Worlds) -> None:
    here = committed_world("ordos-2023")
    item, applying, by = here.item(), Applying(here.party("honest")), here.citizen

    def click() -> Application:
        return open_application(item=item, applying=applying, by=by, opening_key="opening-key-1")

    opened = at_once([click] * 4)
    assert len({case.pk for case in opened}) == 1
    assert Application.objects.count() == 1
    assert Move.objects.filter(act="open").count() == 1


def test_of_two_officers_one_decides(committed_world: Worlds) -> None:
    case = committed_world("lianyungang-2019").opened("honest_company").accepted()
    application, first, second = case.application, case.officer, case.second_officer
    results = at_once(
        [
            lambda: decide(application=application, by=first, grant=True),
            lambda: decide(application=application, by=second, grant=False, reason="不在辖区"),
        ]
    )
    assert refusals(results) == ["move_not_possible"]
    decided = case.refresh()
    assert decided.status in (ApplicationStatus.GRANTED, ApplicationStatus.REFUSED)
    assert [move.by for move in case.moves() if move.act in ("grant", "refuse")] == [
        decided.decided_by
    ]


def test_a_letter_is_signed_once(committed_world: Worlds) -> None:
    case = committed_world("ordos-2021").opened().checked()
    application, by = case.application, case.by

    def click() -> Commitment:
        return sign(application=application, by=by, statements=ALL_STATEMENTS)

    assert refusals(at_once([click, click])) == ["move_not_possible"]
    assert [move.act for move in case.moves()].count("sign") == 1
    tasks = VerificationTask.objects.filter(application=application)
    assert tasks.count() == tasks.values("proof", "condition_key").distinct().count() > 0


def test_withdrawing_and_deciding_do_not_both_happen(committed_world: Worlds) -> None:
    case = committed_world("xian-baqiao-2021").opened().accepted()
    application, by, officer = case.application, case.by, case.officer
    results = at_once(
        [
            lambda: withdraw(application=application, by=by, reason="看错了条件"),
            lambda: decide(application=application, by=officer, grant=True),
        ]
    )
    assert len(refusals(results)) == 1
    assert case.refresh().status in (ApplicationStatus.GRANTED, ApplicationStatus.SUBMITTED)
