"""Taking a commitment back, in each place."""

import pytest

from nuozheng.law.findings import obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.withdrawal import WithdrawalFacts, effect, examine
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause
WISH = WithdrawalFacts(decided=False, reason="填错了")
WITH_RULE = [
    pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.7b")),
    pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.9c")),
]


@pytest.mark.parametrize("place", WITH_RULE)
@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        (WISH, []),
        (WithdrawalFacts(decided=True, reason="填错了"), ["not_yet_concluded"]),
        (WithdrawalFacts(decided=False, reason="  "), ["has_a_reason"]),
        (WithdrawalFacts(decided=False, reason="填错了", signed=False), ["there_is_a_commitment"]),
        (WithdrawalFacts(decided=True, reason=""), ["not_yet_concluded", "has_a_reason"]),
    ],
    ids=["before the decision", "after it", "no reason", "nothing signed", "both at once"],
)
def test_before_the_decision_with_a_reason(
    place: str, facts: WithdrawalFacts, refused: list[str]
) -> None:
    policy = load_policy(place)
    found = obstacles(examine(policy, facts))
    assert [one.key for one in found] == refused
    assert all(one.basis and one.cure for one in found)


@pytest.mark.parametrize("allowed", [True, False])
@pytest.mark.parametrize("place", PLACES)
def test_whether_a_started_check_hinders_is_a_switch(place: str, allowed: bool) -> None:
    policy = switched(place, "applicants.withdrawal_after_check_started", allowed)
    started = WithdrawalFacts(decided=False, reason="情况有变化", check_started=True)
    assert (not obstacles(examine(policy, started))) is allowed
    assert not obstacles(examine(policy, WISH))


@pytest.mark.parametrize(
    ("place", "procedure", "basis"),
    [
        pytest.param("xian-baqiao-2021", "法定程序", "XBQ21-2.7c", marks=clause("XBQ21-2.7c")),
        pytest.param("huainan-maoji-2021", "原程序", "MJ21-2.3.9d", marks=clause("MJ21-2.3.9d")),
    ],
)
def test_afterwards_the_place_s_procedure_and_no_mark(
    place: str, procedure: str, basis: str
) -> None:
    follows = effect(load_policy(place))
    assert follows.procedure == procedure and procedure in follows.told
    assert basis in follows.basis
    assert follows.keeps_received_on and not follows.leaves_credit_record


def test_where_nothing_is_asked_the_case_is_said_to_go_on() -> None:
    policy = load_policy("xian-baqiao-2021")
    asked, nothing = effect(policy), effect(policy, asks=False)
    assert "提交证明" in asked.told and "没有要您交的证明" in nothing.told
    assert "请按依据提交" not in nothing.told
    assert all("不算失信" in one.told and "提交日期不变" in one.told for one in (asked, nothing))


def test_a_place_that_knows_no_withdrawal_says_only_that() -> None:
    policy = switched("ordos-2021", "applicants.withdrawal", False)
    found = examine(policy, WISH)
    assert [one.key for one in found] == ["withdrawal_is_known_here"]
    assert found[0].is_obstacle and found[0].cure
