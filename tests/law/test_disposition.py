"""How each proof is met, in each place's order."""

from dataclasses import replace
from datetime import date

import pytest

from nuozheng.law import eligibility
from nuozheng.law.credit import RecordFact
from nuozheng.law.disposition import dispose, may_choose, may_decline
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.findings import Finding, Outcome
from nuozheng.law.policy import load_policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import Severity, Substitution
from nuozheng.law.ways import SourceAvailability
from tests.law.switches import PLACES

clause = pytest.mark.clause
CANCELLED, SHARED = Substitution.CANCELLED, Substitution.DATA_SHARING
COMMITTED, VERIFIED = Substitution.COMMITMENT, Substitution.AGENCY_VERIFICATION
OTHER, SUBMITTED = Substitution.OTHER, Substitution.RETAINED
TODAY = date(2026, 11, 24)

PROOF = ProofFacts(
    "收入证明",
    "行政给付",
    basis_level="regulation",
    correctable_afterwards=True,
    hard_to_undo=False,
    agency_verifiable=True,
)
SHARABLE = replace(PROOF, data_sharable=True)
OLD_PLACES = tuple(place for place in PLACES if place != "ordos-2023")


def barred(place: str) -> list[Finding]:
    false = RecordFact(
        Severity.SERIOUS, "false", date(2026, 6, 18), "示认〔2026〕12号", "示例市住房公积金中心"
    )
    return eligibility.examine(load_policy(place), ApplicantFacts(TODAY, (false,)))


@clause("ORD23-2.2c")
def test_ordos_2023_shares_first_then_commits_and_never_collects() -> None:
    policy = load_policy("ordos-2023")
    shared = dispose(policy, SHARABLE)
    assert shared.substitution is SHARED
    assert shared.alternatives == (COMMITTED, VERIFIED)
    for proof in (PROOF, SHARABLE, replace(PROOF, agency_verifiable=False)):
        for answers in ([], barred("ordos-2023")):
            disposition = dispose(policy, proof, answers)
            assert SUBMITTED not in (*disposition.ways, disposition.fallback)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        pytest.param({"basis_level": ""}, "依据", marks=clause("ORD23-2.1.3a")),
        pytest.param({"basis_level": "normative"}, "依据", marks=clause("ORD23-3.3.1a")),
        pytest.param({"problem": "odd"}, "奇葩", marks=clause("ORD23-3.3.1b")),
    ],
)
def test_ordos_2023_cancels_what_has_no_law_or_no_sense(
    change: dict[str, object], word: str
) -> None:
    disposition = dispose(load_policy("ordos-2023"), replace(SHARABLE, **change))  # type: ignore[arg-type]
    assert disposition.ways == (CANCELLED,)
    assert word in disposition.findings[0].detail and disposition.findings[0].basis


@clause("ORD23-1a")
@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (replace(PROOF, basis_level=""), CANCELLED),
        (SHARABLE, SHARED),
        (PROOF, COMMITTED),
        (replace(PROOF, risk="high"), VERIFIED),
        (replace(PROOF, risk="high", agency_verifiable=False), OTHER),
    ],
)
def test_every_proof_has_one_way_in_ordos_2023(proof: ProofFacts, expected: Substitution) -> None:
    assert dispose(load_policy("ordos-2023"), proof).substitution is expected


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.1b")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.2a")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.1.2a")),
        "lianyungang-2019",
    ],
)
def test_commitment_is_a_real_choice(place: str) -> None:
    policy = load_policy(place)
    disposition = dispose(policy, PROOF)
    assert disposition.substitution is COMMITTED and SUBMITTED in disposition.alternatives
    assert may_choose(policy, disposition, SUBMITTED).outcome is Outcome.MET
    assert may_choose(policy, disposition, COMMITTED).outcome is Outcome.MET
    refused = may_choose(policy, disposition, CANCELLED)
    assert refused.outcome is Outcome.NOT_MET and refused.cure


@clause("ORD21-4.1a")
def test_a_compulsory_proof_leaves_only_the_fallback() -> None:
    policy = load_policy("ordos-2021")
    compulsory = dispose(policy, replace(PROOF, mandatory_commitment=True))
    assert compulsory.compulsory and compulsory.ways == (COMMITTED,)
    assert compulsory.fallback is SUBMITTED
    assert may_choose(policy, compulsory, SUBMITTED).outcome is Outcome.NOT_MET


