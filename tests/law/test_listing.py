"""What a proposed entry must fulfil before review, by the words of each place."""

from dataclasses import replace
from typing import Any

import pytest

from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.listing import Checklist, Proposal, examine, examine_whole
from nuozheng.law.policy import load_policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import ProofKind, Substitution

ORDOS_21, ORDOS_23 = "ordos-2021", "ordos-2023"
BAQIAO, MAOJI, LYG = "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"
PLACES = (ORDOS_21, ORDOS_23, BAQIAO, MAOJI, LYG)
FACTS = ProofFacts(
    proof_name="收入证明",
    service_kind="行政给付",
    proof_kind=ProofKind.OTHER_STATE.value,
    domain="社会救助",
    basis_level="regulation",
    body_type="行政机关",
    correctable_afterwards=True,
    hard_to_undo=False,
)
CLEAN = {
    "high_risk": False,
    "costly_to_correct": False,
    "beyond_repair": False,
    "correctable_afterwards": True,
    "risk_controllable": True,
}


def proposal(place: str, checklist: dict[str, Any] | None = None, **changes: Any) -> Proposal:
    """A proof by commitment that nothing stands against, with some of it changed."""
    criteria = load_policy(place).scope.selection_criteria.value[:1]
    answers = Checklist.model_validate(CLEAN | {"selected_by": criteria} | (checklist or {}))
    facts = replace(FACTS, **changes.pop("facts", {}))
    values: dict[str, Any] = {
        "facts": answers.answered_facts(facts),
        "substitution": Substitution.COMMITMENT,
        "alternatives": (),
        "implementation_code": "11150000000000000X2000107001000",
        "other_way": "",
        "checklist": answers,
    }
    return Proposal(**(values | changes))


def against(place: str, wanted: Proposal) -> dict[str, Finding]:
    return {one.key: one for one in obstacles(examine(load_policy(place), wanted))}


@pytest.mark.parametrize("place", PLACES)
def test_nothing_stands_against_a_clean_entry(place: str) -> None:
    assert against(place, proposal(place)) == {}


@pytest.mark.clause("ORD21-3g", "XBQ21-2.1b", "MJ21-2.1.1b", "LYG19-1.1a")
@pytest.mark.parametrize("place", [ORDOS_21, BAQIAO, MAOJI, LYG])
def test_an_entry_names_the_criterion_by_which_it_was_chosen(place: str) -> None:
    rule = load_policy(place).scope.selection_criteria
    assert len(rule.value) == (4 if place == LYG else 3)
    without = against(place, proposal(place, {"selected_by": ()}))
    assert without["is_selected_by_a_criterion"].basis == rule.clause
    assert all(word in without["is_selected_by_a_criterion"].cure for word in rule.value)
    for word in rule.value:
        assert not against(place, proposal(place, {"selected_by": (word,)}))
    elsewhere = load_policy(ORDOS_21 if place == LYG else LYG).scope.selection_criteria.value
    assert against(place, proposal(place, {"selected_by": elsewhere}))


@pytest.mark.clause("ORD21-4.2d")
def test_what_is_included_by_default_is_left_off_only_with_a_reason() -> None:
    wanted = load_policy(ORDOS_21).scope.default_inclusion_when.value
    assert len(wanted) == 5
    kept: dict[str, Any] = {"substitution": Substitution.RETAINED}
    found = against(ORDOS_21, proposal(ORDOS_21, {"default_reasons": wanted}, **kept))
    assert found["leaves_nothing_off_unsaid"].basis == ("ORD21-4.2d",)
    said = {"default_reasons": wanted, "left_off_for": "数据还没有接通，年内接通以后列入"}
    assert not against(ORDOS_21, proposal(ORDOS_21, said, **kept))
    four = {"default_reasons": wanted[:4]}
    assert not against(ORDOS_21, proposal(ORDOS_21, four, **kept))


@pytest.mark.clause("ORD23-1a", "ORD23-3.1.2a")
@pytest.mark.parametrize("place", PLACES)
def test_every_entry_has_its_way(place: str) -> None:
    assert "has_a_way" in against(place, proposal(place, substitution=None))


@pytest.mark.clause("ORD23-A2e")
def test_another_way_is_written_out() -> None:
    found = against(ORDOS_23, proposal(ORDOS_23, substitution=Substitution.OTHER))
    assert found["other_way_is_written"].basis == ("ORD23-A2b",)
    said = proposal(ORDOS_23, substitution=Substitution.OTHER, other_way="由窗口查验原件")
    assert not against(ORDOS_23, said)


