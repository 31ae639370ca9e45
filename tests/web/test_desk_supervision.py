"""监管 and 核查反馈 at the desk, the chain on the page of a case, and the forms of results."""

from re import findall

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nuozheng.law.procedure import TaskStatus
from nuozheng.law.supervision import SupervisionStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Agency
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.feedback.models import CheckFeedback
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.rounds.assigning import assign
from nuozheng.verification.supervision.models import (
    CreditCheck,
    SupervisingUnit,
    SupervisionEntry,
)
from tests.web.visits import SIGN_IN, leads_to, page, send, text_of
from tests.world import PDF, Case, Worlds


@pytest.fixture
def granted(world: Worlds) -> Case:
    return world("ordos-2021").opened().granted()


@pytest.mark.clause("ORD21-4.4e", "ORD21-4.6a")
def test_supervision_is_planned_and_recorded_and_the_case_shows_the_chain(granted: Case) -> None:
    number = granted.application.number
    assert number in text_of(page(granted.verifier, "supervision"))
    entry = SupervisionEntry.objects.get()
    today = timezone.localdate().isoformat()
    act = {"act": "plan_supervision", "on": today}
    wrong = send(granted.verifier, "supervision_entry", entry.pk, **act, mode="没有的方式")
    assert wrong.status_code == 422
    done = send(granted.verifier, "supervision_entry", entry.pk, **act, mode=entry.modes[0])
    assert done.status_code == 302
    act = {"act": "record_supervision", "seen_on": today}
    assert send(granted.verifier, "supervision_entry", entry.pk, **act).status_code == 422
    said = "与申请时一样，没有发现问题"
    photo = SimpleUploadedFile("照片.pdf", PDF)
    done = send(granted.verifier, "supervision_entry", entry.pk, **act, note=said, evidence=photo)
    assert done.status_code == 302
    entry.refresh_from_db()
    assert entry.state is SupervisionStatus.DONE
    assert page(granted.verifier, "supervision_paper", entry.pk).status_code == 200
    assert page(granted.officer, "case_paper", number, entry.document_id).status_code == 200
    assert said in text_of(page(granted.verifier, "supervision_entry", entry.pk))
    case = text_of(page(granted.officer, "case", number))
    for words in ("审批", "事中核查", "事后监管", str(granted.officer), str(granted.verifier)):
        assert words in case
    SupervisionEntry.objects.update(status=SupervisionStatus.OWED, due_on="2020-01-01")
    assert "有1件监管超期" in text_of(page(granted.verifier, "supervision"))
    assert "says no" in page(granted.officer, "case", number).content.decode()


@pytest.mark.parametrize("name", ["supervision", "supervision_entry", "check_feedback"])
def test_only_the_units_own_staff(granted: Case, name: str) -> None:
    args = [SupervisionEntry.objects.get().pk] if name == "supervision_entry" else []
    assert leads_to(page(None, name, *args)).startswith(SIGN_IN)
    assert page(granted.by, name, *args).status_code == 404
    other = page(granted.world.elsewhere(Role.VERIFIER), name, *args)
    assert other.status_code == (404 if args else 200)
    assert args or granted.application.number not in text_of(other)


@pytest.mark.clause("ORD23-3.3.3f", "ORD23-3.3.3h")
def test_the_record_is_looked_up_and_results_are_read(world: Worlds) -> None:
    here = world("ordos-2023")
    item = here.item()
    keeper = here.staff(Role.CATALOGUE_KEEPER, item.agency)
    unit = Agency.objects.filter(jurisdiction=item.agency.jurisdiction).exclude(pk=item.agency_id)
    act = {"act": "name_unit", "item": item.pk, "agency": unit.order_by("pk")[0].pk}
    assert send(keeper, "supervision", **act).status_code == 302
    named = SupervisingUnit.objects.get()
    assert named.agency.name in text_of(page(keeper, "supervision", tab="units"))
    case = here.opened("unknown").signed()
    looker = here.staff(Role.CREDIT_OFFICER, named.agency)
    assert case.application.number in text_of(page(looker, "supervision"))
    check = CreditCheck.objects.get()
    assert (
        send(case.credit_officer, "supervision", act="look_up_credit", check=check.pk).status_code
        == 404
    )
    assert send(looker, "supervision", act="look_up_credit", check=check.pk).status_code == 302
    assert "没有失信记录" in text_of(page(looker, "supervision"))

    task = case.tasks()[0]
    record_result(
        task=task, by=case.verifier, result=TaskStatus.UNABLE, observation=Observation("没人在")
    )
    told = CheckFeedback.objects.get(part="deciding")
    assert "查不清" in text_of(page(case.officer, "check_feedback"))
    assert send(case.officer, "check_feedback", act="mark_read").status_code == 422
    assert send(case.supervisor, "check_feedback", act="mark_read").status_code == 404
    CheckFeedback.objects.update(due_on="2020-01-01")
    assert case.application.agency.name in text_of(page(case.supervisor, "check_feedback"))
    assert send(case.officer, "check_feedback", act="mark_read", one=[told.pk]).status_code == 302
    assert "1条核查情况还没有读" not in text_of(page(case.officer, "check_feedback"))


@pytest.mark.clause("ORD21-4.6b")
def test_the_months_batch_stands_on_the_page_of_batches(granted: Case) -> None:
    assign(timezone.localdate())
    html = text_of(page(granted.verifier, "batches"))
    assert "按月分批" in html and f"{timezone.localdate():%Y年%-m月}" in html


@pytest.mark.clause("LYG19-1.5e")
def test_each_way_of_checking_has_its_own_form_of_results(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    policy = case.application.policy
    assert set(policy.verification.methods.value) == {"online", "assistance", "onsite"}
    task, asked = case.tasks()[0], {}
    for manner in policy.verification.methods.value:
        VerificationTask.objects.filter(pk=task.pk).update(manner=manner)
        html = page(case.verifier, "task", task.pk).content.decode()
        asked[manner] = frozenset(findall(r'name="(\w+)"', html))
    assert len(set(asked.values())) == 3
    VerificationTask.objects.filter(pk=task.pk).update(manner="onsite")
    said = {"place": "示例小区3号楼", "source": "不该记的", "note": ""}
    send(case.verifier, "task", task.pk, act="record", result="confirmed", **said)
    task.refresh_from_db()
    assert task.seen["particulars"] == {"place": "示例小区3号楼"}
    assert "示例小区3号楼" in text_of(page(case.verifier, "task", task.pk))
