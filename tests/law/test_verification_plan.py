"""How committed facts are checked, in each place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nuozheng.law.calendar import load_calendar
from nuozheng.law.credit import Standing
from nuozheng.law.findings import Outcome, obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.verification_plan import (
    BY_COMMITMENT_ALONE,
    METHOD_WORD,
    Depth,
    Plan,
    check_plan,
    depth,
    due_on,
    end_of_batch,
    selection_is_fair,
)
from nuozheng.law.vocabulary import Severity
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause
WHOLE = Plan(
    manner="online",
    due_days=20,
    from_event="decision",
    standard="与税务数据相差不超过5%",
    exempt=False,
    sampling_ratio=Decimal("0.2"),
)
GAPS = {
    "time": replace(WHOLE, due_days=None),
    "from": replace(WHOLE, from_event=""),
    "standard": replace(WHOLE, standard=" "),
    "manner": replace(WHOLE, manner=""),
    "exempt": replace(WHOLE, exempt=None),
    "sampling_ratio": replace(WHOLE, sampling_ratio=None),
}


def gaps(policy: Policy, plan: Plan) -> list[str]:
    found = obstacles(check_plan(policy, plan))
    assert all(one.basis and one.cure for one in found)
    return [one.key for one in found]


@pytest.mark.parametrize("place", PLACES)
def test_a_whole_plan_has_no_gap(place: str) -> None:
    assert gaps(load_policy(place), WHOLE) == []


@pytest.mark.parametrize(
    ("place", "gap", "missing"),
    [
        pytest.param(place, gap, missing, marks=clause(*rules))
        for place, rules, wanted in (
            (
                "ordos-2021",
                ("ORD21-4.4c",),
                {"time": True, "standard": True, "manner": True, "exempt": False},
            ),
            (
                "xian-baqiao-2021",
                ("XBQ21-2.5c",),
                {"time": True, "standard": True, "manner": True, "exempt": True},
            ),
            (
                "huainan-maoji-2021",
                ("MJ21-2.3.7c",),
                {"from": True, "standard": True, "manner": True, "exempt": True},
            ),
            (
                "ordos-2023",
                ("ORD23-3.3.3g",),
                {"time": True, "standard": True, "manner": True, "sampling_ratio": True},
            ),
            (
                "lianyungang-2019",
                ("LYG19-1.1.2b", "LYG19-2.3a"),
                {"time": True, "standard": True, "manner": True, "sampling_ratio": False},
            ),
        )
        for gap, missing in wanted.items()
    ],
)
def test_each_text_s_own_fields(place: str, gap: str, missing: bool) -> None:
    assert bool(gaps(load_policy(place), GAPS[gap])) is missing


@clause("LYG19-1.1.2b", "LYG19-2.3a")
def test_what_lianyungang_says_twice_is_one_requirement_that_cites_both() -> None:
    policy = load_policy("lianyungang-2019")
    assert gaps(policy, WHOLE) == []
    asked = [one for one in check_plan(policy, replace(WHOLE, standard="")) if one.is_obstacle]
    assert [one.key for one in asked] == ["plan_fixes_standard"]
    assert asked[0].basis == ("LYG19-1.1.2b", "LYG19-2.3a")


@pytest.mark.parametrize("ratio", [Decimal("0"), Decimal("-0.1"), Decimal("1.01")])
def test_a_ratio_is_a_share(ratio: Decimal) -> None:
    plan = replace(WHOLE, sampling_ratio=ratio)
    assert gaps(load_policy("ordos-2023"), plan) == ["plan_fixes_sampling_ratio"]


EXEMPT = replace(WHOLE, exempt=True, due_days=None, from_event="", manner="", standard="")


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.5d")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.7c", "MJ21-2.3.7d")),
    ],
)
def test_exempt_asks_for_daily_supervision_instead_of_a_date(place: str) -> None:
    policy = load_policy(place)
    assert gaps(policy, EXEMPT) == ["exempt_is_supervised"]
    assert gaps(policy, replace(EXEMPT, supervision_modes=("自己想的方式",))) == [
        "exempt_is_supervised"
    ]
    for mode in policy.verification.supervision_modes.value:
        assert gaps(policy, replace(EXEMPT, supervision_modes=(mode,))) == []


@pytest.mark.clause("LYG19-1.1.2b", "XBQ21-2.5c")
@pytest.mark.parametrize("place", ["ordos-2021", "ordos-2023", "lianyungang-2019"])
def test_where_the_text_is_silent_nothing_is_exempt(place: str) -> None:
    policy = load_policy(place)
    plan = replace(WHOLE, exempt=True, supervision_modes=("重点监管",))
    assert gaps(policy, plan) == ["exemption_is_offered_here"]
    allowed = switched(place, "verification.exemption", True)
    assert gaps(allowed, plan) == []


@pytest.mark.parametrize(
    ("place", "offered"),
    [
        pytest.param(
            "ordos-2021", {"online", "internal", "assistance", "onsite"}, marks=clause("ORD21-4.4h")
        ),
        ("lianyungang-2019", {"online", "assistance", "onsite"}),
    ],
)
def test_the_manners_of_the_place(place: str, offered: set[str]) -> None:
    policy = load_policy(place)
    taken = {name for name in METHOD_WORD if not gaps(policy, replace(WHOLE, manner=name))}
    assert taken == offered


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.4b")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.5b")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.7b")),
    ],
)
def test_credit_decides_how_deep_a_check_goes_and_says_why(place: str) -> None:
    policy = load_policy(place)
    levels = {}
    for name, standing in {
        "good": Standing(None, kept=3),
        "new": Standing(None),
        "poor": Standing(Severity.SERIOUS),
        "unknown": Standing(None, known=False, kept=3),
    }.items():
        levels[name], reason = depth(policy, standing)
        assert standing.chinese in reason.detail and reason.basis
    assert levels == {
        "good": Depth.LIGHT,
        "new": Depth.ORDINARY,
        "poor": Depth.FULL,
        "unknown": Depth.ORDINARY,
    }


@clause("LYG19-2.3c")
def test_lianyungang_watches_the_dishonest_more_closely() -> None:
    watching = switched("lianyungang-2019", "verification.credit_factor", False)
    level, reason = depth(watching, Standing(Severity.GRAVE))
    assert level is Depth.FULL and reason.basis == ("LYG19-2.3c",)
    unmoved = switched(watching, "verification.closer_watch_of_dishonest", False)
    assert depth(unmoved, Standing(Severity.GRAVE))[0] is Depth.ORDINARY


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.4j")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.5e")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.7e")),
    ],
)
def test_nobody_is_drawn_only_for_having_committed(place: str) -> None:
    policy = load_policy(place)
    assert selection_is_fair(policy, {BY_COMMITMENT_ALONE}).outcome is Outcome.NOT_MET
    assert selection_is_fair(policy, {BY_COMMITMENT_ALONE, "risk"}).outcome is Outcome.MET
    assert selection_is_fair(policy, {"risk"}).outcome is Outcome.MET


def test_due_in_working_days_from_the_event() -> None:
    calendar = load_calendar()
    due = due_on(WHOLE, date(2026, 11, 24), calendar)
    assert due is not None and due == calendar.add_working_days(date(2026, 11, 24), 20)
    assert due_on(EXEMPT, date(2026, 11, 24), calendar) is None


@pytest.mark.clause("ORD21-4.6b")
def test_only_where_the_text_says_so_is_checked_in_batches() -> None:
    batch = replace(WHOLE, from_event="batch", due_days=None, exempt=False)
    assert gaps(load_policy("ordos-2021"), batch) == []
    assert gaps(load_policy("lianyungang-2019"), batch) == ["batches_are_known_here"]
    ends = {date(2026, 1, 31): date(2026, 2, 28), date(2026, 12, 1): date(2027, 1, 31)}
    assert {signed: end_of_batch(signed) for signed in ends} == ends


@pytest.mark.clause("ORD21-4.4f")
def test_only_what_cannot_be_shared_needs_a_written_measure() -> None:
    policy, plan = load_policy("ordos-2021"), replace(WHOLE, exempt=False)
    assert (
        obstacles(check_plan(policy, plan, None)) == obstacles(check_plan(policy, plan, True)) == []
    )
    assert [one.key for one in obstacles(check_plan(policy, plan, False))] == ["measure_is_written"]
    written = replace(plan, measure="由民政部门入户核查。")
    assert obstacles(check_plan(policy, written, False)) == []
    assert obstacles(check_plan(load_policy("lianyungang-2019"), plan, False)) == []
