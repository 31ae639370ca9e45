"""What has had its time is deleted, told, and kept where somebody still needs it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from nuozheng.applications.models import Application, CommitmentStatus
from nuozheng.documents.models import Document
from nuozheng.evidence.models import Erasure, LegalHold, StaffLook
from nuozheng.law.findings import Refused
from nuozheng.law.policy import load_policy, policies
from nuozheng.law.retention import Needed, last_day_before, must_wait
from nuozheng.oversight.retention.holds import lift_hold, needed_for, place_hold
from nuozheng.oversight.retention.schedule import Erased, run
from nuozheng.verification.looks import own_erasures
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
RULES = {rule.key: rule for rule in load_policy("cn").retention.rules.value}


def later(days: int, *, do: bool = True) -> list[Erased]:
    return list(run(TODAY() + timedelta(days=days), do=do))


def of(found: list[Erased], key: str) -> list[Erased]:
    return [one for one in found if one.rule.key == key]


@pytest.fixture
def closed(world: Worlds) -> Case:
    """A case that was refused, with values of a source and a paper that was handed in."""
    case = world("ordos-2021").opened().granted()
    case.application.tasks.update(status="confirmed")
    proof = case.proofs()[0]
    paper = Document.of(PDF, kind="upload", title="示例材料", media_type="application/pdf")
    paper.created_at = timezone.now()
    paper.save()
    proof.document, proof.fetched = paper, {"household": {"as_of": "2026-01-01"}}
    proof.save()
    return case


def test_every_place_says_how_long_and_why() -> None:
    for policy in policies().values():
        stated = policy.retention.rules
        assert stated.clause and stated.reason and all(rule.clause for rule in stated.value)
    assert RULES["looks"].days > 184, "network logs are kept for six months at least"


def test_days_are_counted_from_the_event_and_reasons_are_told_once() -> None:
    assert last_day_before(RULES["drafts"], TODAY()) == TODAY() - timedelta(days=365)
    assert must_wait([Needed.HELD, Needed.HELD]) == Needed.HELD.chinese
    assert must_wait([]) == ""


def test_a_day_too_early_nothing_and_a_dry_run_changes_nothing(closed: Case) -> None:
    assert not of(later(RULES["answers"].days - 1), "answers")
    (would,) = of(later(RULES["answers"].days + 1, do=False), "answers")
    assert (would.count, would.case_number, would.waits) == (1, closed.application.number, "")
    assert closed.proofs()[0].fetched and not Erasure.objects.exists()


def test_answers_go_first_and_papers_much_later_and_the_person_is_told(closed: Case) -> None:
    later(RULES["answers"].days + 1)
    proof = closed.proofs()[0]
    assert proof.fetched is None and proof.document is not None and not proof.document.is_erased
    later(RULES["uploads"].days + 1)
    paper = Document.objects.get(pk=proof.document.pk)
    assert paper.is_erased and paper.sha256 == proof.document.sha256 and paper.title == "示例材料"
    told = list(own_erasures(closed.by, TODAY()).values_list("rule", "count", "case_number"))
    assert ("uploads", 1, closed.application.number) in told
    person = Client()
    person.force_login(closed.by)
    said = person.get(reverse("web:my_looks")).content.decode()
    assert "到期删掉的" in said and RULES["uploads"].title in said
    address = reverse("web:my_paper", args=[closed.application.number, paper.pk])
    answer = person.get(address)
    assert answer.status_code == 410 and "保存期满" in answer.content.decode()
    assert not of(later(RULES["uploads"].days + 2), "uploads"), "once is enough"


def test_what_somebody_needs_waits(closed: Case) -> None:
    number = closed.application.number
    with pytest.raises(Refused, match="为什么"):
        place_hold(case_number=number, reason=" ", by=closed.officer)
    with pytest.raises(Refused, match="没有编号"):
        place_hold(case_number="X", reason="诉讼", by=closed.officer)
    place_hold(case_number=number, reason="示例法院（2026）示例号", by=closed.officer)
    (kept,) = of(later(9999), "answers")
    assert kept.waits == Needed.HELD.chinese and closed.proofs()[0].fetched
    assert lift_hold(case_number=number, by=closed.officer)
    assert not lift_hold(case_number=number, by=closed.officer)
    assert LegalHold.objects.get().lifted_by == closed.officer
    later(9999)
    assert closed.proofs()[0].fetched is None


def test_checks_findings_and_records_under_way_keep_a_case_whole(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    assert set(needed_for(case.application)) == {Needed.CHECKING}
    case.found()
    case.application.tasks.update(status="confirmed")
    assert set(needed_for(case.application)) == {Needed.HEARING, Needed.RECORDED}


def test_what_was_never_handed_in_is_blanked(world: Worlds) -> None:
    case = world("ordos-2021").opened().declared()
    later(RULES["drafts"].days + 1)
    draft = Application.objects.get(pk=case.application.pk).commitment
    assert draft.status == CommitmentStatus.DRAFT
    assert not draft.entered and not draft.declared and not draft.checks
    assert Erasure.objects.get(rule="drafts").case_number == case.application.number


@pytest.fixture
def old_look(closed: Case) -> Iterator[StaffLook]:
    at = timezone.now() - timedelta(days=RULES["looks"].days + 1)
    yield StaffLook.objects.create(
        party=closed.application.applicant,
        by=closed.officer,
        what="case",
        purpose="办理",
        day=timezone.localdate(at),
        first_at=at,
        last_at=at,
    )


def test_very_old_looks_go_and_are_told(old_look: StaffLook) -> None:
    (erased,) = of(later(0), "looks")
    assert erased.count == 1 and not StaffLook.objects.exists()
    assert Erasure.objects.get(rule="looks").party == old_look.party
