"""The screens on which a list is kept, reviewed and published."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law.vocabulary import Role
from tests.revisions import PDF, Desk
from tests.world import World

Worlds = Callable[[str], World]


@pytest.fixture
def desk(world: Worlds) -> Desk:
    return Desk(world("xian-baqiao-2021"))


def page(number: str) -> str:
    return reverse("web:revision", args=[number])


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.pdf", PDF, content_type="application/pdf")


def test_a_keeper_takes_an_entry_through_to_the_public(desk: Desk, client: Client) -> None:
    client.force_login(desk.keeper)
    part = f"{desk.world.catalogue.pk}-{desk.agency.pk}"
    opening = {"part": part, "kind": "list", "title": "写清楚证明内容"}
    answer = client.post(reverse("web:list_open"), opening)
    revision = Revision.objects.get()
    assert answer["Location"] == page(revision.number)

    pick = reverse("web:pick_entry", args=[revision.number])
    assert desk.entry().proof.name in client.get(pick).content.decode()
    answer = client.post(pick, {"entry": desk.entry().pk, "act": "change"})
    change = Change.objects.get()
    address = reverse("web:change", args=[revision.number, change.pk])
    assert answer["Location"] == address

    shown = client.get(address)
    form = shown.context["form"]
    typed = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    typed = {key: value for key, value in typed.items() if value not in (None, False)}
    answer = client.post(address, typed | {"act": "write", "content": "只核对家庭人均月收入。"})
    assert answer.status_code == 302, answer.content.decode()[:3000]
    change.refresh_from_db()
    assert change.content["content"] == "只核对家庭人均月收入。"
    assert (
        client.get(page(revision.number)).content.decode().count("没有说明符合哪一条选取标准") == 1
    )

    answers = {
        "act": "check",
        "scope-high_risk": "no",
        "scope-costly_to_correct": "no",
        "scope-beyond_repair": "no",
        "scope-selected_by": ["使用频次较高"],
    }
    assert client.post(address, answers).status_code == 302
    assert "这一项可以提交" in client.get(address).content.decode()
    assert "还没有告知承诺书文本" in client.get(page(revision.number)).content.decode()
    client.post(reverse("web:revision_letters", args=[revision.number]))
    assert client.post(page(revision.number), {"act": "submit"}).status_code == 302

    _review(client, desk, Role.JUSTICE_REVIEWER, revision, [])
    _review(client, desk, Role.APPROVER, revision, ["document-0"])
    client.force_login(desk.publisher(revision))
    today = timezone.localdate()
    form = {"act": "publish", "publish-effective_from": today.isoformat()}
    assert client.post(page(revision.number), form).status_code == 302
    standing = EntryVersion.objects.in_force(today).get(entry=desk.entry())
    assert standing.content == "只核对家庭人均月收入。"
    assert "已公布，还没有公布齐全" in client.get(page(revision.number)).content.decode()


def _review(client: Client, desk: Desk, role: Role, revision: Revision, wanted: list[str]) -> None:
    client.force_login(desk.reviewer(role))
    assert revision.number in client.get(reverse("web:lists")).content.decode()
    shown = client.get(page(revision.number)).content.decode()
    assert "只核对家庭人均月收入。" in shown
    desk.approve_letters(revision, desk.reviewer(role))
    form = {"act": "pass", "opinion-said": "同意。", **{name: upload() for name in wanted}}
    assert client.post(page(revision.number), form).status_code == 302


def test_a_return_shows_the_drafter_what_to_mend(desk: Desk, client: Client) -> None:
    revision = desk.submitted()
    change = revision.changes.get()
    client.force_login(desk.reviewer(Role.JUSTICE_REVIEWER))
    form = {"act": "return", "opinion-said": "写得不清楚。"}
    answer = client.post(page(revision.number), form)
    assert answer.status_code == 422
    assert "退回要逐条写明改什么" in answer.content.decode()
    form[f"point-{change.pk}"] = "写明按哪一年的收入算。"
    assert client.post(page(revision.number), form).status_code == 302
    client.force_login(desk.keeper)
    shown = client.get(page(revision.number)).content.decode()
    assert "写明按哪一年的收入算。" in shown
    assert "退回时要求" in shown


def test_what_a_reviewer_typed_stands_again_after_a_refusal(desk: Desk, client: Client) -> None:
    revision = desk.submitted()
    change = revision.changes.get()
    client.force_login(desk.reviewer(Role.JUSTICE_REVIEWER))
    typed = {f"point-{change.pk}": "写明按<哪一年>算。", "point-whole": "补上依据。"}
    answer = client.post(page(revision.number), {"act": "return", "opinion-said": "", **typed})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert ">写明按&lt;哪一年&gt;算。</textarea>" in shown and ">补上依据。</textarea>" in shown


@pytest.mark.parametrize("name", ["revision", "pick_entry", "add_entry"])
def test_a_stranger_finds_nothing(desk: Desk, client: Client, name: str) -> None:
    revision = desk.ready()
    address = reverse(f"web:{name}", args=[revision.number])
    elsewhere = desk.world.elsewhere(Role.CATALOGUE_KEEPER)
    for account in (elsewhere, desk.world.citizen, desk.reviewer(Role.OFFICER)):
        client.force_login(account)
        assert client.get(address).status_code == 404
        assert client.post(address, {"act": "submit"}).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def test_reviewers_above_see_it_only_once_it_was_handed_in(desk: Desk, client: Client) -> None:
    revision = desk.ready()
    client.force_login(desk.reviewer(Role.JUSTICE_REVIEWER))
    assert client.get(page(revision.number)).status_code == 404
    desk.submitted()
    assert client.get(page(desk.submitted().number)).status_code == 200


def test_a_keeper_of_another_agency_cannot_touch_a_change(desk: Desk, client: Client) -> None:
    revision = desk.ready()
    change = revision.changes.get()
    client.force_login(desk.world.elsewhere(Role.CATALOGUE_KEEPER))
    address = reverse("web:change", args=[revision.number, change.pk])
    assert client.post(address, {"act": "write"}).status_code == 404


def test_a_day_that_is_none_is_said_kindly(desk: Desk, client: Client) -> None:
    revision = desk.approved(desk.submitted())
    client.force_login(desk.publisher(revision))
    for day in ("", "2026-13-45", (timezone.localdate() - timedelta(days=1)).isoformat()):
        form = {"act": "publish", "publish-effective_from": day}
        assert client.post(page(revision.number), form).status_code == 422


def test_documents_are_handed_to_those_who_may_see_the_revision(desk: Desk, client: Client) -> None:
    revision = desk.submitted("adjustment", grounds="依据修改了")
    document = revision.grounds_documents.get()
    address = reverse("web:revision_document", args=[revision.number, document.pk])
    client.force_login(desk.keeper)
    answer = client.get(address)
    assert (answer.content, answer["Content-Disposition"][:10]) == (PDF, "attachment")
    client.force_login(desk.world.citizen)
    assert client.get(address).status_code == 404
    other = reverse("web:revision_document", args=[desk.submitted().number, document.pk])
    client.force_login(desk.keeper)
    assert client.get(other).status_code == 404


@pytest.mark.clause("XBQ21-2.1l")
def test_a_published_list_waits_to_be_reported_upward(desk: Desk, client: Client) -> None:
    revision = desk.announced(desk.published(desk.submitted()))
    client.force_login(desk.reviewer(Role.JUSTICE_REVIEWER))
    assert revision.number in client.get(reverse("web:lists")).content.decode()
    assert "报市司法局备案" in client.get(page(revision.number)).content.decode()
    form = {"act": "file", "file-on": timezone.localdate().isoformat(), "file-receipt": "示例1号"}
    assert client.post(page(revision.number), form).status_code == 302
    assert revision.number not in client.get(reverse("web:lists")).content.decode()
    revision.refresh_from_db()
    assert (revision.filed_on, revision.filing_receipt) == (timezone.localdate(), "示例1号")
