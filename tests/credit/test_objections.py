"""Objection: marked at once, answered by its unit, decided by somebody else, told to everybody."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from nuozheng.credit.actions.register import end_on_their_day
from nuozheng.credit.actions.repair import request_repair
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.objections.correcting import Correction
from nuozheng.credit.objections.deciding import Outcome, answer, decide
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.objections.raising import object_to, withdraw_objection
from nuozheng.credit.push.outbox import deliver_due
from nuozheng.credit.standing import standing_of
from nuozheng.disclosure.models import Publication
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.objection import ObjectionStatus
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account
from nuozheng.sandbox.credit_platform import CreditPlatform, platform_key, write_platforms
from nuozheng.sandbox.servers import Running
from tests.refusing import refused
from tests.world import World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


@pytest.fixture
def platform(sources: Running, settings: Any, tmp_path: Path) -> Iterator[CreditPlatform]:
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    server.credit = CreditPlatform(platform_key(server.key))
    yield server.credit


def unit(here: World, record: CreditRecord) -> Account:
    return here.staff(Role.OFFICER, record.agency, "答复")


def reviewer(here: World, record: CreditRecord) -> Account:
    return here.staff(Role.CREDIT_OFFICER, record.agency, "复核")


def objected(here: World) -> tuple[CreditRecord, CreditObjection]:
    record = here.on_record("honest", Severity.SERIOUS)
    row = object_to(record=record, by=here.citizen, said="合同日期看错了，不是我承诺不实。")
    record.refresh_from_db()
    return record, row


def answered(here: World) -> tuple[CreditRecord, CreditObjection]:
    record, row = objected(here)
    answer(objection=row, by=unit(here, record), record_holds=False, text="核对证据，认定有误。")
    return record, row


@clause("XBQ21-2.6g", "MJ21-2.3.8g")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_an_objection_marks_at_once_and_upheld_it_reaches_everyone(
    world: Worlds, platform: CreditPlatform, slug: str
) -> None:
    here = world(slug)
    record = here.on_record("honest", Severity.SERIOUS)
    deliver_due(timezone.now())
    party = here.party("honest")
    assert standing_of(party, timezone.localdate()).worst == Severity.SERIOUS
    row = object_to(record=record, by=here.citizen, said="合同日期看错了。")
    record.refresh_from_db()
    assert record.status == RecordStatus.DISPUTED
    assert standing_of(party, timezone.localdate()).worst is None
    case = here.opened()
    assert not [one for one in case.application.eligibility if one["outcome"] == "not_met"]
    deliver_due(timezone.now())
    assert [one["状态"] for one in platform.records.values()] == ["有异议，正在核实"]

    answer(objection=row, by=unit(here, record), record_holds=False, text="认定有误。")
    done = decide(
        objection=row, by=reviewer(here, record), outcome="annul_record", reason="证据不足。"
    )
    record.refresh_from_db()
    assert (done.status, record.status) == (ObjectionStatus.ANNULLED, RecordStatus.ANNULLED)
    assert done.document is not None and done.document.title.startswith("信用异议处理决定书")
    deliver_due(timezone.now())
    assert platform.records == {}
    order = record.stop_orders.get()
    assert (order.reason, order.confirmed_at is not None) == ("异议成立，记录已撤销", True)
    assert order.receipt.startswith("XY-")
    assert not deadlines.running("credit_objection", row.pk)
    acts = [one.act for one in history("credit_objection", row.pk)]
    assert acts == ["object", "answer_objection", "annul_record"]
    assert [one.act for one in history("credit_record", record.pk)][-2:] == ["dispute", "annul"]


def test_a_correction_changes_the_record_its_end_and_what_platforms_have(
    world: Worlds, platform: CreditPlatform
) -> None:
    here = world("huainan-maoji-2021")
    record, row = answered(here)
    was = record.ends_on
    assert was is not None
    by = reviewer(here, record)
    with refused("change_is_named"):
        decide(objection=row, by=by, outcome="correct_record", reason="程度定重了。")
    with refused("change_is_named"):
        same = Correction(severity="serious", document_number=record.document_number)
        decide(objection=row, by=by, outcome="correct_record", reason="重。", correction=same)
    with refused("grade_unknown"):
        wrong = Correction(severity="worst")
        decide(objection=row, by=by, outcome="correct_record", reason="重。", correction=wrong)
    with refused("behaviour_is_listed"):
        free = Correction(behaviour="填写有误")
        decide(objection=row, by=by, outcome="correct_record", reason="重。", correction=free)
    with refused("document_is_in_effect"):
        ahead = Correction(document_on=timezone.localdate() + timedelta(days=1))
        decide(objection=row, by=by, outcome="correct_record", reason="早。", correction=ahead)
    lighter = Correction(severity="minor", behaviour="false_commitment")
    done = decide(
        objection=row, by=by, outcome="correct_record", reason="程度定重了。", correction=lighter
    )
    record.refresh_from_db()
    assert (record.status, record.severity) == (RecordStatus.IN_FORCE, "minor")
    assert record.ends_on is not None and record.ends_on < was
    assert done.changes["severity"] == ["serious", "minor"]
    deliver_due(timezone.now())
    (filed,) = platform.records.values()
    assert (filed["失信程度"], filed["信息类别"], filed["状态"]) == ("轻微", "虚假承诺", "有效")
    assert filed["行为"] == record.behaviour != "填写有误"


def test_rejected_it_counts_again_and_may_be_raised_again(world: Worlds) -> None:
    here = world("xian-baqiao-2021")
    record, row = answered(here)
    by = reviewer(here, record)
    with refused("reason_required"):
        decide(objection=row, by=by, outcome="reject_objection", reason=" ")
    decide(objection=row, by=by, outcome="reject_objection", reason="证据确凿。")
    record.refresh_from_db()
    assert record.status == RecordStatus.IN_FORCE
    assert standing_of(here.party("honest"), timezone.localdate()).worst == Severity.SERIOUS
    again = object_to(record=record, by=here.citizen, said="还有新材料。")
    assert again.pk != row.pk
    withdraw_objection(objection=again, by=here.citizen)
    record.refresh_from_db()
    again.refresh_from_db()
    assert (again.status, record.status) == ("withdrawn", RecordStatus.IN_FORCE)


@clause("XBQ21-2.6g", "MJ21-2.3.8g")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_nobody_who_had_a_hand_in_it_decides(world: Worlds, slug: str) -> None:
    here = world(slug)
    record, row = objected(here)
    both = unit(here, record)
    both.memberships.create(agency=record.agency, role=Role.CREDIT_OFFICER, starts_on="2020-01-01")
    answer(objection=row, by=both, record_holds=True, text="认定没有错。")
    assert record.recorded_by is not None
    outcome: Outcome = "reject_objection"
    for hand in (both, record.recorded_by):
        with refused("decided_by_another"):
            decide(objection=row, by=hand, outcome=outcome, reason="没有错。")
    for other in (here.citizen, here.stranger(), world("lianyungang-2019").staff(Role.OFFICER)):
        with refused("not_your_move"):
            decide(objection=row, by=other, outcome=outcome, reason="没有错。")
    assert (
        decide(objection=row, by=reviewer(here, record), outcome=outcome, reason="没有错。").status
        == ObjectionStatus.REJECTED
    )


def test_the_unit_has_its_days_and_then_nobody_waits(world: Worlds) -> None:
    here = world("xian-baqiao-2021")
    record, row = objected(here)
    by = reviewer(here, record)
    with refused("provider_had_its_say"):
        decide(objection=row, by=by, outcome="annul_record", reason="证据不足。")
    with refused("not_your_move"):
        answer(objection=row, by=here.elsewhere(Role.VERIFIER), record_holds=True, text="对。")
    clocks = {one.what: one.days for one in deadlines.running("credit_objection", row.pk)}
    assert clocks == {"answer": 5, "decide": 10}
    with time_machine.travel(row.answer_due_on + timedelta(days=1)):
        done = decide(objection=row, by=by, outcome="annul_record", reason="到期没有举证。")
    assert done.status == ObjectionStatus.ANNULLED


def test_who_may_object_and_to_what(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    record = here.on_record("honest", Severity.SERIOUS)
    for account in (here.stranger(), unit(here, record), reviewer(here, record)):
        with refused("not_your_record"):
            object_to(record=record, by=account, said="不对。")
    with refused("objection_says_what"):
        object_to(record=record, by=here.citizen, said=" \x00 ")
    row = object_to(record=record, by=here.citizen, said="不对。")
    with refused("record_not_in_force"):
        object_to(record=record, by=here.citizen, said="还是不对。")
    with refused("not_your_move"):
        withdraw_objection(objection=row, by=here.stranger())
    with refused("record_is_disputed"):
        record.refresh_from_db()
        request_repair(
            record=record, by=here.citizen, duties_done=True, promise_made=True, evidence="已退"
        )


def test_a_disputed_record_still_ends_on_its_day(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    record, row = answered(here)
    assert end_on_their_day(record.ends_on or date.max) == 1
    record.refresh_from_db()
    assert record.status == RecordStatus.ENDED
    done = decide(
        objection=row, by=reviewer(here, record), outcome="annul_record", reason="认定有误。"
    )
    record.refresh_from_db()
    assert (done.status, record.status) == (ObjectionStatus.ANNULLED, RecordStatus.ENDED)


def test_what_is_public_of_a_contested_record_says_so_until_it_is_settled(world: Worlds) -> None:
    here = world("lianyungang-2019")
    record = here.on_record("honest", Severity.SERIOUS)
    row = Publication.objects.get(of="credit_record", record_id=record.pk)
    row.status, row.shown = "published", [{"label": "行为", "text": "承诺不实"}]
    row.start_on = timezone.localdate()
    row.save()
    client = Client()
    assert "提出了异议" not in client.get(f"/d/{row.code}/").content.decode()
    objection = object_to(record=record, by=here.citizen, said="合同日期看错了。")
    assert "提出了异议" in client.get(f"/d/{row.code}/").content.decode()
    assert "有异议" in client.get("/p/lianyungang-2019/credit/").content.decode()
    withdraw_objection(objection=objection, by=here.citizen)
    assert "提出了异议" not in client.get(f"/d/{row.code}/").content.decode()
