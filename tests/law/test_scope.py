"""Which proofs may go by commitment, in each place."""

from dataclasses import replace

import pytest

from nuozheng.law.findings import Outcome, obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.scope import PUBLIC_SERVICE_BODY, examine
from tests.law.switches import PLACES

clause = pytest.mark.clause

INCOME = ProofFacts(
    "收入证明",
    "行政给付",
    domain="社会救助",
    body_type="行政机关",
    basis_level="regulation",
    correctable_afterwards=True,
    hard_to_undo=False,
)


def refused(place: str, proof: ProofFacts) -> list[str]:
    return [finding.key for finding in obstacles(examine(load_policy(place), proof))]


@pytest.mark.parametrize("place", PLACES)
def test_an_ordinary_income_proof_may_go_by_commitment_everywhere(place: str) -> None:
    assert refused(place, INCOME) == []


FIELDS = ("national_security", "state_secret", "public_safety", "financial_prudence", "ecology")


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-3i")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.1d")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.1.1d")),
    ],
)
@pytest.mark.parametrize("field", FIELDS)
def test_five_fields_are_closed(place: str, field: str) -> None:
    proof = replace(INCOME, excluded_fields=frozenset({field}))
    assert refused(place, proof) == ["touches_no_excluded_field"]


@pytest.mark.parametrize("field", FIELDS)
@clause("LYG19-1.1b")
def test_lianyungang_closes_three_of_them(field: str) -> None:
    proof = replace(INCOME, excluded_fields=frozenset({field}))
    closed = field not in ("state_secret", "financial_prudence")
    assert bool(refused("lianyungang-2019", proof)) is closed


@pytest.mark.parametrize(
    ("place", "relation"),
    [
        pytest.param("ordos-2021", "personal_health", marks=clause("ORD21-3j")),
        pytest.param("ordos-2021", "life_property", marks=clause("ORD21-3j")),
        pytest.param("ordos-2021", "major_foreign", marks=clause("ORD21-3k")),
        pytest.param("xian-baqiao-2021", "personal_health", marks=clause("XBQ21-2.1d")),
        pytest.param("xian-baqiao-2021", "life_property", marks=clause("XBQ21-2.1d")),
        pytest.param("xian-baqiao-2021", "major_foreign", marks=clause("XBQ21-2.1e")),
        pytest.param("huainan-maoji-2021", "personal_health", marks=clause("MJ21-2.1.1d")),
        pytest.param("huainan-maoji-2021", "life_property", marks=clause("MJ21-2.1.1d")),
        pytest.param("huainan-maoji-2021", "major_foreign", marks=clause("MJ21-2.1.1e")),
        pytest.param("lianyungang-2019", "citizen_safety", marks=clause("LYG19-1.1b")),
        pytest.param("lianyungang-2019", "personal_health", marks=clause("LYG19-1.1b")),
    ],
)
def test_relations_that_are_closed(place: str, relation: str) -> None:
    proof = replace(INCOME, excluded_relations=frozenset({relation}))
    assert refused(place, proof) == ["bears_on_no_excluded_relation"]


def test_lianyungang_names_no_foreign_relation() -> None:
    proof = replace(INCOME, excluded_relations=frozenset({"major_foreign"}))
    assert refused("lianyungang-2019", proof) == []


RISKY = replace(INCOME, risk="high", correctable_afterwards=False, hard_to_undo=True)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-3k")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.1e")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.1.1e")),
    ],
)
def test_the_residual_risk_needs_all_three(place: str) -> None:
    assert refused(place, RISKY) == ["residual_risk_is_bearable"]
    assert refused(place, replace(RISKY, risk="medium")) == []
    assert refused(place, replace(RISKY, correctable_afterwards=True)) == []
    assert refused(place, replace(RISKY, hard_to_undo=False)) == []
    unanswered = examine(load_policy(place), replace(RISKY, hard_to_undo=None))
    finding = next(one for one in unanswered if one.key == "residual_risk_is_bearable")
    assert finding.outcome is Outcome.UNKNOWN and finding.cure


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"correctable_afterwards": False}, ["correctable_and_controllable"]),
        ({"correctable_afterwards": None}, ["correctable_and_controllable"]),
        ({"risk": "high"}, ["correctable_and_controllable"]),
    ],
)
@clause("ORD23-3.3.3a")
def test_ordos_2023_wants_both_shown(change: dict[str, object], expected: list[str]) -> None:
    proof = replace(INCOME, **change)  # type: ignore[arg-type]
    assert refused("ordos-2023", proof) == expected
    assert refused("ordos-2021", proof) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-1a")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-1c")),
        "huainan-maoji-2021",
    ],
)
def test_what_is_done_ex_officio_is_out(place: str) -> None:
    assert refused(place, replace(INCOME, on_application=False)) == ["matter_is_on_application"]


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        pytest.param("ordos-2021", "行政许可", True, marks=clause("ORD21-2b")),
        pytest.param("ordos-2021", "行政检查", False, marks=clause("ORD21-2b")),
        pytest.param("xian-baqiao-2021", "行政确认", True, marks=clause("XBQ21-1c")),
        pytest.param("huainan-maoji-2021", "行政裁决", False, marks=clause("ORD23-3.1.1a")),
        *(
            pytest.param("ordos-2023", kind, True, marks=clause("ORD23-3.1.1a"))
            for kind in (
                "行政许可",
                "行政确认",
                "行政给付",
                "行政奖励",
                "行政裁决",
                "其他行政权力",
                "公共服务",
            )
        ),
    ],
)
def test_the_matter_types_of_each_text(place: str, kind: str, expected: bool) -> None:
    found = refused(place, replace(INCOME, service_kind=kind))
    assert found == ([] if expected else ["matter_type_is_covered"])


