"""Measures: those of the place, at their stage, by a named officer, on a final finding."""

from datetime import date
from typing import Any

import pytest

from nuozheng.evidence.moves import history
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.actions.consequence import Wanted, close, offers, take
from nuozheng.verification.actions.find import find
from nuozheng.verification.models import Consequence, UntruthFinding
from tests.intending import told_and_answered
from tests.refusing import refused
from tests.world import Case, Worlds, judgement

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
UNTRUE, FALSE = UntruthStatus.UNTRUE, UntruthStatus.FALSE
LATER = date(2099, 1, 4)
COMPLETE: dict[str, dict[str, Any]] = {
    "rectify": {"due_on": LATER, "content": "补齐材料"},
    "penalise": {"content": "罚款五百元"},
    "refer": {"receiving_body": "示例市公安局", "sent_on": date(2026, 12, 1), "files": ("案卷",)},
}


def wanted(measure: str, **fields: Any) -> Wanted:
    values = {
        "document_number": f"示例处〔2026〕{measure}号",
        "legal_basis": "《示例条例》第二条",
    } | COMPLETE.get(measure, {})
    return Wanted(measure, **(values | fields))


def found(
    world: Worlds,
    slug: str = "ordos-2021",
    outcome: UntruthStatus = UNTRUE,
    *,
    decided: bool = False,
    who: str = "honest_company",
) -> tuple[Case, UntruthFinding]:
    case = world(slug).opened(who)
    (case.granted if decided else case.signed)()
    finding = case.found(outcome)
    case.refresh()
    return case, finding


def measure(case: Case, finding: UntruthFinding, kind: str, **fields: Any) -> Consequence:
    return take(finding=finding, by=case.officer, wanted=wanted(kind, **fields))


@clause("ORD21-4.4k")
def test_an_open_case_is_terminated(world: Worlds) -> None:
    case, finding = found(world)
    assert [one.kind for one in offers(finding)] == ["terminate", "rectify", "penalise", "refer"]
    taken = measure(case, finding, "terminate")
    application = case.refresh()
    assert application.status == ApplicationStatus.TERMINATED
    assert taken.document is not None and taken.document.intact
    assert (taken.decided_by, taken.legal_basis) == (case.officer, "《示例条例》第二条")
    move = case.moves()[-1]
    assert (move.act, move.role, move.detail) == (
        "terminate",
        Role.OFFICER,
        {"document": taken.document_number},
    )
    trail = history("untruth_finding", finding.pk).last()
    assert trail is not None and trail.act == "take.terminate"


@clause("ORD21-4.4m")
def test_a_decision_is_revoked(world: Worlds) -> None:
    case, finding = found(world, decided=True)
    kinds = [one.kind for one in offers(finding)]
    assert "revoke" in kinds and "terminate" not in kinds
    measure(case, finding, "revoke")
    assert case.refresh().status == ApplicationStatus.REVOKED


@clause("XBQ21-2.5j", "MJ21-2.3.7f")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_each_measure_at_its_stage_and_with_its_legal_basis(world: Worlds, slug: str) -> None:
    case, finding = found(world, slug)
    with refused("measure_fits_the_stage"):
        measure(case, finding, "revoke")
    with refused("has_what_it_needs"):
        measure(case, finding, "terminate", legal_basis=" \x00")
    taken = measure(case, finding, "rectify")
    assert taken.document is not None
    assert not Consequence.objects.exclude(pk=taken.pk).exists()


@clause("LYG19-2.2.1a")
@pytest.mark.parametrize(("decided", "kind"), [(False, "application"), (True, "decision")])
def test_lianyungang_treats_it_as_invalid(world: Worlds, decided: bool, kind: str) -> None:
    case, finding = found(world, "lianyungang-2019", decided=decided)
    taken = measure(case, finding, f"invalid_{kind}")
    assert case.refresh().status == ApplicationStatus.INVALID
    assert (case.moves()[-1].act, case.moves()[-1].role) == ("invalidate", Role.OFFICER)
    assert "LYG19-2.2.1b" in taken.basis


def test_elsewhere_nothing_is_invalid(world: Worlds) -> None:
    case, finding = found(world)
    with refused("measure_is_known_here"):
        measure(case, finding, "invalid_application")


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        pytest.param("rectify", {"due_on": None}, marks=clause("ORD21-4.4l")),
        ("rectify", {"content": ""}),
        pytest.param("penalise", {"legal_basis": ""}, marks=clause("ORD21-4.4n")),
        ("penalise", {"content": ""}),
        pytest.param("refer", {"receiving_body": ""}, marks=clause("ORD21-4.4p")),
        ("refer", {"sent_on": None}),
        ("refer", {"files": (" ",)}),
    ],
)
def test_a_measure_without_what_it_needs_is_none(
    world: Worlds, kind: str, change: dict[str, Any]
) -> None:
    case, finding = found(world)
    with refused("has_what_it_needs"):
        measure(case, finding, kind, **change)
    assert not Consequence.objects.exists()
    if kind == "penalise":
        told_and_answered(case, finding)
    measure(case, finding, kind, considered="没有异议。")


