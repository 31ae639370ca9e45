"""Posts are given for a term, ended with a reason, never one's own; a lost factor is reset."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from nuozheng.cli.account import app
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Refused
from nuozheng.law.posts import POST, STAFF, grantable
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership
from nuozheng.parties.postings import end_post, grant_post, reset_factor
from nuozheng.parties.roles import roles_at
from nuozheng.parties.second_factor import has_factor, lacks_factor
from tests.api.caller import Caller
from tests.web.markup import faults_of
from tests.world import World, Worlds


@contextmanager
def refused(key: str) -> Iterator[None]:
    with pytest.raises(Refused) as found:
        yield
    assert [one.key for one in found.value.findings] == [key]


def given(by: Account, account: Account, agency: Agency, **more: Any) -> Membership:
    values = {"role": Role.OFFICER, "starts_on": timezone.localdate(), "ends_on": None}
    return grant_post(
        account=account, agency=agency, by=by, **{**values, "reason": "接替离岗的同事", **more}
    )


@pytest.fixture
def here(world: Worlds) -> World:
    return world("ordos-2021")


def test_a_post_is_given_ended_and_given_again(here: World) -> None:
    head, agency, today = here.staff(Role.HEAD), here.item().agency, timezone.localdate()
    somebody = here.account("agent")
    post = given(head, somebody, agency, ends_on=today + timedelta(days=30))
    assert roles_at(somebody, agency.pk, today) == {Role.OFFICER}
    with refused("post_held_already"):
        given(head, somebody, agency)
    with refused("reason_required"):
        end_post(post=post, last_on=today, reason=" ", by=head)
    yesterday = today - timedelta(days=1)
    end_post(post=post, last_on=yesterday, reason="调离", by=head)
    assert roles_at(somebody, agency.pk, today) == set()
    with refused("move_not_possible"):
        end_post(post=post, last_on=today, reason="再离岗一次", by=head)
    given(head, somebody, agency)
    assert roles_at(somebody, agency.pk, today) == {Role.OFFICER}
    acts = [(one.act, one.reason, one.by) for one in history(POST.kind, post.pk)]
    assert [act for act, _reason, _by in acts] == ["grant_post", "end_post", "grant_post"]
    assert all(reason and by == head for _act, reason, by in acts)


def test_nobody_gives_their_own_or_what_is_not_theirs(here: World) -> None:
    head, agency, today = here.staff(Role.HEAD), here.item().agency, timezone.localdate()
    somebody = here.account("agent")
    with refused("nobody_decides_their_own"):
        given(head, head, agency)
    for role in set(STAFF) - set(grantable(Role.HEAD)):
        with refused("post_not_yours_to_give"):
            given(head, somebody, agency, role=role)
    for stranger in (here.staff(Role.OFFICER), here.elsewhere(Role.HEAD), somebody):
        with refused(
            "nobody_decides_their_own" if stranger == somebody else "post_not_yours_to_give"
        ):
            given(stranger, somebody, agency)
    with refused("term_ends_too_early"):
        given(head, somebody, agency, ends_on=today - timedelta(days=1))
    post = given(head, somebody, agency, ends_on=today)
    with refused("term_ends_too_early"):
        end_post(post=post, last_on=today + timedelta(days=9), reason="延长", by=head)
    supervisor = here.elsewhere(Role.SUPERVISOR)
    assert given(supervisor, somebody, agency, role=Role.HEAD).role == Role.HEAD
    far = Agency.objects.exclude(jurisdiction=agency.jurisdiction).order_by("pk")[0]
    with refused("post_not_yours_to_give"):
        given(supervisor, somebody, far)


def test_the_first_supervisor_is_appointed_at_the_server(here: World) -> None:
    somebody, agency = here.account("agent"), here.item().agency
    run = CliRunner()
    words = ["supervisor", somebody.username, agency.name, "--reason", "示例任字1号", "--until"]
    assert run.invoke(app, [*words, "2020-01-01"]).exit_code == 2
    assert run.invoke(app, [*words, "2099-12-31"]).exit_code == 0
    post = somebody.memberships.get()
    (row,) = history(POST.kind, post.pk)
    assert (post.role, row.role, row.by, row.reason) == (
        Role.SUPERVISOR,
        Role.SYSTEM,
        None,
        "示例任字1号",
    )
    assert run.invoke(app, ["supervisor", "nobody", *words[2:], "2099-12-31"]).exit_code == 2


def test_a_lost_factor_is_reset_by_another_and_must_be_set_up_again(
    here: World, settings: Any
) -> None:
    settings.NUOZHENG_SECOND_FACTOR = True
    head, officer, today = here.staff(Role.HEAD), here.staff(Role.OFFICER), timezone.localdate()
    caller = Caller(officer)
    refusal = caller.get("me")
    assert (refusal.status, refusal.keys) == (422, ["second_factor_missing"])
    TOTP.activate(officer, "NUOZHENGDEMOKEYNUOZHENGDEMOKEYAA")
    assert caller.get("me").status == 200
    post = officer.memberships.get()
    with refused("nobody_decides_their_own"):
        reset_factor(post=post, reason="手机丢了", by=officer)
    with refused("post_not_yours_to_give"):
        reset_factor(post=post, reason="手机丢了", by=here.elsewhere(Role.HEAD))
    assert reset_factor(post=post, reason="手机丢了，已当面核对身份", by=head) == 1
    assert not has_factor(officer) and lacks_factor(officer, today)
    (row,) = history(POST.kind, post.pk)
    assert (row.act, row.by, row.reason[:4]) == ("reset_factor", head, "手机丢了")
    assert not lacks_factor(here.citizen, today)


def test_the_page_shows_ones_own_agencies_and_acts(here: World) -> None:
    head, officer = here.staff(Role.HEAD), here.staff(Role.OFFICER)
    far = here.elsewhere(Role.OFFICER)
    client = Client()
    client.force_login(head)
    html = client.get("/desk/people/").content.decode()
    assert faults_of(html) == []
    assert officer.username in html and far.username not in html
    body = {
        "act": "grant_post",
        "username": here.account("agent").username,
        "agency": here.item().agency_id,
        "role": "verifier",
        "starts_on": f"{timezone.localdate()}",
        "reason": "新来的同事",
    }
    assert client.post("/desk/people/", {**body, "username": "nobody"}).status_code == 422
    assert client.post("/desk/people/", {**body, "reason": ""}).status_code == 422
    assert client.post("/desk/people/", body).status_code == 302
    post = Membership.objects.get(account=here.account("agent"))
    ending = {"act": "end_post", "post": post.pk, "last_on": "", "reason": "试用期没有通过"}
    assert client.post("/desk/people/", ending).status_code == 302
    outside = {**ending, "post": far.memberships.get().pk}
    assert client.post("/desk/people/", outside).status_code == 404
    client.force_login(officer)
    assert client.get("/desk/people/").status_code == 404
