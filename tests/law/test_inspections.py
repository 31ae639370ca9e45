"""When a visit may be made, who goes, and what must be there before it is closed."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from nuozheng.law.findings import obstacles
from nuozheng.law.inspections import (
    Earlier,
    Inspector,
    Seen,
    Signed,
    VisitFacts,
    VisitRecordFacts,
    Wanted,
    joint_visit,
    may_close,
    may_record,
    may_visit,
)
from nuozheng.law.policy import load_policy
from nuozheng.verification.inspections.route import Stop, in_order, kilometres
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause
TODAY = date(2027, 3, 1)
SOON = TODAY + timedelta(days=2)
ORDOS, MAOJI, BAQIAO = "ordos-2021", "huainan-maoji-2021", "xian-baqiao-2021"
ELSEWHERE = Earlier(7, SOON + timedelta(days=3), "市场监督管理局", mine=False, is_planned=True)


def facts(place: str = ORDOS, **changes: object) -> VisitFacts:
    mode = (*load_policy(place).verification.onsite_modes.value, "现场检查")[0]
    base = VisitFacts(
        today=TODAY,
        planned_on=SOON,
        need_reason="使用面积没有数据源",
        mode=mode,
        address="示例路1号",
        checks=(Wanted("使用面积", source_may_answer=False, is_published_item=True),),
        team=(Inspector(1, "甲", True), Inspector(2, "乙", True)),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def stops(place: str = ORDOS, **changes: object) -> set[str]:
    found = obstacles(may_visit(load_policy(place), facts(place, **changes)))
    assert all(one.cure for one in found)
    return {one.key for one in found}


@pytest.mark.parametrize("place", PLACES)
def test_a_visit_with_everything_in_order_may_be_made(place: str) -> None:
    assert stops(place) == set()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        pytest.param({"need_reason": " "}, "visit_is_needed", marks=clause("ORD21-4.4i")),
        ({"checks": ()}, "visit_is_needed"),
        ({"checks": (Wanted("收入", True, True),)}, "no_source_can_answer"),
        ({"checks": (Wanted("收入", False, False),)}, "items_are_published"),
        ({"mode": ""}, "mode_is_known_here"),
        ({"planned_on": None}, "visit_day_is_fixed"),
        ({"planned_on": TODAY - timedelta(days=1)}, "visit_day_is_fixed"),
        ({"address": ""}, "visit_day_is_fixed"),
        ({"team": (Inspector(1, "甲", True),)}, "two_inspectors_go"),
        ({"team": (Inspector(1, "甲", True), Inspector(1, "甲", True))}, "two_inspectors_go"),
        (
            {"team": (Inspector(1, "甲", True), Inspector(2, "乙", False))},
            "two_inspectors_go",
        ),
        ({"drawn": frozenset({1, 3})}, "drawn_inspectors_go"),
    ],
)
def test_what_is_missing_is_named(changes: dict[str, object], missing: str) -> None:
    assert stops(ORDOS, **changes) == {missing}


def test_another_team_than_the_drawn_goes_only_for_a_reason() -> None:
    assert stops(drawn=frozenset({1, 3}), team_reason="乙住院") == set()
    assert stops(drawn=frozenset({1, 2})) == set()


@clause("MJ21-2.3.7l")
def test_maoji_offers_inspection_and_survey_and_nothing_else() -> None:
    for mode in ("检查", "勘验"):
        assert stops(MAOJI, mode=mode) == set()
    assert stops(MAOJI, mode="突击检查") == {"mode_is_known_here"}


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(ORDOS, marks=clause("ORD21-4.4i")),
        pytest.param(BAQIAO, marks=clause("XBQ21-2.5i")),
        pytest.param(MAOJI, marks=clause("MJ21-2.3.7n")),
    ],
)
def test_a_second_visit_soon_is_joined_or_explained(place: str) -> None:
    policy = load_policy(place)
    planned = facts(place, others=(ELSEWHERE,))
    assert joint_visit(policy, planned) == ELSEWHERE
    assert stops(place, others=(ELSEWHERE,)) == {"not_visited_lately"}
    assert stops(place, others=(ELSEWHERE,), joined=ELSEWHERE.key) == set()
    assert stops(place, others=(ELSEWHERE,), override_reason="接到举报，不能等") == set()
    made = replace(ELSEWHERE, is_planned=False, on=TODAY - timedelta(days=20))
    assert joint_visit(policy, facts(place, others=(made,))) is None
    assert stops(place, others=(made,)) == {"not_visited_lately"}
    assert stops(place, others=(replace(made, on=SOON - timedelta(days=30)),)) == set()


def test_a_year_has_so_many_visits_whatever_the_reason() -> None:
    mine = tuple(
        Earlier(n, TODAY - timedelta(days=100 * n), "本局", mine=True, is_planned=False)
        for n in (1, 2)
    )
    assert stops(others=mine, override_reason="再看看") == {"within_the_yearly_cap"}
    assert stops(others=mine[:1]) == set()
    assert stops(others=(replace(mine[0], mine=False), mine[1])) == set()


# the record

NOW = datetime(2027, 3, 3, 9)
RECORD = VisitRecordFacts(
    arrived_at=NOW - timedelta(hours=2),
    left_at=NOW - timedelta(hours=1),
    now=NOW,
    seen=(Seen("使用面积", "confirmed", "", 1), Seen("人员", "unable", "两人外出", 0)),
    inspectors=(Signed("甲", "1506-01", True), Signed("乙", "1506-02", True)),
    party_signed=True,
)


def gaps(**changes: object) -> set[str]:
    found = obstacles(may_record(load_policy(ORDOS), replace(RECORD, **changes)))  # type: ignore[arg-type]
    assert all(one.cure for one in found)
    return {one.key for one in found}


def test_a_whole_record_has_no_gap() -> None:
    assert gaps() == set()
    assert gaps(party_signed=False, refusal="不同意写法", witness="社区工作人员示例") == set()


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        pytest.param(
            {"inspectors": (Signed("甲", "", True), RECORD.inspectors[1])},
            "officers_are_named",
            marks=clause("ORD21-4.6d"),
        ),
        ({"inspectors": (Signed("甲", "1", False), RECORD.inspectors[1])}, "officers_are_named"),
        ({"inspectors": RECORD.inspectors[:1]}, "officers_are_named"),
        pytest.param({"arrived_at": None}, "record_has_its_time", marks=clause("ORD21-4.6d")),
        ({"left_at": NOW - timedelta(hours=3)}, "record_has_its_time"),
        ({"left_at": NOW + timedelta(hours=3)}, "record_has_its_time"),
        ({"seen": (Seen("面积", "", "", 0),)}, "each_check_has_its_result"),
        ({"seen": (Seen("面积", "contradicted", " ", 1),)}, "each_check_has_its_result"),
        pytest.param(
            {"party_signed": False, "refusal": "不愿意"},
            "party_has_signed_or_refused",
            marks=clause("MJ21-2.3.7l"),
        ),
    ],
)
def test_a_record_names_its_gap(changes: dict[str, object], gap: str) -> None:
    assert gaps(**changes) == {gap}


@clause("ORD21-4.6d")
def test_a_major_decision_waits_for_its_legal_review() -> None:
    def closing(*, major: bool | None, reviewed: bool = False, systems: bool = True) -> list[str]:
        policy = switched(ORDOS, "verification.three_systems", systems)
        found = may_close(policy, RECORD, major=major, reviewed=reviewed)
        return [one.key for one in obstacles(found)]

    assert closing(major=None) == ["legal_review_is_entered"]
    assert closing(major=True) == ["legal_review_is_entered"]
    assert closing(major=True, reviewed=True) == closing(major=False) == []
    assert closing(major=None, systems=False) == []


# the way there


def test_the_next_stop_is_the_nearest() -> None:
    near, far = Stop("近", 39.61, 109.79, "150603001"), Stop("远", 39.9, 110.2, "150603004")
    middle, nowhere = Stop("中", 39.7, 109.9, "150603003"), Stop("没有坐标", division="150603002")
    unknown = Stop("什么也不知道")
    route = in_order([unknown, far, nowhere, middle, near])
    assert [one.what for one in route] == ["近", "中", "远", "没有坐标", "什么也不知道"]
    assert 40 < kilometres(near, far) < 55
    assert in_order([]) == []
