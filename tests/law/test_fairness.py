"""The running test of equal treatment: published values, and worlds whose truth is known."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product
from math import comb
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuozheng.law.fairness.comparison import ALARM_BELOW, Comparison, Kind, Looked, compare
from nuozheng.law.fairness.exact import (
    Table,
    chance,
    common_ratio,
    exact_over_strata,
    fisher,
    holm,
    interval,
    mantel_haenszel,
)
from nuozheng.law.fairness.routine import CRITERION_WORD, RoutineFacts, examine
from nuozheng.law.findings import Outcome
from nuozheng.law.policy import load_policy
from nuozheng.law.verification_plan import BY_COMMITMENT_ALONE

clause = pytest.mark.clause

RABBITS = [
    Table(*row) for row in ((0, 6, 0, 5), (3, 6, 0, 6), (6, 6, 2, 6), (5, 6, 6, 6), (2, 2, 5, 5))
]
"""Penicillin in rabbits, as in Mantel's paper of 1963 and the manual of R (mantelhaen.test)."""


@pytest.mark.parametrize(
    ("table", "published"),
    [
        (Table(3, 4, 1, 4), 0.2429),  # Fisher's tea, Agresti (1990), p. 61
        (Table(10, 12, 3, 18), 0.0004652),  # convictions of twins, Fisher (1962)
    ],
)
def test_fisher_against_published_values(table: Table, published: float) -> None:
    assert fisher(table) == pytest.approx(published, rel=2e-4)


def test_strata_against_published_values() -> None:
    assert 2 * mantel_haenszel(RABBITS) == pytest.approx(0.04747, abs=1e-5)
    assert 2 * exact_over_strata(RABBITS) == pytest.approx(0.03994, abs=1e-5)
    value, is_exact = chance(RABBITS)
    assert is_exact and value == pytest.approx(exact_over_strata(RABBITS))


def test_a_ratio_at_equal_risk_is_not_that_of_the_sums() -> None:
    """Simpson's paradox: who committed applies where more is inspected."""
    tables = [Table(80, 800, 20, 200), Table(2, 200, 8, 800)]
    assert common_ratio(tables) == pytest.approx(1.0)
    assert chance(tables)[0] > 0.4
    assert fisher(Table(82, 1000, 28, 1000)) < 1e-6


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (682, 925, 0.7076683, 0.7654066),  # Mendel's peas, R's manual (binom.test)
        (0, 10, 0.0, 0.3084971),
        (10, 10, 0.6915029, 1.0),
        (0, 0, 0.0, 1.0),
    ],
)
def test_clopper_pearson(hits: int, of: int, low: float, high: float) -> None:
    assert list(interval(hits, of)) == pytest.approx([low, high], abs=1e-7)


