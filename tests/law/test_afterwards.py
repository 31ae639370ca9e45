"""The rules of what follows: correction, intended measures, hearing, review, third parties."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nuozheng.law.afterwards.correcting import CorrectionFacts, may_correct
from nuozheng.law.afterwards.intended import (
    IntendedFacts,
    Other,
    Penalty,
    gives_hearing,
    may_carry_out,
    must_be_told_first,
    review_causes,
)
from nuozheng.law.afterwards.moves import IntendedStatus
from nuozheng.law.afterwards.third_parties import checked_before_effect
from nuozheng.law.closing import may_close
from nuozheng.law.consequences import UntrueFacts
from nuozheng.law.findings import Outcome, obstacles
from nuozheng.law.policy import load_policy
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause
ORDOS = load_policy("ordos-2021")
TODAY = date(2026, 11, 23)
BEFORE, LATER = TODAY - timedelta(1), TODAY + timedelta(1)
READY = IntendedFacts(TODAY, IntendedStatus.TOLD, answer_until=BEFORE)
HELD = replace(READY, status=IntendedStatus.HEARING_HELD, hearing_until=BEFORE)


@clause("CN-CFF-63", "CN-CFF-63.1")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("penalty", "company", "heard"),
    [
        (None, False, False),
        (Penalty("warning"), False, False),
        (Penalty("fine", 1999), False, False),
        (Penalty("fine", 2000), False, True),
        (Penalty("fine", 2000), True, False),
        (Penalty("fine", 10_000), True, True),
        (Penalty("downgrade"), False, True),
        (Penalty("closure"), True, True),
    ],
)
def test_who_may_be_heard(place: str, penalty: Penalty | None, company: bool, heard: bool) -> None:
    found = gives_hearing(load_policy(place), penalty, company=company)
    assert (found.outcome is Outcome.MET) == heard and not found.is_obstacle


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (READY, []),
        (replace(READY, answer_until=TODAY), ["had_their_say"]),
        (replace(READY, answer_until=LATER, answered=True), ["answer_was_considered"]),
        (replace(READY, answered=True, answer_considered=True), []),
        (replace(READY, hearing_until=TODAY), ["hearing_was_held"]),
        (replace(READY, hearing_until=LATER, hearing_forgone=True), []),
        (
            replace(READY, status=IntendedStatus.HEARING_ASKED, hearing_until=BEFORE),
            ["hearing_was_held"],
        ),
        pytest.param(HELD, ["hearing_was_considered"], marks=clause("CN-CFF-65")),
        (replace(HELD, hearing_considered=True), []),
        pytest.param(
            replace(READY, others=(Other("邻居", LATER),)),
            ["third_party_had_their_say"],
            marks=clause("ORD21-4.6h"),
        ),
        (replace(READY, others=(Other("邻居", BEFORE),)), []),
        (replace(READY, others=(Other("邻居", BEFORE, True),)), ["third_party_had_their_say"]),
        (replace(READY, others=(Other("邻居", LATER, True, True),)), []),
        pytest.param(
            replace(READY, review_causes=("hearing",)),
            ["legal_review_has_passed"],
            marks=clause("CN-CFF-58"),
        ),
        (replace(READY, review_causes=("hearing",), reviewed=False), ["legal_review_has_passed"]),
        (replace(READY, review_causes=("hearing",), reviewed=True), []),
    ],
)
def test_what_stands_before_a_measure(facts: IntendedFacts, keys: list[str]) -> None:
    found = obstacles(may_carry_out(ORDOS, facts))
    assert [one.key for one in found] == keys
    assert all(one.basis and one.cure for one in found)


def test_what_has_to_be_told_and_reviewed() -> None:
    assert must_be_told_first("penalise", touches_others=False)
    assert must_be_told_first("revoke", touches_others=True)
    assert not must_be_told_first("revoke", touches_others=False)
    assert not must_be_told_first("terminate", touches_others=True)
    every = review_causes(ORDOS, heard=True, others=True, complex_case=True, public=True)
    assert set(every) == {"public_interest", "hearing", "third_party", "complex"}
    only = switched(ORDOS, "consequences.legal_review_when", ("complex",))
    assert review_causes(only, heard=True, others=True, complex_case=False, public=True) == ()


@clause("ORD21-4.6h")
def test_before_it_takes_effect() -> None:
    def found(place: str, unguarded: list[str], touches: bool = True) -> Outcome:
        return checked_before_effect(
            load_policy(place), unchecked=["甲", "乙"], unguarded=unguarded, touches=touches
        ).outcome

    assert found("ordos-2021", ["乙"]) is Outcome.NOT_MET
    assert found("ordos-2021", []) is Outcome.MET
    assert found("ordos-2021", ["乙"], touches=False) is Outcome.NOT_APPLICABLE
    assert found("lianyungang-2019", ["乙"]) is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        (CorrectionFacts(True, False, 1), []),
        (CorrectionFacts(False, False, 1), ["commitment_stands"]),
        (CorrectionFacts(True, True, 1), ["commitment_stands"]),
        (CorrectionFacts(True, False, 0), ["something_is_corrected"]),
        (CorrectionFacts(True, False, 1, ("收入",)), ["check_has_not_begun"]),
    ],
)
def test_what_may_be_corrected(facts: CorrectionFacts, keys: list[str]) -> None:
    assert [one.key for one in obstacles(may_correct(facts))] == keys


@clause("ORD21-4.4l")
def test_an_order_to_rectify_alone_closes_nothing() -> None:
    facts = UntrueFacts("open", deliberate=False)

    def keys(*taken: str, rectified: bool) -> list[str]:
        found = obstacles(may_close(ORDOS, facts, taken, rectified=rectified))
        return [one.key for one in found]

    assert keys("rectify", rectified=False) == ["rectification_is_over"]
    assert keys("rectify", rectified=True) == []
    assert keys("rectify", "terminate", rectified=False) == []
