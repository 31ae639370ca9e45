"""The demonstration's data: every state by real acts, resumable, and its page of sign-ins."""

from dataclasses import replace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.test import Client

from nuozheng.applications.fetched import left_open
from nuozheng.applications.models import Application, DisposedProof, RefusedDemand
from nuozheng.catalogue.revision.models import Revision
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.evidence.models import Move
from nuozheng.law.procedure import ApplicationStatus as A
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.parties.models import Account
from nuozheng.sandbox import demo
from nuozheng.sandbox.accounts import PASSWORD, READY, username
from nuozheng.sandbox.asking import sources_answering
from nuozheng.sandbox.scenes import opening_key, scenes_of
from nuozheng.sandbox.stage import set_stage
from nuozheng.verification.models import UntruthFinding, VerificationTask
from tests.access.records import Place
from tests.access.walk import faults

pytestmark = pytest.mark.django_db
WALKED = "xian-baqiao-2021"
EVERYWHERE = set(A) - {A.TERMINATED, A.INVALID}


@pytest.mark.parametrize(
    ("slug", "ended"),
    [("xian-baqiao-2021", A.TERMINATED), ("lianyungang-2019", A.INVALID)],
)
def test_every_state_is_there_also_after_an_interruption(slug: str, ended: A) -> None:
    def stop_half_way(line: str) -> None:
        if "演示办件" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        demo.build(lists=(slug,), say=stop_half_way)
    begun = Application.objects.count()
    assert 0 < begun < len(scenes_of(slug))
    assert demo.build(lists=(slug,)) == len(scenes_of(slug)) - begun
    assert demo.build(lists=(slug,)) == 0
    with_a_certificate = 1
    assert Application.objects.count() == len(scenes_of(slug)) + with_a_certificate
    assert {one.status for one in Application.objects.all()} == EVERYWHERE | {ended}
    assert {one.status for one in VerificationTask.objects.all()} == set(TaskStatus)
    found = {one.status for one in UntruthFinding.objects.all()}
    assert found >= {"opened", "notified", "heard", "dismissed", "false", "closed"}
    assert UntruthStatus.UNTRUE in found or UntruthStatus.UNFULFILLED in found
    records = {one.status for one in CreditRecord.objects.all()}
    assert records == {"proposed", "in_force", "dropped", "repaired"}
    assert {one.status for one in CreditRepair.objects.all()} == {"requested", "granted"}
    assert RefusedDemand.objects.exists()
    _the_false_promise_bars(slug)
    if slug == WALKED:
        # Here, since a world with a record of every kind costs more than the walk through it.
        leaks = faults(Place("xian-baqiao", slug), "huainan-maoji")
        assert not leaks, "\n".join(leaks)


def _the_false_promise_bars(slug: str) -> None:
    barred = Application.objects.get(opening_key=f"demo-{slug}-barred")
    against = [one for one in barred.eligibility if one["outcome"] == "not_met"]
    assert {one["key"] for one in against} == {
        "no_serious_breach_on_record",
        "no_false_commitment_before",
    }
    assert all("修复" in one["cure"] for one in against)
    assert {proof.substitution for proof in barred.proofs.all()} == {"retained"}


def test_where_nothing_may_be_asked_nobody_is_waited_for() -> None:
    demo.build(lists=("ordos-2023",))
    assert {one.status for one in Application.objects.all()} == (EVERYWHERE | {A.TERMINATED}) - {
        A.AWAITING_COMPLETION,
        A.AWAITING_PROOFS,
    }
    fetched = [proof for proof in DisposedProof.objects.all() if proof.fetched]
    assert any(left_open(proof) for proof in fetched)


def test_few_cases_are_the_first_of_all() -> None:
    slug = "xian-baqiao-2021"
    assert demo.build(lists=(slug,), few_cases=True) == demo.FEW
    made = Application.objects.values_list("opening_key", flat=True)
    assert set(made) >= {opening_key(slug, one.key) for one in scenes_of(slug)[: demo.FEW]}
    assert Revision.objects.filter(catalogue__slug=slug).count() == 1
    assert demo.build(lists=(slug,), few_cases=True) == 0


def test_a_scene_that_is_broken_off_leaves_nothing() -> None:
    accounts = demo.build_lists_and_accounts(("xian-baqiao-2021",))
    stage = set_stage("xian-baqiao-2021", accounts["xian-baqiao"])

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    whole = next(one for one in scenes_of(stage.slug) if one.key == "granted")
    with sources_answering():
        with pytest.raises(KeyboardInterrupt):
            replace(whole, acts=broken_off).make(stage)
        assert not Application.objects.exists() and not Move.objects.exists()
        assert whole.make(stage)


def test_the_password_would_pass_the_validators() -> None:
    validate_password(PASSWORD)


def test_the_page_offers_every_role_of_every_place(client: Client) -> None:
    demo.build_lists_and_accounts()
    page = client.get("/demo/").content.decode()
    for place in ("ordos", "xian-baqiao", "huainan-maoji", "lianyungang"):
        for ready in READY:
            assert username(place, ready.key) in page
    assert PASSWORD in page


@pytest.mark.parametrize("ready", READY, ids=lambda ready: ready.key)
def test_one_press_signs_in(client: Client, ready: object) -> None:
    demo.build_lists_and_accounts(("lianyungang-2019",))
    key = ready.key  # type: ignore[attr-defined]
    answer = client.post("/demo/enter/", {"username": username("lianyungang", key)})
    assert answer.status_code == 302
    if ready.factor:  # type: ignore[attr-defined]
        assert answer["Location"].startswith("/accounts/second/authenticate/")
        shown = client.get("/demo/").context["code"]
        assert client.post(answer["Location"], {"code": shown})["Location"] == "/desk/"
    account = Account.objects.get(username=username("lianyungang", key))
    assert client.session["_auth_user_id"] == str(account.pk)
    assert account.check_password(PASSWORD)


def test_only_ready_accounts_and_only_by_post(client: Client) -> None:
    Account.objects.create(username="somebody")
    assert client.post("/demo/enter/", {"username": "somebody"}).status_code == 404
    assert client.post("/demo/enter/").status_code == 404
    assert client.get("/demo/enter/").status_code == 405


def test_not_outside_a_demonstration(client: Client, settings: object) -> None:
    settings.NUOZHENG_DEMO = False  # type: ignore[attr-defined]
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/enter/", {"username": "ordos-officer"}).status_code == 404