@given(st.integers(1, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_leaves_half_of_the_rest_at_each_end(counts: tuple[int, int]) -> None:
    hits, of = counts
    low, high = interval(hits, of)

    def at_least(share: float) -> float:
        return sum(
            comb(of, many) * share**many * (1 - share) ** (of - many)
            for many in range(hits, of + 1)
        )

    assert hits == 0 or at_least(low) == pytest.approx(0.025, abs=1e-6)
    own = comb(of, hits) * high**hits * (1 - high) ** (of - hits)
    assert hits == of or 1 - at_least(high) + own == pytest.approx(0.025, abs=1e-6)


def test_holm() -> None:
    assert holm([0.01, 0.5, 0.02, 0.03]) == pytest.approx([0.04, 0.5, 0.06, 0.06])
    assert holm([]) == []


@given(st.lists(st.tuples(*[st.integers(0, 6)] * 4), min_size=1, max_size=4))
def test_strata_are_put_together_as_if_written_out(
    rows: list[tuple[int, int, int, int]],
) -> None:
    """Against every way in which the hits can fall, weighed one by one."""
    tables = [Table(min(a, b), b, min(c, d), d) for a, b, c, d in rows]
    whole = hit = 0
    ranges = [range(one.hits + one.other_hits + 1) for one in tables]
    for fall in product(*ranges):
        ways = 1
        for one, mine in zip(tables, fall, strict=True):
            ways *= comb(one.of, mine) * comb(one.other_of, one.hits + one.other_hits - mine)
        whole += ways
        hit += ways * (sum(fall) >= sum(one.hits for one in tables))
    assert exact_over_strata(tables) == pytest.approx(hit / whole)


INSPECTORS = range(1, 9)
UNFAIR = 5


def world(
    seed: int, *, picks: float = 1.0, punishes: float = 1.0, years: int = 1
) -> list[Comparison]:
    """A year of a place: more is inspected where risk is high, and there more people commit.

    Inspector 5 goes to committers `picks` times as often, and punishes them `punishes` times.
    """
    dice = Random(seed)
    cases: Counter[Kind] = Counter()
    looked: list[Looked] = []
    for service, recorded in product(range(6), (False, True)):
        risk = 0.006 * (1 + service / 2) * (2 if recorded else 1)
        for number in range(150 * years):
            committed = number % 150 < 60 + 12 * service
            kind = Kind((service, recorded), committed)
            cases[kind] += 1
            went = {
                one
                for one in INSPECTORS
                if dice.random() < risk * (picks if one == UNFAIR and committed else 1)
            }
            struck = {
                one
                for one in went
                if dice.random() < 0.2 * (punishes if one == UNFAIR and committed else 1)
            }
            if went:
                looked.append(Looked(kind, len(went), went, struck))
    return compare(cases, looked)


def test_a_fair_world_raises_no_alarm() -> None:
    alarmed = [seed for seed in range(200) if any(one.is_unequal for one in world(seed))]
    assert len(alarmed) <= 10, alarmed


@clause("ORD21-4.4j", "XBQ21-2.5e", "MJ21-2.3.7e")
def test_who_picks_committers_is_found_and_nobody_else() -> None:
    for seed in range(10):
        found = [one for one in world(seed, picks=6) if one.is_unequal]
        assert {one.inspector for one in found} - {None} == {UNFAIR}
        (his,) = [one for one in found if one.inspector == UNFAIR]
        assert his.measure == "inspected" and his.hits > 2 * his.expected
        assert his.adjusted < ALARM_BELOW


@clause("ORD21-4.4j", "XBQ21-2.5e", "MJ21-2.3.7e")
def test_who_punishes_committers_harder_is_found() -> None:
    found = [
        {(one.measure, one.inspector) for one in world(seed, punishes=5, years=2) if one.is_unequal}
        for seed in range(10)
    ]
    assert sum(("punished", UNFAIR) in one for one in found) >= 9
    assert not {who for one in found for _what, who in one} - {UNFAIR, None}


def test_what_is_shown_of_a_comparison() -> None:
    here, there = Kind("a", True), Kind("a", False)
    alone = Kind("b", True)
    looked = [Looked(here, 2, {7}, {7}), Looked(there, 1, {7, 8}), Looked(alone, 1, {8})]
    found = compare({here: 10, there: 30, alone: 5}, looked)
    whole, repeated, punished = found[:3]
    assert (whole.hits, whole.of, whole.other_hits, whole.other_of) == (1, 10, 1, 30)
    assert whole.expected == pytest.approx(1 / 3) and whole.ratio == pytest.approx(3)
    assert (repeated.hits, repeated.other_hits, repeated.ratio) == (1, 0, None)
    assert (punished.hits, punished.of, punished.other_of) == (1, 1, 1)
    assert [one.inspector for one in found] == [None, None, None, 7, 7, 8, 8]
    assert all(one.adjusted >= one.chance for one in found)
    assert not any(one.is_unequal for one in found)


def test_a_trifle_is_no_alarm_however_certain() -> None:
    cases = {Kind("a", True): 100_000, Kind("a", False): 100_000}
    looked = [Looked(Kind("a", True), 1, {1})] * 6000 + [Looked(Kind("a", False), 1, {1})] * 5200
    whole = compare(cases, looked)[0]
    assert whole.adjusted < ALARM_BELOW and not whole.is_unequal


FACTS = RoutineFacts(
    today=date(2026, 3, 9),
    on=date(2026, 3, 6),
    handed_in_on=date(2026, 2, 1),
    criteria=("draw",),
    measure="",
    inspectors=2,
)


def refused_for(facts: RoutineFacts, pack: str = "ordos-2021") -> set[str]:
    found = examine(load_policy(pack), facts)
    return {one.key for one in found if one.outcome is Outcome.NOT_MET}


@pytest.mark.parametrize(
    ("pack", "rule"),
    [
        pytest.param("ordos-2021", "ORD21-4.4j", marks=clause("ORD21-4.4j")),
        pytest.param("xian-baqiao-2021", "XBQ21-2.5e", marks=clause("XBQ21-2.5e")),
        pytest.param("huainan-maoji-2021", "MJ21-2.3.7e", marks=clause("MJ21-2.3.7e")),
    ],
)
def test_nobody_is_inspected_only_for_having_committed(pack: str, rule: str) -> None:
    alone = replace(FACTS, criteria=(BY_COMMITMENT_ALONE,))
    assert refused_for(alone, pack) == {"selection_is_fair"}
    (why,) = [one for one in examine(load_policy(pack), alone) if one.key == "selection_is_fair"]
    assert why.basis == (rule,) and why.cure
    assert not refused_for(replace(FACTS, criteria=(BY_COMMITMENT_ALONE, "complaint")), pack)


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"criteria": ()}, "criteria_are_stated"),
        ({"criteria": ("mood",)}, "criteria_are_stated"),
        ({"measure": "shout"}, "criteria_are_stated"),
        ({"on": date(2026, 3, 10)}, "inspected_on_a_day"),
        ({"on": date(2026, 1, 31)}, "inspected_on_a_day"),
        ({"handed_in_on": None}, "inspected_on_a_day"),
        ({"inspectors": 1}, "two_inspectors_went"),
        ({"strangers": ("甲",)}, "two_inspectors_went"),
    ],
)
def test_what_keeps_an_inspection_from_being_entered(changed: dict[str, object], key: str) -> None:
    assert refused_for(replace(FACTS, **changed)) == {key}  # type: ignore[arg-type]
    assert all(CRITERION_WORD.values()) and not refused_for(FACTS)
