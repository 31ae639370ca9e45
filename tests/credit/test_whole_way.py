"""Breach → record → push → barred → repair → stop orders → eligible again, place by place."""

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import decide_repair, request_repair
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.outbox import deliver_due
from nuozheng.credit.standing import fact_of
from nuozheng.credit.stops.models import StopOrder
from nuozheng.evidence import deadlines
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import RecordStatus, RepairStatus, UntruthStatus
from nuozheng.law.repair import period
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.sandbox.credit_platform import CreditPlatform, platform_key, write_platforms
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import refused
from tests.world import LISTS, Case, Worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def platform(sources: Running, settings: Any, tmp_path: Path) -> Iterator[CreditPlatform]:
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    server.credit = CreditPlatform(platform_key(server.key))
    yield server.credit


def obstacles_of(case: Case) -> list[str]:
    return [one["key"] for one in case.application.eligibility if one["outcome"] == "not_met"]


def commits(case: Case) -> bool:
    return any(Substitution.COMMITMENT in {one.way, *one.alternatives} for one in case.proofs())


@pytest.mark.clause(
    "ORD21-4.1g", "XBQ21-2.2e", "XBQ21-2.6f", "MJ21-2.1.2e", "MJ21-2.3.8b", "MJ21-2.3.8f"
)
@pytest.mark.parametrize("slug", LISTS)
def test_the_whole_way(
    world: Worlds, platform: CreditPlatform, sources: Running, slug: str
) -> None:
    here = world(slug)
    policy = load_policy(slug)
    # The text of 2023 offers a promise only where the data know nothing of somebody.
    who = "unknown" if slug == "ordos-2023" else "honest"
    case = here.opened(who)
    if who == "honest":
        sources.faults.set(EVERY_SOURCE, Mode.DOWN)  # so that people check, who may find a breach
    case.signed()
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    trigger = policy.consequences.trigger.value
    case.found(UntruthStatus.UNFULFILLED if trigger == "unfulfilled" else UntruthStatus.FALSE)
    record = CreditRecord.objects.exclude(kind="kept").get()
    register(record=record, by=case.credit_officer)
    record.refresh_from_db()
    deliver_due(timezone.now())
    (filed,) = [one for one in platform.records.values() if one["决定文书号"]]
    assert filed["决定文书号"] == record.document_number
    first = here.opened(who)
    assert obstacles_of(first)
    assert not commits(first)

    term = period(policy, fact_of(record))
    asked: dict[str, Any] = {"duties_done": True, "promise_made": True, "evidence": "已经改正"}
    if term.repair_from > timezone.localdate():
        with refused("shortest_period_is_over"):
            request_repair(record=record, by=case.by, **asked)
    that_day = timezone.make_aware(datetime.combine(term.repair_from, time(9)))
    with time_machine.travel(that_day):
        repair = request_repair(record=record, by=case.by, **asked)
        (clock,) = deadlines.running("credit_repair", repair.pk)
        assert clock.days == policy.credit.repair_days.value
        by = here.staff(Role.CREDIT_OFFICER, case.application.agency, "修复")
        done = decide_repair(repair=repair, by=by, grant=True, reason="已经改正，义务履行完毕。")
        assert done.status == RepairStatus.GRANTED
        assert done.document is not None and done.document.intact
        assert not deadlines.running("credit_repair", repair.pk)
        again = here.opened(who)
        assert not obstacles_of(again), "at once, before anybody has confirmed anything"
        assert commits(again)
        assert first.refresh().eligibility != again.application.eligibility, "both are kept"
        assert StopOrder.objects.filter(confirmed_at=None).count() == 1
        deliver_due(timezone.now())
    record.refresh_from_db()
    assert record.status == RecordStatus.REPAIRED
    assert record.document_number not in {one["决定文书号"] for one in platform.records.values()}
    order = StopOrder.objects.get()
    assert order.receipt.startswith("XY-")
    assert record.proposed_at <= (record.recorded_at or record.proposed_at)
