"""Repair: asked for by the subject, decided with reasons, effective the same moment."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.examination import examine
from nuozheng.credit.actions.repair import decide_repair, request_repair
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.evidence.moves import history
from nuozheng.law.findings import obstacles
from nuozheng.law.procedure import RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.parties.models import Account, Membership
from tests.refusing import refused
from tests.world import SINCE, World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
FOUND = datetime(2026, 12, 1, 2, tzinfo=UTC)
LATER = datetime(2027, 3, 2, 2, tzinfo=UTC)


def on_record(here: World, severity: Severity = Severity.SERIOUS) -> CreditRecord:
    with time_machine.travel(FOUND):
        return here.on_record("honest", severity)


def officer(record: CreditRecord, here: World) -> Account:
    return here.staff(Role.CREDIT_OFFICER, record.agency, "信用二")


def ask(record: CreditRecord, by: Account, **fields: Any) -> CreditRepair:
    values: dict[str, Any] = {
        "record": record,
        "by": by,
        "duties_done": True,
        "promise_made": True,
        "evidence": "已退回补助，收据附后",
    } | fields
    with time_machine.travel(fields.pop("at", LATER)):
        values.pop("at", None)
        return request_repair(**values)


@clause("ORD21-4.1g", "XBQ21-2.2e", "MJ21-2.1.2e")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_a_granted_repair_lets_the_person_commit_again_at_once(world: Worlds, slug: str) -> None:
    here = world(slug)
    record = on_record(here)
    with time_machine.travel(LATER):
        before = here.opened()
        assert [row for row in before.application.eligibility if row["outcome"] == "not_met"]
        repair = ask(record, here.citizen)
        decided = decide_repair(
            repair=repair, by=officer(record, here), grant=True, reason="义务已经履行"
        )
        assert (decided.status, decided.reason) == (RepairStatus.GRANTED, "义务已经履行")
        record.refresh_from_db()
        assert (record.status, record.repaired_on) == (RecordStatus.REPAIRED, timezone.localdate())
        after = here.opened()
    assert not [row for row in after.application.eligibility if row["outcome"] == "not_met"]
    assert any(Substitution.COMMITMENT in {p.way, *p.alternatives} for p in after.proofs())
    assert before.application.eligibility != after.application.eligibility
    for kind, pk, act in (
        ("credit_repair", repair.pk, "grant_repair"),
        ("credit_record", record.pk, "repair"),
    ):
        move = history(kind, pk).last()
        assert move is not None and (move.act, move.role) == (act, Role.CREDIT_OFFICER)


def test_a_refused_repair_says_why_and_may_be_asked_for_again(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    repair, by = ask(record, here.citizen), officer(record, here)
    for reason in ("", " \x00"):
        with refused("reason_required"):
            decide_repair(repair=repair, by=by, grant=False, reason=reason)
    refused_one = decide_repair(repair=repair, by=by, grant=False, reason="还差一笔退款")
    assert refused_one.status == RepairStatus.REFUSED
    record.refresh_from_db()
    assert record.status == RecordStatus.IN_FORCE
    assert obstacles(examine(here.opened().application, date(2027, 3, 3)).alone_or_agent)
    with refused("move_not_possible"):
        decide_repair(repair=repair, by=by, grant=True, reason="算了")
    assert ask(record, here.citizen).pk != repair.pk


def test_what_is_not_there_yet_is_named_with_its_day(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    with refused("shortest_period_is_over", "duties_are_done", "credit_promise_is_made"):
        ask(record, here.citizen, at=FOUND, duties_done=False, promise_made=False)
    with refused("shortest_period_is_over"):
        ask(record, here.citizen, at=datetime(2027, 2, 28, 2, tzinfo=UTC))
    ask(record, here.citizen, at=datetime(2027, 3, 1, 2, tzinfo=UTC))


def test_one_request_at_a_time(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    ask(record, here.citizen)
    with refused("repair_under_way"):
        ask(record, here.citizen)
    assert CreditRepair.objects.count() == 1


def test_only_a_record_in_force_is_repaired(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    decide_repair(
        repair=ask(record, here.citizen), by=officer(record, here), grant=True, reason="已履行"
    )
    with refused("record_not_in_force"):
        ask(record, here.citizen)


def test_only_the_subject_asks_and_only_the_credit_office_decides(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    deciding = officer(record, here)
    for account in (here.stranger(), here.staff(Role.OFFICER), deciding):
        with refused("not_your_record"):
            ask(record, account)
    repair = ask(record, here.citizen)
    Membership.objects.create(
        account=here.citizen, agency=record.agency, role=Role.CREDIT_OFFICER, starts_on=SINCE
    )
    elsewhere = world("lianyungang-2019").staff(Role.CREDIT_OFFICER)
    for account in (here.citizen, here.stranger(), here.staff(Role.OFFICER), elsewhere):
        with refused("not_your_move"):
            decide_repair(repair=repair, by=account, grant=True, reason="已履行")


def test_a_representative_asks_for_the_company(world: Worlds) -> None:
    here = world("ordos-2021")
    with time_machine.travel(FOUND):
        record = here.on_record("honest_company", Severity.MINOR)
    assert ask(record, here.company_account(), at=FOUND).status == RepairStatus.REQUESTED


def test_what_is_written_is_not_cut(world: Worlds) -> None:
    here = world("ordos-2021")
    record = on_record(here)
    with refused("text_too_long"):
        ask(record, here.citizen, evidence="长" * 2001)
