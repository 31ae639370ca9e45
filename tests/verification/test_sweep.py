"""The sweep turns overdue clocks into acts, and never an adverse one."""

from datetime import UTC, datetime

import pytest
import time_machine

from nuozheng.evidence.models import Move
from nuozheng.law.procedure import ApplicationStatus, RecordStatus, UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.jobs import sweep
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def swept() -> tuple[int, int, int]:
    """What a sweep did: cases accepted, silences noted, records ended."""
    done = sweep()
    return done["accepted"], done["lapsed"], done["records_ended"]


def test_one_sweep_does_what_is_due_and_a_second_nothing(world: Worlds) -> None:
    with time_machine.travel(datetime(2027, 3, 1, 2, tzinfo=UTC)) as clock:
        here = world("ordos-2021")
        silent = here.opened().signed()
        finding = silent.contradicted()
        notify_person(finding=finding, by=silent.verifier)
        record = here.on_record("representative", Severity.MINOR)
        assert swept() == (0, 0, 0)
        clock.move_to(datetime(2027, 6, 2, 2, tzinfo=UTC))
        assert swept() == (1, 1, 1)
        assert swept() == (0, 0, 0)
    finding.refresh_from_db()
    record.refresh_from_db()
    assert silent.refresh().status == ApplicationStatus.ACCEPTED
    assert finding.status == UntruthStatus.LAPSED
    assert record.status == RecordStatus.ENDED
    of_people = Move.objects.filter(role=Role.SYSTEM).exclude(kind="debt_notice")
    adverse = of_people.values_list("act", flat=True)
    assert set(adverse) == {"accept", "lapse", "end"}, "nothing against anybody"
    assert not Move.objects.filter(role=Role.SYSTEM, by__isnull=False).exists()
