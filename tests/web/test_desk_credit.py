"""The credit officer's list and the page of one record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.credit.actions.register import register
from nuozheng.credit.actions.repair import request_repair
from nuozheng.credit.models import CreditRecord
from nuozheng.law.procedure import RecordStatus, RepairStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.sandbox.faults import EVERY_SOURCE, Mode
from nuozheng.sandbox.servers import Running
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import Case, World

Worlds = Callable[[str], World]


@pytest.fixture
def ordos(world: Worlds) -> World:
    return world("ordos-2021")


@pytest.fixture
def case(ordos: World, sources: Running) -> Case:
    made = ordos.opened()
    sources.faults.set(EVERY_SOURCE, Mode.DOWN)
    made.signed()
    sources.faults.set(EVERY_SOURCE, Mode.OK)
    made.found()
    return made


@pytest.fixture
def record(case: Case) -> CreditRecord:
    return CreditRecord.objects.get(case_number=case.application.number)


@pytest.fixture
def keeper(ordos: World) -> Account:
    return ordos.staff(Role.CREDIT_OFFICER)


def test_the_list(keeper: Account, record: CreditRecord, case: Case) -> None:
    browser = visitor(keeper)
    with at_most(7):
        html = text_of(browser.get("/desk/credit/"))
    assert record.document_number in html
    assert case.member.name not in html
    for tab in ("proposed", "repairs", "in_force", "kept", "over"):
        assert page(keeper, "credit_records", status=tab).status_code == 200


def test_registering(keeper: Account, record: CreditRecord, case: Case) -> None:
    html = text_of(page(keeper, "credit_record", record.pk))
    assert "登记以后" in html
    assert case.member.identifier not in html
    assert send(keeper, "credit_record", record.pk, act="register").status_code == 302
    record.refresh_from_db()
    assert record.status == RecordStatus.IN_FORCE
    again = send(keeper, "credit_record", record.pk, act="register")
    assert again.status_code == 422


def test_the_paper_of_a_record(ordos: World, keeper: Account, record: CreditRecord) -> None:
    assert page(keeper, "credit_paper", record.pk).content.startswith(b"%PDF")
    assert page(ordos.staff(Role.SUPERVISOR), "credit_paper", record.pk).status_code == 404


def test_dropping_needs_a_reason(keeper: Account, record: CreditRecord) -> None:
    assert send(keeper, "credit_record", record.pk, act="drop").status_code == 422
    fields = {"act": "drop", "drop-reason": "文号对不上，退回核对。"}
    assert send(keeper, "credit_record", record.pk, **fields).status_code == 302
    record.refresh_from_db()
    assert record.status == RecordStatus.DROPPED


def test_who_found_does_not_register(record: CreditRecord, case: Case) -> None:
    officer = case.officer
    officer.memberships.create(
        agency=case.application.agency, role=Role.CREDIT_OFFICER, starts_on="2020-01-01"
    )
    answer = send(officer, "credit_record", record.pk, act="register")
    assert answer.status_code == 422
    assert "认定的人不能自己登记" in text_of(answer)


@pytest.mark.parametrize("grant", [True, False])
def test_deciding_a_repair(keeper: Account, record: CreditRecord, case: Case, grant: bool) -> None:
    register(record=record, by=keeper)
    CreditRecord.objects.filter(pk=record.pk).update(
        document_on=timezone.localdate() - timedelta(days=800)
    )
    request_repair(
        record=record,
        by=case.by,
        duties_done=True,
        promise_made=True,
        evidence="已经退回全部补贴。",
    )
    assert "已经退回全部补贴。" in text_of(page(keeper, "credit_record", record.pk))
    act = "grant_repair" if grant else "refuse_repair"
    assert send(keeper, "credit_record", record.pk, act=act).status_code == 422
    fields = {"act": act, "repair-reason": "凭证齐全。"}
    assert send(keeper, "credit_record", record.pk, **fields).status_code == 302
    repair = record.repairs.get()
    assert repair.status == (RepairStatus.GRANTED if grant else RepairStatus.REFUSED)
    assert send(keeper, "credit_record", record.pk, **fields).status_code == 422


@pytest.mark.parametrize("name", ["credit_records", "credit_record"])
def test_strangers(ordos: World, record: CreditRecord, case: Case, name: str) -> None:
    args = [record.pk] if name == "credit_record" else []
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    assert page(ordos.citizen, name, *args).status_code == 404
    assert page(case.officer, name, *args).status_code == 404
    away = Agency.objects.exclude(jurisdiction_id=record.jurisdiction_id).order_by("pk")[0]
    other = page(ordos.staff(Role.CREDIT_OFFICER, away, "away"), name, *args)
    assert other.status_code == (404 if args else 200)
    assert args or record.document_number not in text_of(other)
