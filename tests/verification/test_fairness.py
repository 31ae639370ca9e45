"""不得歧视 by its acts: inspections are entered, counted alike, compared, and an alarm answered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.applications.actions.submit import submit
from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.fairness.moves import FAIRNESS_ALARM, FairnessStatus
from nuozheng.law.fairness.routine import CRITERION_WORD
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.verification_plan import BY_COMMITMENT_ALONE
from nuozheng.law.vocabulary import Role, Severity, Substitution
from nuozheng.parties.models import Account
from nuozheng.verification.fairness.actions import Inspected, answer_alarm, enter_inspection
from nuozheng.verification.fairness.counting import count_cases, looked_at
from nuozheng.verification.fairness.models import (
    FairnessAlarm,
    FairnessReading,
    RoutineInspection,
)
from nuozheng.verification.fairness.reading import read_places
from nuozheng.verification.inspections.models import Visit, VisitCheck, VisitInspector
from tests.api.caller import Caller
from tests.refusing import refused
from tests.web.visits import at_most, page, send, text_of, visitor
from tests.world import Case, World

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
MANY = 40


@dataclass
class Alike:
    """One service, one standing: a case by commitment, one with documents, and copies of both."""

    world: World

    @cached_property
    def committed(self) -> Case:
        return self.world.opened().signed()

    @cached_property
    def documents(self) -> Case:
        case = self.world.opened("wronged").chosen(commit=False)
        DisposedProof.objects.filter(pk=case.proofs()[0].pk).update(
            substitution=Substitution.RETAINED
        )
        submit(application=case.application, by=case.by)
        case.refresh()
        return case

    @property
    def team(self) -> list[Account]:
        agency = self.committed.application.agency
        return [self.world.staff(Role.INSPECTOR, agency, name) for name in ("甲", "乙")]

    def enter(self, case: Case, **changes: Any) -> RoutineInspection:
        told: dict[str, Any] = {
            "on": timezone.localdate(),
            "inspectors": self.team,
            "criteria": ["draw"],
            "measure": "",
        }
        inspected = Inspected(**(told | changes))
        return enter_inspection(application=case.application, by=case.verifier, inspected=inspected)

    def copies(self) -> tuple[list[Application], list[Application]]:
        """So many more of each, as other people would have handed them in."""
        return self._copied(self.committed), self._copied(self.documents)

    def _copied(self, case: Case) -> list[Application]:
        rows = []
        for number in range(MANY):
            row = Application.objects.get(pk=case.application.pk)
            row.pk, row.number = None, f"{row.number}-{number}"
            row.opening_key = f"{row.opening_key}-{number}"
            rows.append(row)
        rows = Application.objects.bulk_create(rows)
        signed = Commitment.objects.filter(application=case.application).first()
        if signed is not None:
            Commitment.objects.bulk_create(
                Commitment(
                    application=row,
                    status=signed.status,
                    letter_number=f"示例{row.pk}",
                    signed_at=signed.signed_at,
                )
                for row in rows
            )
        proof = case.proofs()[0]
        DisposedProof.objects.bulk_create(
            DisposedProof(
                application=row,
                version_id=proof.version_id,
                position=1,
                substitution=proof.substitution,
                status=proof.status,
            )
            for row in rows
        )
        return rows

    def inspected(self, cases: list[Application]) -> None:
        """Each of these, by the same two."""
        for case in cases:
            row = RoutineInspection.objects.create(
                agency_id=case.agency_id,
                application=case,
                on=timezone.localdate(),
                criteria=["complaint"],
                recorded_at=timezone.now(),
                recorded_by=self.team[0],
            )
            row.inspectors.set(self.team)


@pytest.fixture
def alike(world: Callable[[str], World]) -> Alike:
    return Alike(world("ordos-2021"))


@clause("ORD21-4.4j")
def test_an_inspection_is_entered_but_not_for_committing_alone(alike: Alike) -> None:
    case = alike.committed
    with refused("selection_is_fair"):
        alike.enter(case, criteria=[BY_COMMITMENT_ALONE])
    with refused("two_inspectors_went"):
        alike.enter(case, inspectors=[alike.team[0], case.officer])
    with refused("inspected_on_a_day"):
        alike.enter(case, on=timezone.localdate() + timedelta(days=1))
    told = Inspected(timezone.localdate(), alike.team, ["draw"])
    with refused("not_your_move"):
        enter_inspection(application=case.application, by=case.officer, inspected=told)
    row = alike.enter(case, criteria=["complaint", "complaint"], measure="rectify")
    assert (row.criteria, row.measure, row.inspectors.count()) == (["complaint"], "rectify", 2)
    with refused("inspected_once_a_day"):
        alike.enter(case)
    before = case.application.status
    assert case.refresh().status == before, "nothing about the case changes"
    alike.enter(alike.documents)


@clause("ORD21-4.4j")
def test_cases_are_alike_by_service_and_record_and_the_first_visit_is_not_counted(
    alike: Alike,
) -> None:
    mine, _theirs = alike.committed, alike.documents
    draft = alike.world.opened("unknown")
    place, today = mine.application.agency.jurisdiction, timezone.localdate()
    cases = count_cases(place, today)
    assert sorted((kind.committed, count) for kind, count in cases.items()) == [
        (False, 1), (True, 1),
    ]  # fmt: skip
    assert len({kind.stratum for kind in cases}) == 1 and draft.application.submitted_at is None
    for number in range(2):
        visit = Visit.objects.create(
            agency=mine.application.agency,
            party=mine.application.applicant,
            policy_key="ordos-2021",
            status=VisitStatus.RECORDED,
            planned_on=today - timedelta(days=5 - number),
            need_reason="没有别的办法",
            created_at=timezone.now(),
            created_by=mine.verifier,
        )
        for task in mine.tasks()[:2]:
            VisitCheck.objects.create(visit=visit, task=task)
        VisitInspector.objects.create(visit=visit, account=alike.team[number])
        looked = looked_at(place, today)
        assert len(looked) == number, "the first is owed to the promise"
    (again,) = looked
    assert (again.times, again.inspectors) == (1, frozenset({alike.team[1].pk}))
    alike.enter(mine, measure="penalise")
    (again,) = looked_at(place, today)
    assert again.times == 2 and again.measures_by == {one.pk for one in alike.team}
    alike.world.on_record("wronged", Severity.MINOR)
    strata = {kind.committed: kind.stratum for kind in count_cases(place, today)}
    assert strata[True] != strata[False], "who has a record is compared with who has one"


@clause("ORD21-4.4j")
def test_an_unequal_place_raises_one_alarm_which_a_supervisor_answers(alike: Alike) -> None:
    committed, documents = alike.copies()
    alike.inspected(committed[:30])
    alike.inspected(documents[:5])
    today = timezone.localdate()
    assert read_places(today) == 1 and read_places(today) == 0
    reading = FairnessReading.objects.get()
    assert reading.counted == {"committed": 41, "documents": 41, "alone": 0, "strata": 1}
    alarms = list(FairnessAlarm.objects.order_by("pk"))
    assert {(one.measure, one.inspector) for one in alarms} == {
        ("inspected", None), *(("inspected", one) for one in alike.team),
    }  # fmt: skip
    whole = next(one for one in alarms if one.inspector is None)
    assert (whole.found["hits"], whole.found["of"], whole.found["other_hits"]) == (30, 41, 5)
    supervisor = alike.committed.supervisor
    browser = visitor(supervisor)
    with at_most(10):
        html = text_of(browser.get("/desk/fairness/"))
    assert "有3处差别要您查清" in html and "41件里30件" in html and "接下来做什么" in html
    assert alike.committed.member.name not in html
    assert "3处用承诺的人" in text_of(page(supervisor, "oversight"))
    with refused("not_your_move"):
        answer_alarm(alarm=whole, by=alike.committed.verifier, corrected=False, reason="有投诉")
    with refused("reason_required"):
        answer_alarm(alarm=whole, by=supervisor, corrected=True, reason="")
    answer_alarm(alarm=whole, by=supervisor, corrected=False, reason="三十件都有投诉，逐件看过。")
    sent = send(
        supervisor, "fairness", alarm=alarms[1].pk, act="correct_difference", reason="改为抽签。"
    )
    assert sent.status_code == 302
    whole.refresh_from_db()
    assert whole.state is FairnessStatus.EXPLAINED
    assert not deadlines.running(FAIRNESS_ALARM.kind, whole.pk)
    assert [row.act for row in history(FAIRNESS_ALARM.kind, whole.pk)] == [
        "raise_alarm", "explain_difference",
    ]  # fmt: skip
    assert read_places(today + timedelta(days=1)) == 1
    assert FairnessAlarm.objects.count() == 3, "answered lately, or still open"
    assert read_places(today + timedelta(days=31)) == 1
    assert FairnessAlarm.objects.filter(status=FairnessStatus.OPEN).count() == 3
    assert "改为抽签。" in text_of(page(supervisor, "fairness"))


def test_equal_treatment_raises_nothing(alike: Alike) -> None:
    committed, documents = alike.copies()
    alike.inspected(committed[:12])
    alike.inspected(documents[:9])
    read_places(timezone.localdate())
    assert not FairnessAlarm.objects.exists()
    html = text_of(page(alike.committed.supervisor, "fairness"))
    assert "看不出差别对待" in html and "要您查清" not in html


def test_who_may_see_and_enter(alike: Alike) -> None:
    case = alike.committed
    read_places(timezone.localdate())
    other = World("lianyungang-2019").staff(Role.SUPERVISOR)
    name = case.application.agency.jurisdiction.name
    assert name in text_of(page(case.supervisor, "fairness"))
    assert name not in text_of(page(other, "fairness")).split("<main")[-1]
    assert send(other, "fairness", alarm="1", act="explain_difference").status_code == 404
    assert page(case.verifier, "fairness").status_code == 404
    assert page(case.supervisor, "routine_inspections").status_code == 404
    form = {
        "number": case.application.number,
        "on": timezone.localdate().isoformat(),
        "inspectors": [str(one.pk) for one in alike.team],
        "criteria": [BY_COMMITMENT_ALONE],
    }
    answer = send(case.verifier, "routine_inspections", **form)
    assert answer.status_code == 422 and "歧视性监管" in text_of(answer)
    assert send(case.verifier, "routine_inspections", number="x").status_code == 422
    form["criteria"] = ["draw", "risk"]
    elsewhere = alike.world.elsewhere(Role.VERIFIER)
    assert send(elsewhere, "routine_inspections", **form).status_code == 422
    assert not RoutineInspection.objects.exists()
    assert send(case.verifier, "routine_inspections", **form).status_code == 302
    known = case.application.number
    body = {
        "on": timezone.localdate().isoformat(),
        "inspectors": [one.username for one in alike.team],
        "criteria": ["complaint"],
        "measure": "guide",
    }
    at = f"applications/{alike.documents.application.number}/routine-inspections"
    program = Caller(case.verifier)
    assert program.post(at, body | {"inspectors": ["nobody"]}).keys == ["inspector_unknown"]
    assert program.post(at, body | {"criteria": ["commitment"]}).keys == ["selection_is_fair"]
    assert program.post(at, body).json["measure_text"] == "批评教育、指导"
    assert Caller(case.officer).post(at, body).status == 404
    (place,) = Caller(case.supervisor).get("fairness").json
    assert place["place"] == name and place["basis"][0]["id"] == "ORD21-4.4j"
    assert Caller(case.verifier).get("fairness").status == 404
    html = text_of(page(case.verifier, "routine_inspections"))
    assert known in html and CRITERION_WORD["risk"] in html
