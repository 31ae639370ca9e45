"""A named officer decides what a contradiction is, after the person was heard."""

from typing import Any

import pytest

from nuozheng.applications.actions.decide import decide as decide_case
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.procedure import RecordStatus, TaskStatus, UntruthStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Membership
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.find import dismiss, find
from nuozheng.verification.actions.hear import notify_person
from nuozheng.verification.models import UntruthFinding
from tests.refusing import refused
from tests.world import SINCE, Case, Worlds, judgement

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
UNTRUE, FALSE = UntruthStatus.UNTRUE, UntruthStatus.FALSE


def heard(world: Worlds, slug: str = "ordos-2021") -> tuple[Case, UntruthFinding]:
    case = world(slug).opened().signed()
    return case, case.heard()


def decide(case: Case, finding: UntruthFinding, **fields: Any) -> UntruthFinding:
    return find(
        finding=finding, by=case.officer, judgement=judgement(**({"outcome": UNTRUE} | fields))
    )


@clause("ORD21-4.4o", "XBQ21-2.5k", "MJ21-2.3.7g", "LYG19-1.2.1a")
@pytest.mark.parametrize(
    "slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"]
)
def test_a_final_finding_is_one_document_and_one_proposed_record(world: Worlds, slug: str) -> None:
    case, finding = heard(world, slug)
    assert not CreditRecord.objects.exists()
    found = decide(case, finding)
    assert (found.status, found.outcome, found.decided_by) == (UNTRUE, "untrue", case.officer)
    assert found.document is not None and found.document.intact
    (record,) = CreditRecord.objects.all()
    assert (record.kind, record.status) == ("untrue", RecordStatus.PROPOSED)
    assert (record.case_number, record.document_number) == (
        case.application.number,
        found.document_number,
    )
    assert record.party == case.application.applicant
    with refused("move_not_possible"):
        decide(case, finding)
    assert CreditRecord.objects.count() == 1
    move = history("untruth_finding", found.pk).last()
    assert move is not None and (move.act, move.role) == ("find_untrue", Role.OFFICER)
    assert move.detail == {"document": found.document_number}


def test_nothing_is_found_before_the_person_was_told(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = case.contradicted()
    with refused("person_was_told", "person_was_heard"):
        decide(case, finding)
    notify_person(finding=finding, by=case.verifier)
    with refused("person_was_heard"):
        decide(case, finding)
    assert not CreditRecord.objects.exists()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"answer_to_statement": " "}, "statement_was_considered"),
        ({"document_number": ""}, "finding_has_a_document"),
        ({"reasoning": "\x00"}, "finding_has_a_document"),
        pytest.param(
            {"impact": " "},
            "graded_by_social_impact",
            marks=clause("ORD21-4.5b", "XBQ21-2.6j", "MJ21-2.3.8h"),
        ),
        ({"outcome": FALSE, "intent": " "}, "intent_needs_reasons"),
        ({"outcome": UntruthStatus.UNFULFILLED}, "outcome_unknown_here"),
        ({"document_number": "号" * 81}, "text_too_long"),
        ({"reasoning": "长" * 2001}, "text_too_long"),
    ],
)
def test_an_incomplete_judgement_is_none(
    world: Worlds, change: dict[str, Any], reason: str
) -> None:
    case, finding = heard(world)
    with refused(reason):
        decide(case, finding, **change)
    finding.refresh_from_db()
    assert finding.status == UntruthStatus.HEARD
    assert not CreditRecord.objects.exists()


def test_a_wilful_one_says_why(world: Worlds) -> None:
    case, finding = heard(world)
    found = decide(case, finding, outcome=FALSE, severity=Severity.GRAVE)
    assert found.intent_reasoning and CreditRecord.objects.get().severity == "grave"
    move = history("untruth_finding", found.pk).last()
    assert move is not None and move.act == "find_false"


def test_unfulfilled_is_known_where_the_text_says_so(world: Worlds) -> None:
    case, finding = heard(world, "lianyungang-2019")
    assert decide(case, finding, outcome=UntruthStatus.UNFULFILLED).outcome == "unfulfilled"
    assert CreditRecord.objects.get().kind == "unfulfilled"
    move = history("untruth_finding", finding.pk).last()
    assert move is not None and move.act == "find_unfulfilled"


def test_whoever_checked_does_not_find(world: Worlds) -> None:
    case, finding = heard(world)
    Membership.objects.create(
        account=case.verifier,
        agency=case.application.agency,
        role=Role.OFFICER,
        starts_on=SINCE,
    )
    with refused("same_person_checks_and_finds"):
        find(finding=finding, by=case.verifier, judgement=judgement(UNTRUE))


def test_nobody_else_finds_or_dismisses(world: Worlds) -> None:
    case, finding = heard(world)
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            find(finding=finding, by=account, judgement=judgement(UNTRUE))
        with refused("not_your_move"):
            dismiss(finding=finding, by=account, reason="没事")


def test_an_explanation_that_holds_leaves_no_mark(world: Worlds) -> None:
    case, finding = heard(world)
    with refused("reason_required"):
        dismiss(finding=finding, by=case.officer, reason="\x00 ")
    dismissed = dismiss(finding=finding, by=case.officer, reason="登记还没有更新，房子已经卖了。")
    assert (dismissed.status, dismissed.outcome) == (UntruthStatus.DISMISSED, "dismissed")
    assert not CreditRecord.objects.exists()
    with refused("move_not_possible"):
        dismiss(finding=finding, by=case.officer, reason="再来一次")
    with refused("move_not_possible"):
        decide(case, finding)


def test_what_is_plainly_an_error_is_dismissed_without_troubling_anybody(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    finding = dismiss(finding=case.contradicted(), by=case.officer, reason="查错了人")
    assert finding.status == UntruthStatus.DISMISSED and finding.notified_at is None
    assert deadlines.running("untruth_finding", finding.pk) == []


def test_while_it_is_open_the_case_goes_on(world: Worlds) -> None:
    case = world("ordos-2021").opened().accepted()
    case.contradicted()
    assert decide_case(application=case.application, by=case.officer, grant=True).decided_at


@clause("MJ21-2.3.8c")
def test_a_dismissed_contradiction_leaves_a_promise_kept(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().granted()
    finding = case.contradicted()
    dismiss(finding=finding, by=case.officer, reason="登记还没有更新。")
    finding.task.refresh_from_db()
    assert finding.task.status == TaskStatus.CONFIRMED
    assert "clear" in {row.act for row in history("verification_task", finding.task.pk)}
    for task in case.tasks():
        if task.status == TaskStatus.OPEN:
            record_result(
                task=task,
                by=case.verifier,
                result=TaskStatus.CONFIRMED,
                observation=Observation("属实"),
            )
    assert CreditRecord.objects.get(case_number=case.application.number).kind == "kept"
