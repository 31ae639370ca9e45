"""告警 at the desk, and for a program that watches."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from nuozheng.cli.alarms import app
from nuozheng.evidence import alarms
from nuozheng.evidence.models import AccessReceipt, Alarm
from nuozheng.law.alarms import LEAST, AlarmKind
from nuozheng.law.bulk import BATCH_PURPOSE
from nuozheng.law.vocabulary import Role
from nuozheng.verification.sources.watch import watch
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
PAGE = "/desk/alarms/"


def looks(world: World, result: str, count: int, **fields: Any) -> None:
    values = {
        "party": world.party("honest"), "source": "property", "purpose": "核查", "basis": [],
        "case_number": "示例-1", "result": result, "asked_at": timezone.now(),
        "trouble": "down" if result == "unavailable" else "",
    } | fields  # fmt: skip
    AccessReceipt.objects.bulk_create(AccessReceipt(**values) for _ in range(count))


def test_a_source_that_fails_is_told_seen_and_over_when_it_answers(
    world: Worlds, client: Client
) -> None:
    here = world("ordos-2021")
    reader = here.staff(Role.DATA_OWNER)
    client.force_login(reader)
    assert "现在没有告警" in client.get(PAGE).content.decode()
    looks(here, "unavailable", LEAST, trouble="late")
    looks(here, "found", 40, purpose=f"{BATCH_PURPOSE}低保的承诺")
    watch(timezone.now())
    page = client.get(PAGE).content.decode()
    assert "不动产登记" in page and "答复太慢5" in page
    assert PAGE in client.get("/desk/sources/").content.decode()
    alarm = Alarm.objects.get()
    client.post(PAGE, {"alarm": alarm.pk})
    alarm.refresh_from_db()
    assert alarm.seen_by == reader and alarm.ended_at is None
    looks(here, "found", LEAST, asked_at=timezone.now() + timedelta(seconds=1))
    watch(timezone.now() + timedelta(seconds=2))
    alarm.refresh_from_db()
    assert alarm.ended_at is not None
    assert "结束了的" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"alarm": "x"}).status_code == 404
    assert client.post(PAGE, {"alarm": alarm.pk}, follow=True).status_code == 200


def test_what_was_not_asked_is_no_failure_of_the_source(world: Worlds) -> None:
    looks(world("ordos-2021"), "unavailable", 30, trouble="closed")
    assert watch(timezone.now()) == {}


def test_only_who_can_do_something_reads_them(world: Worlds, client: Client) -> None:
    here = world("ordos-2021")
    for account, status in (
        (here.staff(Role.VERIFIER), 200),
        (here.staff(Role.SUPERVISOR), 200),
        (here.staff(Role.OFFICER), 404),
        (here.citizen, 404),
    ):
        client.force_login(account)
        assert client.get(PAGE).status_code == status


def test_a_batch_is_told_until_somebody_takes_note(world: Worlds) -> None:
    by, now = world("ordos-2021").staff(Role.VERIFIER), timezone.now()
    alarms.sound(AlarmKind.BATCH_STOPPED, "7", {"problem": "数据读不出来"}, at=now)
    alarms.sound(AlarmKind.BATCH_STOPPED, "7", {"problem": "还是读不出来"}, at=now)
    told = CliRunner().invoke(app, [])
    assert told.exit_code == 1 and "批量核查7中断。还是读不出来" in told.output
    (one,) = json.loads(CliRunner().invoke(app, ["--json"]).output)
    assert (one["kind"], one["subject"], one["seen"]) == ("batch_stopped", "7", False)
    alarms.see(Alarm.objects.get().pk, by=by, at=now)
    assert CliRunner().invoke(app, []).exit_code == 0
