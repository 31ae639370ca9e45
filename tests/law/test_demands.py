"""What an officer may ask an applicant for."""

from dataclasses import replace

import pytest

from nuozheng.law.demands import ProofState, examine, may_ask
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import Substitution
from tests.law.switches import PLACES

clause = pytest.mark.clause
LEASE = ProofFacts("现住房租赁合同", "行政给付", basis_level="regulation")
LISTED = frozenset({"现住房租赁合同"})
SUBMITTED = ProofState(Substitution.RETAINED)


def refused(place: str, state: ProofState | None, proof: ProofFacts) -> list[str]:
    found = obstacles(examine(load_policy(place), LISTED, state, proof))
    assert all(one.cure for one in found)
    return [one.key for one in found]


@pytest.mark.parametrize("place", [place for place in PLACES if place != "ordos-2023"])
def test_a_listed_lawful_proof_may_be_asked(place: str) -> None:
    assert may_ask(load_policy(place), LISTED, SUBMITTED, LEASE)


@clause("ORD23-2.1.3c")
def test_outside_the_list_nothing_is_asked_in_ordos_2023() -> None:
    unlisted = replace(LEASE, proof_name="居住情况证明")
    assert "is_on_the_list" in refused("ordos-2023", None, unlisted)
    assert "is_on_the_list" not in refused("ordos-2021", None, unlisted)


@clause("ORD23-2.2c")
def test_even_a_listed_proof_is_not_collected_in_ordos_2023() -> None:
    assert refused("ordos-2023", SUBMITTED, LEASE) == ["applicant_may_be_asked"]


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-3f")),
        pytest.param("ordos-2023", marks=clause("ORD23-3.3.3e")),
        "xian-baqiao-2021",
        "huainan-maoji-2021",
        "lianyungang-2019",
    ],
)
def test_what_was_promised_is_not_asked_again(place: str) -> None:
    state = ProofState(Substitution.COMMITMENT, committed=True)
    assert "is_not_covered_by_commitment" in refused(place, state, LEASE)
    withdrawn = ProofState(Substitution.RETAINED, committed=False)
    assert "is_not_covered_by_commitment" not in refused(place, withdrawn, LEASE)


@pytest.mark.parametrize(
    "way", [Substitution.CANCELLED, Substitution.DATA_SHARING, Substitution.AGENCY_VERIFICATION]
)
def test_what_is_met_otherwise_is_not_asked_as_well(way: Substitution) -> None:
    assert refused("ordos-2021", ProofState(way), LEASE) == ["is_not_met_otherwise"]


@pytest.mark.parametrize(
    ("place", "level", "expected"),
    [
        pytest.param("ordos-2021", "rule", False, marks=clause("ORD21-4.1c")),
        pytest.param("xian-baqiao-2021", "normative", False, marks=clause("XBQ21-2.2b")),
        pytest.param("huainan-maoji-2021", "", False, marks=clause("MJ21-2.1.2b")),
        pytest.param(
            "huainan-maoji-2021", "state_council_decision", True, marks=clause("MJ21-2.1.2b")
        ),
    ],
)
def test_without_law_nothing_is_asked(place: str, level: str, expected: bool) -> None:
    proof = replace(LEASE, basis_level=level)  # type: ignore[arg-type]
    assert may_ask(load_policy(place), LISTED, SUBMITTED, proof) is expected
    repealed = replace(LEASE, basis_in_force=False)
    assert not may_ask(load_policy(place), LISTED, SUBMITTED, repealed)
