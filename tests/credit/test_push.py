"""Credit platforms are told of each record, in order and once; what they don't have waits."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from nuozheng.credit.actions.propose import Promise, record_kept
from nuozheng.credit.actions.register import end_on_their_day
from nuozheng.credit.actions.repair import decide_repair, request_repair
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.again import push_again
from nuozheng.credit.push.models import CreditMessage, PushAction, PushStatus
from nuozheng.credit.push.outbox import deliver_due
from nuozheng.credit.stops.confirming import confirm, escalate
from nuozheng.credit.stops.models import StopOrder
from nuozheng.credit.stops.ordering import stop_departments
from nuozheng.evidence import alarms
from nuozheng.evidence.moves import history
from nuozheng.evidence.sm2 import KeyPair
from nuozheng.gateways.credit.platforms import WrongPlatforms, platforms
from nuozheng.law.alarms import LEAST
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.sandbox.credit_platform import CreditPlatform, platform_key, write_platforms
from nuozheng.sandbox.faults import CREDIT_PLATFORM, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.web.desk.alarms import standing_rows
from tests.refusing import refused
from tests.web.visits import page, send, text_of
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
FOUND = datetime(2026, 12, 1, 2, tzinfo=UTC)
LATER = datetime(2027, 3, 2, 2, tzinfo=UTC)


@pytest.fixture
def platform(sources: Running, settings: Any, tmp_path: Path) -> Iterator[CreditPlatform]:
    """The sandbox's platform at work, empty, and the setting that names it."""
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    server.credit = CreditPlatform(platform_key(server.key))
    yield server.credit
    sources.faults.set(CREDIT_PLATFORM, Mode.OK)


def only(**wanted: Any) -> CreditMessage:
    return CreditMessage.objects.get(**wanted)


def kept(here: World, number: str) -> CreditRecord:
    """A promise kept of a case that was finished."""
    agency = here.elsewhere(Role.OFFICER).memberships.get().agency
    promise = Promise(here.party("honest"), agency, number, "办理示例事项，承诺代替示例证明")
    record = record_kept(policy=here.catalogue.policy, promise=promise, at=timezone.now())
    assert record is not None
    return record


@pytest.mark.clause("ORD21-4.5f", "XBQ21-2.6l", "MJ21-2.3.8d")
@pytest.mark.parametrize(
    ("slug", "place"),
    [
        ("ordos-2021", "ordos"),
        ("xian-baqiao-2021", "xian-baqiao"),
        ("huainan-maoji-2021", "huainan-maoji"),
    ],
)
def test_a_registered_record_reaches_its_places_platform_against_a_receipt(
    world: Worlds, platform: CreditPlatform, slug: str, place: str
) -> None:
    here = world(slug)
    record = here.on_record("honest", Severity.SERIOUS)
    assert only().platform == place
    assert not platform.records, "not within the act"
    assert deliver_due(timezone.now()) == {"delivered": 1}
    (filed,) = platform.records.values()
    assert filed["主体"] == {
        "行政相对人名称": here.party("honest").name,
        "行政相对人类别": "自然人",
        "证件号码": here.party("honest").identifier,
        "统一社会信用代码": "",
    }
    assert (filed["决定文书号"], filed["失信程度"]) == (record.document_number, "较重")
    assert filed["有效期至"] == str(record.ends_on)
    assert only().receipt == "XY-000001"
    assert only().delivered_at is not None
    assert only().body == {}, "a delivered row keeps no content"
    assert deliver_due(timezone.now() + timedelta(days=1)) == {}
    assert platform.deliveries == 1


@pytest.mark.clause("LYG19-1.2.1b")
def test_a_finished_case_is_entered_in_the_municipal_system(
    world: Worlds, platform: CreditPlatform
) -> None:
    case = world("lianyungang-2019").opened().granted()
    for task in case.tasks():
        seen = Observation("")
        record_result(task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=seen)
    assert deliver_due(timezone.now()) == {"delivered": 1}
    (filed,) = platform.records.values()
    assert (filed["信息类别"], filed["决定文书号"]) == ("履行了承诺", "")
    assert filed["承诺内容"] == only().record.promise
    assert (only().receipt, only().record.case_number) == ("XY-000001", case.application.number)