@pytest.mark.parametrize("place", OLD_PLACES)
def test_where_nothing_is_compulsory_such_a_setting_closes_commitment(place: str) -> None:
    disposition = dispose(load_policy(place), replace(PROOF, mandatory_commitment=True))
    assert disposition.compulsory is (place == "ordos-2021")


@pytest.mark.parametrize(
    ("place", "level", "asked"),
    [
        pytest.param("ordos-2021", "law", True, marks=clause("ORD21-4.1c")),
        pytest.param("ordos-2021", "regulation", True, marks=clause("ORD21-4.1c")),
        pytest.param("ordos-2021", "state_council_decision", False, marks=clause("ORD21-4.1c")),
        pytest.param("ordos-2021", "rule", False, marks=clause("ORD21-4.1c")),
        *(
            pytest.param(place, level, asked, marks=clause(rule))
            for place, rule in (
                ("xian-baqiao-2021", "XBQ21-2.2b"),
                ("huainan-maoji-2021", "MJ21-2.1.2b"),
            )
            for level, asked in (
                ("law", True),
                ("state_council_decision", True),
                ("rule", False),
                ("", False),
            )
        ),
    ],
)
def test_who_declines_submits_only_what_law_demands(place: str, level: str, asked: bool) -> None:
    proof = replace(PROOF, basis_level=level, agency_verifiable=False)  # type: ignore[arg-type]
    assert (dispose(load_policy(place), proof).fallback is SUBMITTED) is asked


@pytest.mark.parametrize(
    ("place", "reasons"),
    [
        pytest.param(
            "ordos-2021",
            {"unwilling", "unable", "wont_bear_liability"},
            marks=clause("ORD21-4.1c"),
        ),
        pytest.param("xian-baqiao-2021", {"unwilling", "unable"}, marks=clause("XBQ21-2.2b")),
        pytest.param("huainan-maoji-2021", {"unwilling", "unable"}, marks=clause("MJ21-2.1.2b")),
    ],
)
def test_the_reasons_to_decline(place: str, reasons: set[str]) -> None:
    every = ("unwilling", "unable", "wont_bear_liability", "no_time")
    accepted = {
        reason for reason in every if may_decline(load_policy(place), reason).outcome is Outcome.MET
    }
    assert accepted == reasons


@pytest.mark.parametrize("place", PLACES)
def test_whoever_is_barred_goes_on_by_the_next_way_and_is_told(place: str) -> None:
    disposition = dispose(load_policy(place), PROOF, barred(place))
    assert COMMITTED not in (*disposition.ways, disposition.fallback)
    expected = VERIFIED if place == "ordos-2023" else SUBMITTED
    assert disposition.substitution is expected
    told = next(one for one in disposition.findings if one.key == "commitment_is_open")
    assert told.outcome is Outcome.NOT_MET and "照样能办" in told.detail and told.cure
    assert "no_false_commitment_before" in [one.key for one in disposition.findings]


@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_credit_standing_moves_nothing(place: str) -> None:
    policy = load_policy(place)
    unsure = eligibility.examine(policy, ApplicantFacts(TODAY, credit_answered=False))
    assert dispose(policy, PROOF, unsure).substitution is COMMITTED


def test_a_source_that_is_down_sends_nobody_for_paper() -> None:
    policy = load_policy("ordos-2023")
    down = dispose(policy, SHARABLE, (), SourceAvailability(data_sharing=None))
    assert down.substitution is SHARED and COMMITTED in down.alternatives
    told = next(one for one in down.findings if one.key == "shared_data_can_answer")
    assert told.outcome is Outcome.UNKNOWN
    nothing = dispose(policy, SHARABLE, (), SourceAvailability(data_sharing=False))
    assert nothing.substitution is COMMITTED


def test_where_nobody_may_be_asked_the_office_finds_out_itself() -> None:
    policy = load_policy("ordos-2021")
    closed = replace(
        PROOF,
        basis_level="rule",
        agency_verifiable=False,
        excluded_fields=frozenset({"public_safety"}),
    )
    assert dispose(policy, closed).substitution is OTHER
    assert dispose(policy, replace(closed, basis_level="")).substitution is CANCELLED
