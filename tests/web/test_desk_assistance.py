"""协助和核验 at the desk: ask from a task, answer from the inbox, many forms at once."""

import pytest
from django.test import Client
from django.urls import reverse

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest
from nuozheng.verification.confirmation.models import ConfirmationRequest
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def page(client: Client, name: str, *args: object, status: int = 200, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def other(case: Case) -> Agency:
    mine = case.application.agency
    return Agency.objects.filter(jurisdiction=mine.jurisdiction).exclude(pk=mine.pk)[0]


def helper(case: Case) -> Account:
    return case.world.staff(Role.OFFICER, other(case), "协助")


def test_a_request_goes_out_from_the_task_and_comes_back_with_its_paper(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().signed()
    task = next(one for one in case.tasks() if one.manner == "internal")
    verifier = browser(case.verifier)
    assert "请别的单位协助" in page(verifier, "web:task", task.pk)
    said = page(verifier, "web:ask_assistance", task.pk)
    assert "申请人的期限不因为协助延长" in said and "协助公示" not in said
    where = reverse("web:ask_assistance", args=[task.pk])
    form = {
        "kind": "query",
        "question": "请核实",
        "legal_basis": "示例条例",
        "provider": other(case).pk,
    }
    missing = verifier.post(where, form)
    assert missing.status_code == 422 and "已经用过哪些办法" in missing.content.decode()
    assert verifier.post(where, {**form, "tried": "internal"}).status_code == 302
    row = AssistanceRequest.objects.get()

    there = browser(helper(case))
    assert row.proof in page(there, "web:assistance")
    assert case.member.identifier in page(there, "web:assistance_request", row.pk)
    page(there, "web:assistance_paper", row.pk, status=404)
    address = reverse("web:assistance_request", args=[row.pk])
    assert there.post(address, {"act": "take_on"}).status_code == 302
    assert there.post(address, {"act": "decline", "text": ""}).status_code == 422
    assert there.post(address, {"act": "send"}).status_code == 404
    there.post(address, {"act": "answer", "outcome": "agrees", "text": "记载相同"})
    assert there.get(reverse("web:assistance_paper", args=[row.pk])).status_code == 200
    back = page(verifier, "web:assistance_request", row.pk)
    assert "记载相同" in back and "看复函" in back and "签名答复" not in back
    assert "记载相同" in page(verifier, "web:task", task.pk)
    assert "已答复" in page(verifier, "web:assistance", query="?tab=asked")
    for stranger in (case.by, case.world.stranger()):
        page(browser(stranger), "web:assistance", status=404)
        page(browser(stranger), "web:assistance_request", row.pk, status=404)
    elsewhere = browser(case.world.__class__("lianyungang-2019").staff(Role.OFFICER))
    page(elsewhere, "web:assistance_request", row.pk, status=404)
    assert other(case).name in page(browser(case.by), "web:my_looks")


def test_proofs_are_put_to_their_issuer_and_answered_together(world: Worlds) -> None:
    here = world("ordos-2021")
    case = here.opened(item=here.item("sv-036")).handed_over()
    proof = next(one for one in case.proofs() if one.status == "awaiting_agency")
    officer, number = browser(case.officer), case.application.number
    assert "请出具单位网上核验" in page(officer, "web:case", number)
    where = reverse("web:ask_confirmation", args=[number, proof.pk])
    assert officer.post(where, {"provider": "0"}).status_code == 422
    assert officer.post(where, {"provider": other(case).pk}).status_code == 302
    assert "等出具单位答复" in page(officer, "web:case", number)
    promised = here.opened().signed()
    task = next(one for one in promised.tasks() if one.manner == "internal")
    asking = reverse("web:ask_assistance", args=[task.pk])
    third = {"act": "issuer", "provider": other(case).pk}
    assert browser(promised.verifier).post(asking, third).status_code == 302

    there, inbox = browser(helper(case)), reverse("web:assistance")
    assert "核验单" in page(there, "web:assistance", query="?tab=confirm")
    ticked = list(ConfirmationRequest.objects.values_list("pk", flat=True))
    assert len(ticked) == 2
    assert there.post(inbox, {"act": "vouch"}).status_code == 422
    assert there.post(inbox, {"act": "vouch", "one": ["0"]}).status_code == 404
    wanting = there.post(inbox, {"act": "deny", "one": ticked})
    assert wanting.status_code == 422 and "checked" in wanting.content.decode()
    assert there.post(inbox, {"act": "vouch", "one": ticked, "of_kind": "3号"}).status_code == 302
    assert "签名核对无误" in page(there, "web:assistance", query="?tab=confirm")
    assert "核验属实" in page(officer, "web:case", number)
    assert there.get(inbox + "?tab=late").status_code == 404
    assert browser(case.supervisor).get(inbox + "?tab=late").status_code == 200


def test_the_catalogue_is_kept_by_its_administrator(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    there, where = browser(helper(case)), reverse("web:assistance_catalogue")
    offer = {"act": "propose", "provider": other(case).pk, "kind": "query", "title": "查收入"}
    assert there.post(where, offer).status_code == 422
    offer |= {"content": "查缴费基数", "legal_basis": "示例条例", "days": "3"}
    assert there.post(where, offer).status_code == 302
    entry = AssistanceEntry.objects.get()
    keeper = browser(case.world.staff(Role.JUSTICE_REVIEWER))
    assert "登记入目录" in page(keeper, "web:assistance_catalogue")
    assert keeper.post(where, {"act": "list_entry", "entry": entry.pk}).status_code == 302
    assert "登记入目录" not in page(there, "web:assistance_catalogue")
    assert (
        there.post(where, {"act": "ask_change", "entry": entry.pk, "reason": "停"}).status_code
        == 302
    )
    assert there.post(where, {"act": "end_entry", "entry": entry.pk}).status_code == 422
    assert keeper.post(where, {"act": "sweep", "entry": entry.pk}).status_code == 404
    assert (
        keeper.post(where, {"act": "keep_entry", "entry": entry.pk, "reason": "要用"}).status_code
        == 302
    )
    task = next(one for one in case.tasks() if one.manner == "internal")
    said = page(browser(case.verifier), "web:ask_assistance", task.pk)
    assert "查收入" in said and "协助查找人员" in said
