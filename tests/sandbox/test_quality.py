"""Sources stray from the truth in the stated shares, and only so."""

from datetime import date
from math import sqrt

import pytest

from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox import City, Share, Shares
from nuozheng.sandbox.measure import flaw_of, measured
from nuozheng.sandbox.quality import Flaw

TODAY = date(2026, 11, 24)
EVEN = Share(wrong=0.1, missing=0.1, ambiguous=0.1, stale=0.1)


def test_measured_shares_are_the_stated_ones() -> None:
    city = City(seed=3, people=4_000, companies=2_000)
    for name, counts in measured(city, TODAY).items():
        held = counts.total()
        assert held > 500, name
        for flaw in Flaw:
            share = city.shares.of(name).of(flaw)
            slack = 4.5 * sqrt(share * (1 - share) / held) + 1 / held
            assert abs(counts[flaw] / held - share) <= slack, (name, flaw)


def test_a_perfect_source_says_the_truth() -> None:
    none = {name: Share() for name in registry()}
    city = City(seed=3, people=300, companies=30, shares=Shares(**none))
    for counts in measured(city, TODAY).values():
        assert set(counts) <= {Flaw.NONE}


def test_the_label_is_what_can_be_seen() -> None:
    even = {name: EVEN for name in registry()}
    city = City(seed=5, people=400, companies=0, shares=Shares(**even))
    for person in city.all_people():
        for name, source in registry().items():
            truth, record = city.truth(person, name), city.record(person, name, TODAY)
            if truth is not None:
                assert flaw_of(truth, record, source.freshness_days, TODAY) is record.flaw
            else:
                assert (record.status, record.flaw) == ("not_found", Flaw.NONE)


def test_a_wrong_record_differs_in_one_value_of_the_same_kind() -> None:
    every = {name: Share(wrong=1.0) for name in registry()}
    city = City(seed=5, people=200, companies=0, shares=Shares(**every))
    for person in city.all_people():
        for name in registry():
            truth = city.truth(person, name)
            if truth is None:
                continue
            said = city.record(person, name, TODAY).attributes
            differing = [key for key in truth if said[key] != truth[key]]
            assert len(differing) == 1, (name, differing)
            assert type(said[differing[0]]) is type(truth[differing[0]])


def test_freshness_is_counted_from_the_day_of_the_question() -> None:
    city = City(people=10, companies=0, shares=Shares(household=Share()))
    for today in (TODAY, date(2029, 2, 28)):
        record = city.record(city.person(0), "household", today)
        assert 0 <= (today - record.as_of).days <= 2


def test_shares_add_up_to_at_most_one() -> None:
    with pytest.raises(ValueError):
        Share(wrong=0.6, stale=0.6)
    with pytest.raises(ValueError):
        Share(missing=-0.1)
