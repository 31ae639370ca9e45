"""The pages of an objection: the person's, the unit's and the credit officer's; and of receipts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.stops.models import StopOrder
from nuozheng.credit.stops.ordering import stop_departments
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Role, Severity
from tests.web.visits import SIGN_IN, leads_to, page, send, text_of
from tests.world import World, Worlds

SLUG = "huainan-maoji-2021"


@pytest.fixture
def here(world: Worlds) -> World:
    return world(SLUG)


@pytest.fixture
def record(here: World) -> CreditRecord:
    return here.on_record("honest", Severity.SERIOUS)


def test_objected_answered_corrected(here: World, record: CreditRecord) -> None:
    person, officer = here.citizen, here.staff(Role.OFFICER, record.agency, "答复")
    keeper = here.staff(Role.CREDIT_OFFICER, record.agency, "复核")
    assert "觉得不对" in text_of(page(person, "my_credit"))
    assert "不用再跑" in text_of(page(person, "my_objection", record.pk))
    assert send(person, "my_objection", record.pk, act="object", said="").status_code == 422
    said = "合同日期看错了。"
    assert send(person, "my_objection", record.pk, act="object", said=said).status_code == 302
    record.refresh_from_db()
    assert record.status == RecordStatus.DISPUTED
    assert "有异议，正在核实" in text_of(page(person, "my_credit"))
    assert said in text_of(page(person, "my_objection", record.pk))
    assert "不影响您" in text_of(page(person, "my_repair", record.pk))

    row = CreditObjection.objects.get()
    listed = text_of(page(officer, "credit_objections"))
    assert record.document_number in listed and here.party("honest").name not in listed
    shown = text_of(page(officer, "credit_objection", row.pk))
    assert said in shown and here.party("honest").identifier not in shown
    assert "decision-reason" not in shown
    empty = {"answer-holds": "no", "answer-words": ""}
    sent = send(officer, "credit_objection", row.pk, act="answer_objection", **empty)
    assert sent.status_code == 422
    answered = {"answer-holds": "no", "answer-words": "程度定重了。"}
    sent = send(officer, "credit_objection", row.pk, act="answer_objection", **answered)
    assert sent.status_code == 302

    assert record.document_number in text_of(page(keeper, "credit_records", status="disputed"))
    assert "程度定重了。" in text_of(page(keeper, "credit_objection", row.pk))
    nothing = {"decision-reason": "更正程度。"}
    sent = send(keeper, "credit_objection", row.pk, act="correct_record", **nothing)
    assert sent.status_code == 422
    lighter = nothing | {"decision-severity": "minor", "decision-document_on": "2026-13-45"}
    sent = send(keeper, "credit_objection", row.pk, act="correct_record", **lighter)
    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.document_id is not None
    for who, name in ((person, "my_credit_document"), (keeper, "credit_document")):
        assert page(who, name, record.pk, row.document_id).content.startswith(b"%PDF")
    assert page(officer, "credit_document", record.pk, row.document_id).status_code == 200
    assert "较重" in text_of(page(keeper, "credit_objection", row.pk))
    assert "异议成立" in text_of(page(person, "my_credit"))


def test_withdrawn(here: World, record: CreditRecord) -> None:
    person = here.citizen
    assert send(person, "my_objection", record.pk, act="withdraw").status_code == 404
    send(person, "my_objection", record.pk, act="object", said="不对。")
    assert send(person, "my_objection", record.pk, act="withdraw").status_code == 302
    record.refresh_from_db()
    assert record.status == RecordStatus.IN_FORCE


@pytest.mark.clause("MJ21-2.3.8b")
def test_the_owner_sees_what_is_stuck_and_who_is_silent(here: World, record: CreditRecord) -> None:
    keeper = here.staff(Role.CREDIT_OFFICER, record.agency, "复核")
    shown = text_of(page(keeper, "credit_record", record.pk))
    assert "区发展改革局牵头" in shown and "记录" in shown and "归集" in shown
    assert record.document_number not in text_of(page(keeper, "credit_records", status="stuck"))
    old = timezone.now() - timedelta(days=8)
    CreditRecord.objects.filter(pk=record.pk).update(
        status=RecordStatus.PROPOSED, proposed_at=old, recorded_at=None
    )
    assert record.document_number in text_of(page(keeper, "credit_records", status="stuck"))
    assert "停在这一步了" in text_of(page(keeper, "credit_record", record.pk))

    stop_departments(record, [("示例局", "恢复资格")], reason="信用修复", at=old)
    listed = text_of(page(keeper, "credit_records", status="unconfirmed"))
    assert record.document_number in listed
    order = StopOrder.objects.get()
    wrong = {"act": "confirm_stop", "order": "999999", "receipt": "已恢复"}
    assert send(keeper, "credit_record", record.pk, **wrong).status_code == 404
    right = wrong | {"order": str(order.pk)}
    assert send(keeper, "credit_record", record.pk, **right).status_code == 302
    assert "已恢复" in text_of(page(keeper, "credit_record", record.pk))


def test_strangers(here: World, record: CreditRecord) -> None:
    send(here.citizen, "my_objection", record.pk, act="object", said="不对。")
    row = CreditObjection.objects.get()
    for name, args in (
        ("credit_objections", []),
        ("credit_objection", [row.pk]),
        ("my_objection", [record.pk]),
        ("my_credit_document", [record.pk, 1]),
        ("credit_document", [record.pk, 1]),
    ):
        assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
        assert page(here.stranger(), name, *args).status_code == 404, name
    elsewhere = here.staff(Role.OFFICER, here.item().agency, "别的单位")
    if elsewhere.memberships.get().agency_id != record.agency_id:
        assert page(elsewhere, "credit_objection", row.pk).status_code == 404
