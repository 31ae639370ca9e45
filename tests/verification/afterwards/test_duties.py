"""What repair asks is looked for by us first; the person gives only what nobody else has."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import request_repair
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import AccessReceipt
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.models import Consequence, UntruthFinding
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
ASKED: dict[str, Any] = {"duties_done": False, "promise_made": True, "evidence": ""}


@pytest.fixture
def case(world: Worlds, sources: Running) -> Case:
    """A breach found and registered, of what sources could have told and tell by now."""
    made = world("xian-baqiao-2021").opened()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    made.signed()
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    made.found()
    register(record=CreditRecord.objects.get(), by=made.credit_officer)
    return made


def take(case: Case, measure: str, *, met: bool = False) -> Consequence:
    return Consequence.objects.create(
        finding=UntruthFinding.objects.get(),
        measure=measure,
        document_number=f"示例处〔2026〕{measure}号",
        decided_by=case.officer,
        decided_at=timezone.now(),
        met_at=timezone.now() if met else None,
    )


@pytest.mark.clause("XBQ21-2.6f")
def test_what_a_source_or_a_document_shows_the_person_need_not(
    case: Case, sources: Running
) -> None:
    record = CreditRecord.objects.get()
    later = datetime(2027, 6, 1, 2, tzinfo=UTC)
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    with time_machine.travel(later), refused("duties_are_done"):
        request_repair(record=record, by=case.by, **ASKED)
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    order = take(case, "rectify")
    with time_machine.travel(later), refused("duties_are_done"):
        request_repair(
            record=record, by=case.by, **ASKED | {"duties_done": True, "evidence": "已改"}
        )
    Consequence.objects.filter(pk=order.pk).update(met_at=timezone.now())
    with time_machine.travel(later):
        repair = request_repair(record=record, by=case.by, **ASKED)
    (duty,) = repair.duties
    assert (duty["what"], duty["done"]) == ("整改到位", True)
    assert order.document_number in duty["shown_by"]


def test_a_source_is_asked_whether_it_is_true_by_now(case: Case) -> None:
    record = CreditRecord.objects.get()
    before = AccessReceipt.objects.count()
    with time_machine.travel(datetime(2027, 6, 1, 2, tzinfo=UTC)):
        duties = request_repair(
            record=record, by=case.by, **ASKED | {"duties_done": True, "evidence": "已退回"}
        ).duties
    asked = AccessReceipt.objects.order_by("pk")[before:]
    assert [duty["what"] for duty in duties] == ["失信行为已经纠正"]
    assert {one.purpose for one in asked} == {"信用修复：查是否已经纠正"}


def test_a_fine_that_no_source_knows_is_asked_of_the_person(case: Case) -> None:
    take(case, "revoke")
    take(case, "penalise")
    record = CreditRecord.objects.get()
    with time_machine.travel(datetime(2027, 6, 1, 2, tzinfo=UTC)):
        with refused("duties_are_done"):
            request_repair(record=record, by=case.by, **ASKED | {"duties_done": True})
        shown = ASKED | {"duties_done": True, "evidence": "罚款已缴，收据示例1号"}
        repair = request_repair(record=record, by=case.by, **shown)
    done = {duty["what"]: duty["done"] for duty in repair.duties}
    assert done == {"撤销行政决定已经执行": True, "履行示例处〔2026〕penalise号行政处罚": None}