@pytest.mark.clause("LYG19-1.5f")
def test_stopped_it_is_retried_and_alarmed_started_it_drains_in_order_without_duplicates(
    world: Worlds, platform: CreditPlatform, sources: Running, caplog: pytest.LogCaptureFixture
) -> None:
    here = world("lianyungang-2019")
    sources.faults.set(CREDIT_PLATFORM, Mode.DOWN)
    with time_machine.travel(FOUND) as clock:
        record = here.on_record("honest", Severity.MINOR)
        for turn in range(LEAST):
            assert not alarms.standing().exists(), turn
            assert deliver_due(timezone.now()) == {"waiting": 1}
            assert deliver_due(timezone.now()) == {}, "not before its time"
            clock.shift(timedelta(minutes=2**turn, seconds=1))
        (alarm,) = standing_rows()
        assert "市公共信用信息系统" in alarm.title
        assert "连接不上" in alarm.told
        end_on_their_day(record.ends_on or FOUND.date())
        kept(here, "示例-0003")
        sources.faults.set(CREDIT_PLATFORM, Mode.EMPTY)  # takes it, but its answer is lost
        assert deliver_due(timezone.now()) == {"waiting": 1}, "one try tells that it is down"
        assert len(platform.records) == 1
        sources.faults.set(CREDIT_PLATFORM, Mode.OK)
        clock.shift(timedelta(hours=1))
        assert deliver_due(timezone.now()) == {"delivered": 3}
        assert deliver_due(timezone.now() + timedelta(days=2)) == {}
    assert not alarms.standing().exists()
    assert len(platform.receipts) == 3, "the record, its end, and the promise kept: each once"
    assert platform.deliveries == 4, "the lost answer came again, with the same receipt"
    assert [one["信息类别"] for one in platform.records.values()] == ["履行了承诺"]
    party = here.party("honest")
    for private in (party.name, party.identifier):
        assert private not in caplog.text


@pytest.mark.clause("XBQ21-2.6a", "XBQ21-2.6l", "XBQ21-2.6f")
def test_a_repair_stops_whoever_has_the_record_and_silence_is_an_alarm(
    world: Worlds, platform: CreditPlatform, settings: Any
) -> None:
    here = world("xian-baqiao-2021")
    with time_machine.travel(FOUND):
        record = here.on_record("honest", Severity.SERIOUS)
        deliver_due(timezone.now())
        named, settings.NUOZHENG_CREDIT_PLATFORMS = settings.NUOZHENG_CREDIT_PLATFORMS, ""
        here.on_record("honest_company", Severity.SERIOUS)
        settings.NUOZHENG_CREDIT_PLATFORMS = named
    with time_machine.travel(LATER):
        for one in CreditRecord.objects.all():
            company = one.party_id != record.party_id
            repair = request_repair(
                record=one,
                by=here.company_account() if company else here.citizen,
                duties_done=True,
                promise_made=True,
                evidence="已退回补助",
            )
            officer = here.staff(Role.CREDIT_OFFICER, one.agency, "信用二")
            decide_repair(repair=repair, by=officer, grant=True, reason="义务已经履行")
        assert only(action=PushAction.REMOVE).record == record, "nobody was told of the other"
        order = StopOrder.objects.get()
        assert (order.reason, order.recipient) == ("信用修复", "xian-baqiao")
        assert escalate(order.due_on) == 0, "its last day is still its own"
        late = order.due_on + timedelta(days=1)
        assert escalate(late) == 1
        assert "没有回执" in standing_rows()[0].title
        assert deliver_due(timezone.now()) == {"delivered": 1}
        assert (escalate(late), alarms.standing().count()) == (0, 0)
    order.refresh_from_db()
    assert (order.confirmed_at is not None, order.receipt) == (True, "XY-000002")
    assert platform.records == {}
    told = CreditMessage.objects.values_list("action", "receipt")
    assert list(told) == [("add", "XY-000001"), ("remove", "XY-000002")]