def test_public_service_bodies_belong_to_ordos_2023_only() -> None:
    proof = replace(INCOME, body_type=PUBLIC_SERVICE_BODY)
    assert refused("ordos-2023", proof) == []
    assert refused("ordos-2021", proof) == ["body_is_covered"]


@pytest.mark.parametrize(
    ("place", "change", "expected"),
    [
        pytest.param("ordos-2023", {"basis_level": ""}, False, marks=clause("ORD23-2.1.3a")),
        pytest.param("ordos-2023", {"basis_level": "rule"}, False, marks=clause("ORD23-2.1.3a")),
        pytest.param(
            "ordos-2023",
            {"basis_level": "rule", "kept_for": "涉及未成年人，经审核保留"},
            True,
            marks=clause("ORD23-2.1.3a"),
        ),
        pytest.param(
            "ordos-2023",
            {"basis_level": "", "kept_for": "部门要求"},
            False,
            marks=clause("ORD23-3.3.1c"),
        ),
        pytest.param("ordos-2023", {"basis_in_force": False}, False),
        pytest.param("ordos-2021", {"basis_level": "rule"}, True),
        pytest.param("huainan-maoji-2021", {"basis_level": ""}, False),
        pytest.param("huainan-maoji-2021", {"basis_level": "state_council_decision"}, True),
    ],
)
def test_a_proof_without_law_is_not_promised_but_dropped(
    place: str, change: dict[str, object], expected: bool
) -> None:
    found = refused(place, replace(INCOME, **change))  # type: ignore[arg-type]
    assert found == ([] if expected else ["rests_on_a_legal_basis"])


@clause("ORD23-3.3.1b")
def test_problem_proofs_fall_in_ordos_2023_and_shrink_in_ordos_2021() -> None:
    proof = replace(INCOME, problem="circular")
    assert refused("ordos-2023", proof) == ["is_no_problem_proof"]
    assert refused("ordos-2021", proof) == []


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param("ordos-2021", [], marks=clause("ORD21-4.1a")),
        pytest.param("xian-baqiao-2021", ["compulsion_is_allowed"], marks=clause("XBQ21-2.2a")),
        pytest.param("huainan-maoji-2021", ["compulsion_is_allowed"], marks=clause("MJ21-2.1.2a")),
        ("ordos-2023", ["compulsion_is_allowed"]),
        ("lianyungang-2019", ["compulsion_is_allowed"]),
    ],
)
def test_only_ordos_2021_may_compel(place: str, expected: list[str]) -> None:
    assert refused(place, replace(INCOME, mandatory_commitment=True)) == expected


@clause("XBQ21-2.2f")
def test_a_proof_on_the_negative_list_is_closed_where_there_is_one() -> None:
    proof = replace(INCOME, negative_situations=("N-03 大额补贴",))
    assert refused("xian-baqiao-2021", proof) == ["proof_not_on_the_negative_list"]
    assert refused("huainan-maoji-2021", proof) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-3b")),
        pytest.param("ordos-2023", marks=clause("ORD23-2.2b")),
    ],
)
def test_what_nobody_else_issues_is_no_proof(place: str) -> None:
    found = refused(place, replace(INCOME, issued_by_another=False))
    assert found == ["is_issued_by_another"]


def test_without_conditions_nothing_can_be_promised() -> None:
    assert refused("ordos-2021", replace(INCOME, conditions_count=0)) == [
        "has_conditions_to_promise"
    ]


FOOD_HANDLER = replace(
    INCOME,
    proof_name="从业人员健康证明",
    service_kind="其他行政权力",
    domain="健康体检",
    basis_level="law",
    risk="high",
    excluded_relations=frozenset({"personal_health"}),
    correctable_afterwards=False,
    hard_to_undo=True,
)
CHECK_SITE = replace(
    FOOD_HANDLER,
    proof_name="体检机构地址证明",
    risk="low",
    excluded_relations=frozenset(),
    correctable_afterwards=True,
    hard_to_undo=False,
)


@pytest.mark.parametrize("place", PLACES)
@clause("ORD21-3j")
def test_health_checks_are_a_priority_and_health_itself_is_not(place: str) -> None:
    assert {"bears_on_no_excluded_relation", "priority_is_no_licence"} <= set(
        refused(place, FOOD_HANDLER)
    )
    assert refused(place, CHECK_SITE) == []


@pytest.mark.parametrize("place", PLACES)
def test_a_health_tag_on_what_can_be_undone_is_paperwork(place: str) -> None:
    tagged = replace(CHECK_SITE, excluded_relations=frozenset({"personal_health"}))
    assert refused(place, tagged) == []
    assert refused(place, replace(tagged, domain="社会救助")) == ["bears_on_no_excluded_relation"]


@pytest.mark.parametrize("place", PLACES)
def test_every_obstacle_has_its_clause_and_its_cure(place: str) -> None:
    worst = replace(
        RISKY,
        on_application=False,
        service_kind="行政检查",
        excluded_fields=frozenset(FIELDS),
        basis_level="",
        conditions_count=0,
    )
    found = obstacles(examine(load_policy(place), worst))
    assert len(found) >= 5
    assert all(one.basis and one.cure and one.appeal for one in found)
