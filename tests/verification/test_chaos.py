"""Sources down, late, garbled, empty, old, overrun and wrong, under load: nobody comes to harm.

Every round gives each source another trouble while cases of all places are signed at once.
Afterwards the sources are mended and several workers ask what is due.
"""

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from nuozheng.applications.actions.sign import sign
from nuozheng.applications.declaration import Checked
from nuozheng.applications.models import Application, Commitment
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence import alarms
from nuozheng.evidence.models import AccessReceipt, Alarm
from nuozheng.gateways.sources.client import client_for
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.alarms import AlarmKind, Turn
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.models import Consequence, UntruthFinding, VerificationTask
from nuozheng.verification.sources.later import ask_due
from nuozheng.verification.sources.models import LookupStatus, QueuedLookup
from nuozheng.verification.sources.watch import watch
from tests.applications.test_concurrency import at_once
from tests.world import ALL_STATEMENTS, LISTS, Case, Worlds

TROUBLES = [mode for mode in Mode if mode is not Mode.OK]
HONEST, FALSE = "honest_company", "false_company"
WORKERS = 4
ONE_OF_EACH = [slug for slug in LISTS if slug != "ordos-2023"]
"""Where the newer list of Ordos stands, sources are asked before anything is promised."""


def storm(sources: Running, at: int) -> None:
    """Each source the next trouble; of every round some answer nothing, late, or something else."""
    client_for.cache_clear()
    for n, source in enumerate(registry()):
        sources.faults.set(source, TROUBLES[(at + n) % len(TROUBLES)], seconds=0.5)


def signed_in_the_storm(case: Case) -> Any:
    return sign(
        application=case.application,
        by=case.by,
        statements=ALL_STATEMENTS,
        insists="登记的数据不对，我说的是真的。",
    )


def calm(sources: Running) -> None:
    for source in (EVERY_SOURCE, *registry()):
        sources.faults.set(source, Mode.OK)
    client_for.cache_clear()


def test_a_storm_harms_nobody_loses_nothing_and_is_told(
    committed_world: Worlds, sources: Running, settings: Any
) -> None:
    settings.NUOZHENG_SOURCES_TIMEOUT = 0.2
    settings.NUOZHENG_SOURCES_BUDGET = 0.6
    cases = [
        (key, world.opened(key).declared())
        for world in map(committed_world, ONE_OF_EACH)
        for key in (HONEST, FALSE)
    ]
    for n in range(0, len(cases), WORKERS):
        storm(sources, n)
        made = at_once([partial(signed_in_the_storm, case) for _, case in cases[n : n + WORKERS]])
        assert all(isinstance(one, Commitment) for one in made), "nobody is kept from signing"
    _nothing_is_lost()

    now = timezone.now()
    for n in range(3):
        storm(sources, n)
        now += timedelta(hours=3)
        asked = at_once([partial(ask_due, now)] * WORKERS)
        assert all(isinstance(one, dict) for one in asked)
        watch(now)
    _nothing_is_lost()
    alarmed = alarms.standing().filter(kind=AlarmKind.SOURCE).values_list("subject", flat=True)
    assert "property" in alarmed, "nearly every look at it failed"
    assert watch(now) == {}, "told once"

    calm(sources)
    over: dict[str, Turn] = {}
    for _n in range(2):
        now += timedelta(hours=13)
        at_once([partial(ask_due, now)] * WORKERS)
        over |= watch(now)
    _nothing_is_lost()
    _the_honest_are_confirmed_and_the_false_are_not(cases)
    assert over["property"] is Turn.END
    assert Alarm.objects.filter(kind=AlarmKind.SOURCE, subject="property").count() == 1


def _nothing_is_lost() -> None:
    """No adverse step by any program; each promise confirmed or a task; each look told."""
    assert not UntruthFinding.objects.exists() and not Consequence.objects.exists()
    assert not CreditRecord.objects.filter(kind__in=["untrue", "unfulfilled"]).exists()
    assert set(Application.objects.values_list("status", flat=True)) == {
        ApplicationStatus.SUBMITTED
    }
    tasks = {(one.proof_id, one.condition_key): one for one in VerificationTask.objects.all()}
    assert {one.status for one in tasks.values()} <= {TaskStatus.OPEN, TaskStatus.CONFIRMED}
    for commitment in Commitment.objects.all():
        for one in map(Checked.from_stored, commitment.checks):
            assert one.is_settled or (int(one.proof_key), one.condition_key) in tasks
    per_task = Counter(QueuedLookup.objects.values_list("task", flat=True))
    assert set(per_task.values()) <= {1}, "nothing is asked twice over"
    for lookup in QueuedLookup.objects.select_related("task"):
        if lookup.task.status == TaskStatus.OPEN:
            assert lookup.status in (LookupStatus.WAITING, LookupStatus.TO_PERSON)
    failed = AccessReceipt.objects.filter(result="unavailable")
    assert not failed.filter(problem="").exists(), "each failed look says why"


def _the_honest_are_confirmed_and_the_false_are_not(cases: list[tuple[str, Case]]) -> None:
    for _key, case in cases:
        for lookup in QueuedLookup.objects.filter(task__application=case.application):
            assert lookup.status in (LookupStatus.ANSWERED, LookupStatus.TO_PERSON)
            if lookup.status == LookupStatus.ANSWERED:
                assert lookup.task.status == TaskStatus.CONFIRMED
    assert QueuedLookup.objects.filter(status=LookupStatus.ANSWERED).exists()
    for key, case in cases:
        if key == FALSE:
            premises = VerificationTask.objects.filter(
                application=case.application, condition_key="area"
            )
            assert premises.exists()
            assert not premises.filter(status=TaskStatus.CONFIRMED).exists()
    honest = [case.application.pk for key, case in cases if key == HONEST]
    assert VerificationTask.objects.filter(
        application__in=honest, condition_key="area", status=TaskStatus.CONFIRMED
    ).exists()