def test_a_receipt_that_does_not_say_removed_is_none(
    world: Worlds, platform: CreditPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = world("lianyungang-2019")
    with time_machine.travel(FOUND):
        record = here.on_record("honest", Severity.MINOR)
        deliver_due(timezone.now())
    end_on_their_day(record.ends_on or FOUND.date())
    monkeypatch.setattr(platform, "_file", lambda message: "")
    assert deliver_due(timezone.now()) == {"waiting": 1}
    assert "没有说已经撤下" in only(action=PushAction.REMOVE).problem
    assert StopOrder.objects.get().confirmed_at is None


def test_what_a_department_answers_is_written_down(world: Worlds) -> None:
    here = world("lianyungang-2019")
    record = here.on_record("honest", Severity.SERIOUS)
    stop_departments(record, [("示例局", "恢复评先评优资格")], reason="信用修复", at=timezone.now())
    order, by = StopOrder.objects.get(), here.staff(Role.CREDIT_OFFICER, record.agency, "信用二")
    with refused("not_your_move"):
        confirm(order=order, by=here.citizen, receipt="已恢复")
    with refused("receipt_required"):
        confirm(order=order, by=by, receipt=" ")
    late = order.due_on + timedelta(days=1)
    assert (escalate(late), alarms.standing().get().subject) == (1, "示例局")
    confirm(order=order, by=by, receipt="示例局复函〔2026〕1号，已恢复")
    assert (escalate(late), alarms.standing().count()) == (0, 0)
    with refused("stop_is_confirmed"):
        confirm(order=order, by=by, receipt="再来一次")
    assert [one.act for one in history("credit_record", record.pk)][-1] == "confirm_stop"


def test_what_a_platform_refuses_waits_for_a_credit_officer(
    world: Worlds, platform: CreditPlatform
) -> None:
    here = world("ordos-2021")
    record = here.on_record("honest", Severity.MINOR)
    keeper = here.staff(Role.CREDIT_OFFICER)
    number = f"ordos-{record.pk}"
    platform.records[number] = {}
    assert "还没有送到" in text_of(page(keeper, "credit_record", record.pk))
    assert deliver_due(timezone.now()) == {"stuck": 1}
    end_on_their_day(record.ends_on or FOUND.date())
    assert deliver_due(timezone.now() + timedelta(days=1)) == {}, "its end doesn't overtake it"
    assert record.document_number in text_of(page(keeper, "credit_records", status="unsent"))
    shown = text_of(page(keeper, "credit_record", record.pk))
    assert "平台不收" in shown
    assert "已经有了" in shown
    stranger, elsewhere = here.stranger(), world("lianyungang-2019").staff(Role.CREDIT_OFFICER)
    for account in (stranger, elsewhere, here.staff(Role.VERIFIER)):
        assert page(account, "credit_record", record.pk).status_code == 404
        with refused("not_your_move"):
            push_again(record=record, by=account)
    del platform.records[number]
    assert send(keeper, "credit_record", record.pk, act="push_again").status_code == 302
    assert deliver_due(timezone.now()) == {"delivered": 2}
    with refused("nothing_is_stuck"):
        push_again(record=record, by=keeper)
    move = history("credit_record", record.pk).last()
    assert move is not None and (move.act, move.by) == ("push_again", keeper)
    assert "XY-000002" in text_of(page(keeper, "credit_record", record.pk))


def test_what_waits_is_sealed_and_what_a_platform_says_names_nobody(
    world: Worlds, platform: CreditPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = world("ordos-2021")
    here.on_record("honest", Severity.MINOR)
    party = here.party("honest")
    with connection.cursor() as cursor:
        cursor.execute("SELECT credit_creditmessage::text FROM credit_creditmessage")
        (row,) = cursor.fetchone()
    sealed = bytes.fromhex(row.split("\\x")[1].split('"')[0])
    for private in (party.name, party.identifier):
        assert private not in row
        assert private.encode() not in sealed
    monkeypatch.setattr(platform, "_file", lambda told: f"{party.name}（{party.identifier}）不对")
    assert deliver_due(timezone.now()) == {"stuck": 1}
    assert only().problem == "不收：…（…）不对"


def test_a_false_receipt_is_not_believed(
    world: Worlds, platform: CreditPlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    world("ordos-2021").on_record("honest", Severity.MINOR)
    with monkeypatch.context() as patched:
        patched.setattr(platform, "_signed", lambda told, said: "0" * 64)
        assert deliver_due(timezone.now()) == {"waiting": 1}
    assert only().problem == "回执的签名不对"
    key, platform.key = platform.key, b"k" * 32
    assert deliver_due(timezone.now() + timedelta(minutes=3)) == {"waiting": 1}
    assert "bad signature" in only().problem
    platform.key = key
    assert deliver_due(timezone.now() + timedelta(hours=1)) == {"delivered": 1}


def test_a_platform_may_ask_for_sm2(
    world: Worlds, platform: CreditPlatform, sources: Running, settings: Any, tmp_path: Path
) -> None:
    ours, theirs = KeyPair.new(), KeyPair.new()
    ours.write(tmp_path / "sm2.key")
    platform.signer, platform.sender = theirs, ours.public_key
    file = tmp_path / "by-sm2.toml"
    file.write_text(
        f'[platform.ordos]\ntitle = "示例平台"\nurl = "{sources.url}"\nplaces = ["ordos"]\n'
        f'key_file = "{tmp_path / "sm2.key"}"\npublic_key = "{theirs.public_key.hex()}"\n'
    )
    file.chmod(0o600)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    world("ordos-2021").on_record("honest", Severity.MINOR)
    assert deliver_due(timezone.now()) == {"delivered": 1}
    platform.signer = ours
    world("ordos-2021").on_record("honest_company", Severity.MINOR)
    assert deliver_due(timezone.now()) == {"waiting": 1}
    assert only(status=PushStatus.WAITING).problem == "回执的签名不对"


@pytest.mark.parametrize("more", ["", 'key = "5e"', 'key_file = "a"', 'public_key = "b"'])
def test_a_wrong_file_is_named_without_its_key(more: str, tmp_path: Path, settings: Any) -> None:
    file = tmp_path / "platforms.toml"
    file.write_text(f'[platform.x1]\ntitle = "x"\nurl = "https://x"\nplaces = ["x"]\n{more}\n')
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    with pytest.raises(WrongPlatforms, match="chmod 600"):
        platforms()
    file.chmod(0o600)
    with pytest.raises(WrongPlatforms, match=r"platform\.x1") as told:
        platforms()
    assert "5e" not in str(told.value)