@clause("ORD21-4.4p")
def test_a_referral_keeps_to_whom_when_and_with_what(world: Worlds) -> None:
    case, finding = found(world)
    content = measure(case, finding, "refer").content
    assert "示例市公安局" in content and "2026年12月1日" in content and "案卷" in content


@clause("ORD21-4.4p", "XBQ21-2.5l", "MJ21-2.3.7h", "LYG19-2.2.2b")
@pytest.mark.parametrize(
    "slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"]
)
def test_a_suspected_crime_is_referred_before_it_closes(world: Worlds, slug: str) -> None:
    case = world(slug).opened("honest_company").granted()
    finding = case.heard()
    find(finding=finding, by=case.officer, judgement=judgement(UNTRUE, crime_suspected=True))
    finding.refresh_from_db()
    with refused("closes_with_refer"):
        close(finding=finding, by=case.officer, no_basis={"refer": "不想移送"})
    assert measure(case, finding, "refer").document
    assert close(finding=finding, by=case.officer).status == UntruthStatus.CLOSED


def test_what_cannot_be_kept_is_refused_not_cut(world: Worlds) -> None:
    case, finding = found(world)
    with refused("document_required"):
        measure(case, finding, "terminate", document_number=" ")
    for change in ({"document_number": "号" * 81}, {"legal_basis": "条" * 201}):
        with refused("text_too_long"):
            measure(case, finding, "terminate", **change)
    with refused("measure_unknown"):
        measure(case, finding, "banish")


def test_no_measure_before_the_finding(world: Worlds) -> None:
    case = world("ordos-2021").opened("honest_company").signed()
    finding = case.heard()
    assert offers(finding) == []
    with refused("finding_is_final"):
        measure(case, finding, "terminate")
    with refused("move_not_possible"):
        close(finding=finding, by=case.officer)


def test_a_measure_is_taken_once(world: Worlds) -> None:
    case, finding = found(world)
    measure(case, finding, "rectify")
    with refused("measure_taken_once"):
        measure(case, finding, "rectify")
    assert "rectify" not in [one.kind for one in offers(finding)]


def test_nobody_else_takes_or_closes(world: Worlds) -> None:
    case, finding = found(world)
    for account in (*case.not_of_the_office.values(), case.verifier):
        with refused("not_your_move"):
            take(finding=finding, by=account, wanted=wanted("terminate"))
        with refused("not_your_move"):
            close(finding=finding, by=account)
    assert case.refresh().status == ApplicationStatus.SUBMITTED


@clause("ORD21-4.5d", "LYG19-2.2b", "LYG19-1.1.2d")
@pytest.mark.parametrize("slug", ["ordos-2021", "lianyungang-2019"])
def test_a_wilful_one_closes_with_both_or_with_why_not(world: Worlds, slug: str) -> None:
    case, finding = found(world, slug, FALSE, decided=True)
    with refused("closes_with_revoke", "closes_with_penalise"):
        close(finding=finding, by=case.officer)
    measure(case, finding, "revoke")
    with refused("closes_with_penalise"):
        close(finding=finding, by=case.officer, no_basis={"penalise": " "})
    closed = close(
        finding=finding, by=case.officer, no_basis={"penalise": "没有设定处罚的法律、法规。"}
    )
    assert closed.status == UntruthStatus.CLOSED
    move = history("untruth_finding", finding.pk).last()
    assert move is not None and "没有设定处罚" in move.reason
    assert move.detail == {"no_basis": ["penalise"]}
    with refused("move_not_possible"):
        close(finding=finding, by=case.officer)


def test_any_other_closes_with_one_measure(world: Worlds) -> None:
    case, finding = found(world)
    with refused("closes_with_a_measure"):
        close(finding=finding, by=case.officer)
    measure(case, finding, "terminate")
    assert close(finding=finding, by=case.officer).status == UntruthStatus.CLOSED


def test_ending_the_case_first_lowers_nothing(world: Worlds) -> None:
    """An open wilful case that was terminated is still judged by the stage of the finding."""
    case, finding = found(world, outcome=FALSE)
    with refused("closes_with_penalise"):
        close(finding=finding, by=case.officer)
    measure(case, finding, "terminate")
    with refused("closes_with_penalise"):
        close(finding=finding, by=case.officer)
    told_and_answered(case, finding)
    measure(case, finding, "penalise", considered="没有异议。")
    assert close(finding=finding, by=case.officer).status == UntruthStatus.CLOSED