@pytest.mark.clause("ORD21-3k", "XBQ21-2.1e", "MJ21-2.1.1e")
@pytest.mark.parametrize("place", [ORDOS_21, BAQIAO, MAOJI])
def test_the_three_questions_of_risk_are_answered_and_three_times_yes_excludes(place: str) -> None:
    for name in ("high_risk", "costly_to_correct", "beyond_repair"):
        open_ = against(place, proposal(place, {name: None}))
        assert "residual_questions_are_answered" in open_
    yes: dict[str, Any] = {"high_risk": True, "costly_to_correct": True, "beyond_repair": True}
    excluded = against(place, proposal(place, yes | {"correctable_afterwards": None}))
    assert set(excluded) == {"residual_risk_is_bearable"}
    two = yes | {"correctable_afterwards": None, "beyond_repair": False}
    assert not against(place, proposal(place, two))


@pytest.mark.clause("ORD21-3i", "XBQ21-2.1d", "MJ21-2.1.1d")
@pytest.mark.parametrize("place", [ORDOS_21, BAQIAO, MAOJI])
def test_a_touched_field_keeps_commitment_out_but_no_other_way(place: str) -> None:
    touching = {"touches": frozenset({"financial_prudence"})}
    assert set(against(place, proposal(place, touching))) == {"touches_no_excluded_field"}
    shared = proposal(place, touching, substitution=Substitution.DATA_SHARING)
    assert not against(place, shared)
    beside = proposal(
        place, touching, substitution=Substitution.DATA_SHARING,
        alternatives=(Substitution.COMMITMENT,),
    )  # fmt: skip
    assert against(place, beside)
    assert not against(LYG, proposal(LYG, touching))


@pytest.mark.clause("ORD23-3.3.3a")
def test_ordos_2023_wants_both_suitability_questions_with_yes() -> None:
    for name in ("correctable_afterwards", "risk_controllable"):
        found = against(ORDOS_23, proposal(ORDOS_23, {name: False}))
        assert "correctable_and_controllable" in found


@pytest.mark.clause("ORD23-2.1.3a", "ORD23-3.3.1c")
def test_a_proof_without_a_basis_can_only_be_cancelled() -> None:
    bare: dict[str, Any] = {"facts": {"basis_level": ""}}
    for way in (Substitution.RETAINED, Substitution.DATA_SHARING):
        found = against(
            ORDOS_23,
            proposal(ORDOS_23, {"risk_assessment": "示例"}, substitution=way, **bare),
        )
        assert "baseless_is_cancelled" in found
    cancelled = proposal(ORDOS_23, substitution=Substitution.CANCELLED, **bare)
    assert not against(ORDOS_23, cancelled)


def test_a_kept_proof_has_its_risk_assessment_where_the_place_wants_one() -> None:
    kept: dict[str, Any] = {"substitution": Substitution.RETAINED}
    assert "kept_is_assessed" in against(ORDOS_23, proposal(ORDOS_23, **kept))
    assert not against(ORDOS_23, proposal(ORDOS_23, {"risk_assessment": "影响面小"}, **kept))
    assert "kept_is_assessed" not in against(MAOJI, proposal(MAOJI, **kept))


@pytest.mark.clause("ORD21-1a", "XBQ21-1c")
@pytest.mark.parametrize("place", [ORDOS_21, BAQIAO])
def test_a_matter_that_nobody_applies_for_is_refused(place: str) -> None:
    for way in (Substitution.COMMITMENT, Substitution.DATA_SHARING):
        wanted = proposal(place, substitution=way, facts={"on_application": False})
        assert "matter_is_on_application" in against(place, wanted)


@pytest.mark.clause("ORD21-3b", "ORD23-2.2b")
@pytest.mark.parametrize("place", [ORDOS_21, ORDOS_23])
def test_what_the_applicant_writes_is_no_proof(place: str) -> None:
    own = proposal(place, facts={"issued_by_another": False})
    assert "is_issued_by_another" in against(place, own)


def test_the_annex_wants_code_and_kind() -> None:
    found = against(ORDOS_23, proposal(ORDOS_23, implementation_code="", facts={"proof_kind": ""}))
    assert set(found) == {"is_coded", "has_its_kind"}
    assert not against(MAOJI, proposal(MAOJI, implementation_code="", facts={"proof_kind": ""}))


def test_the_whole_has_content_and_an_adjustment_its_grounds() -> None:
    policy = load_policy(MAOJI)

    def keys(**given: Any) -> list[str]:
        return [one.key for one in examine_whole(policy, **given)]

    assert keys(kind="list", changes=0, grounds="", has_documents=False) == ["nothing_proposed"]
    assert keys(kind="list", changes=1, grounds="", has_documents=False) == []
    for grounds, papers in (("", True), ("依据修改", False)):
        given: dict[str, Any] = {
            "kind": "adjustment",
            "changes": 1,
            "grounds": grounds,
            "has_documents": papers,
        }
        assert keys(**given) == ["adjustment_needs_grounds"]
