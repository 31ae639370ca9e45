"""A lower list may spare the applicant more than the list above, never less."""

from dataclasses import replace

import pytest

from nuozheng.law.findings import obstacles
from nuozheng.law.inheritance import (
    Said,
    examine,
    stands_on_the_register,
    was_not_cancelled_before,
)
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Substitution as S

POLICY = load_policy("huainan-maoji-2021")
ABOVE = Said("低保申请", "收入证明", S.COMMITMENT, frozenset({S.RETAINED}), True, 20)


@pytest.mark.parametrize(
    ("lower", "stopped_by"),
    [
        (ABOVE, []),
        (replace(ABOVE, substitution=S.DATA_SHARING), []),
        (replace(ABOVE, substitution=S.CANCELLED, alternatives=frozenset()), []),
        (replace(ABOVE, decision_days=10), []),
        (
            replace(ABOVE, substitution=S.RETAINED, alternatives=frozenset({S.COMMITMENT})),
            ["is_no_stricter"],
        ),
        (
            replace(ABOVE, substitution=S.RETAINED, alternatives=frozenset()),
            ["is_no_stricter", "offers_commitment_as_above"],
        ),
        (
            replace(ABOVE, substitution=S.OTHER, alternatives=frozenset()),
            ["offers_commitment_as_above"],
        ),
        (replace(ABOVE, agent_allowed=False), ["lets_agents_as_above"]),
        (replace(ABOVE, decision_days=21), ["takes_no_longer"]),
    ],
)
def test_no_stricter_than_above(lower: Said, stopped_by: list[str]) -> None:
    found = obstacles(examine(POLICY, lower, ABOVE))
    assert [one.key for one in found] == stopped_by
    assert all(one.cure and one.basis for one in found)


def test_what_is_cancelled_above_is_not_asked_below() -> None:
    cancelled = replace(ABOVE, substitution=S.CANCELLED, alternatives=frozenset())
    stopped = obstacles(examine(POLICY, replace(ABOVE, substitution=S.DATA_SHARING), cancelled))
    assert [one.key for one in stopped] == ["asks_nothing_cancelled_above"]
    assert not obstacles(examine(POLICY, cancelled, cancelled))


def test_what_only_the_lower_list_says_is_its_own() -> None:
    assert not obstacles(examine(POLICY, ABOVE, None))


@pytest.mark.clause("MJ21-2.2.4b")
def test_the_department_register_is_the_base() -> None:
    assert stands_on_the_register(POLICY, "收入证明", registered=False).is_obstacle
    assert not stands_on_the_register(POLICY, "收入证明", registered=True).is_obstacle
    other = load_policy("lianyungang-2019")
    assert not stands_on_the_register(other, "收入证明", registered=False).is_obstacle


@pytest.mark.clause("XBQ21-2.1g")
def test_what_the_campaign_cancelled_stays_cancelled() -> None:
    policy = load_policy("xian-baqiao-2021")
    found = was_not_cancelled_before(policy, "收入证明", "深化减证便民专项行动成果")
    assert found.is_obstacle and found.basis == ("XBQ21-2.1g",)
    assert not was_not_cancelled_before(policy, "收入证明", "").is_obstacle
