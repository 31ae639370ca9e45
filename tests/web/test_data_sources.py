"""Pages of data sources: the person's receipts and corrections, the desk's register and list."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.client import client_for
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.sources.access import register_owner
from nuozheng.verification.sources.models import SharedProof, SourceCorrection
from nuozheng.verification.sources.sharing import supply_and_demand
from tests.world import Case, World, Worlds

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def case(world: Worlds, sources: Running) -> Case:
    sources.faults.set("household", Mode.DOWN)
    return world("ordos-2021").opened("wronged").signed(insists="登记有误")


def test_every_look_is_told_in_plain_words_the_failed_ones_too(case: Case) -> None:
    said = page(browser(case.by), "web:my_looks")
    for words in ("公安人口信息", "没有开通或者坏了", "不动产登记信息", case.application.number):
        assert words in said
    strange = page(browser(case.world.stranger()), "web:my_looks")
    assert case.application.number not in strange


def test_an_agent_s_look_is_not_the_office_s(case: Case) -> None:
    agent, officer = case.world.account("agent"), case.officer
    look = AccessReceipt.objects.filter(party=case.application.applicant).latest("pk")
    for asker in (agent, officer):
        look.pk, look.asked_by = None, asker
        look.save(force_insert=True)
    said = page(browser(case.by), "web:my_looks")
    assert said.count(f"替您办的{agent}") == 1
    assert said.count(f"工作人员：{case.application.agency.name} {Role.OFFICER.chinese}") == 1


def test_a_record_is_contested_answered_and_told(case: Case) -> None:
    person = browser(case.by)
    pk = AccessReceipt.objects.filter(source="property").latest("pk").pk
    assert "住房套数" in page(person, "web:my_correction", pk)
    address = reverse("web:my_correction", args=[pk])
    empty = person.post(address, {"attribute": "dwelling_count", "said": ""})
    assert empty.status_code == 422 and "还没有写" in empty.content.decode()
    person.post(address, {"attribute": "dwelling_count", "said": "已经卖了"})
    assert "答复以前，这一项不作数" in page(person, "web:my_looks")
    page(browser(case.world.stranger()), "web:my_correction", pk, status=404)

    row = SourceCorrection.objects.get()
    owner = browser(case.world.staff(Role.DATA_OWNER, case.application.agency))
    assert "1件更正申请等答复" in page(owner, "web:source_corrections")
    assert "已经卖了" in page(owner, "web:source_correction", row.pk)
    there = reverse("web:source_correction", args=[row.pk])
    assert owner.post(there, {"act": "uphold", "reason": ""}).status_code == 422
    owner.post(there, {"act": "correct", "reason": "已经办转移登记，改为0套"})
    assert "已经办转移登记" in page(person, "web:my_looks")
    page(browser(case.verifier), "web:source_correction", row.pk, status=404)


def test_the_register_shows_how_each_source_answers(case: Case) -> None:
    for role in (Role.SUPERVISOR, Role.VERIFIER, Role.DATA_OWNER):
        desk = browser(case.world.staff(role, case.application.agency))
        said = page(desk, "web:desk_sources")
        assert "有1个数据源现在查不成" in said and "1项等它答复" in said
        one = page(desk, "web:desk_source", "household")
        assert "国务院令第716号" in one and "同户人数" in one
        page(desk, "web:desk_source", "moon", status=404)
    page(browser(case.by), "web:desk_sources", status=404)
    client_for.cache_clear()


def owner_at(here: World) -> Client:
    agency = register_owner(here.catalogue.jurisdiction, here.catalogue.policy)
    assert agency is not None
    return browser(here.staff(Role.DATA_OWNER, agency))


def test_the_owner_lists_and_connects_others_only_read(world: Worlds) -> None:
    here = world("ordos-2023")
    owner = owner_at(here)
    first = next(
        row for row in supply_and_demand(here.catalogue, timezone.localdate()) if row.possible
    )
    where = reverse("web:desk_sharing") + "?list=ordos-2023&gaps=1"
    assert "还没有数据可查" in page(owner, "web:desk_sharing", query="?list=ordos-2023")
    listing = {"act": "list", "proof": first.proof.code, "source": first.possible[0]}
    assert owner.post(where, listing).status_code == 302
    row = SharedProof.objects.get()
    assert owner.post(where, {"act": "connect", "shared": row.pk}).status_code == 302
    reader = browser(here.staff(Role.VERIFIER))
    refused = reader.post(where, {"act": "suspend", "shared": row.pk, "reason": "x"})
    assert refused.status_code == 422 and "别的单位不能改" in refused.content.decode()
    assert owner.post(where, {"act": "list", "proof": "?"}).status_code == 404
    assert SharedProof.objects.get().status == "connected"


def test_the_public_reads_what_is_shared(world: Worlds) -> None:
    said = page(Client(), "web:shared_data", "ordos-2023")
    assert "公安人口信息" in said and "同户人数" in said and "国务院令第716号" in said


def test_before_choosing_one_sees_what_the_sources_say(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    person, number = browser(case.by), case.application.number
    assert "去试一试" in page(person, "web:my_proofs", number)
    before = AccessReceipt.objects.count()
    page(person, "web:my_rehearsal", number)
    assert AccessReceipt.objects.count() == before, "a GET asks nothing"
    answer = person.post(reverse("web:my_rehearsal", args=[number]))
    assert answer.status_code == 200 and "住房套数" in answer.content.decode()
    assert AccessReceipt.objects.count() == before + 3
    page(browser(case.world.stranger()), "web:my_rehearsal", number, status=404)
