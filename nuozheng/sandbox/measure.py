"""Count how sources stray from the truth, by comparing the two, not by trusting labels."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain

from nuozheng.gateways.sources.registry import registry
from nuozheng.sandbox.city import City, Subject
from nuozheng.sandbox.facts import Facts
from nuozheng.sandbox.quality import Flaw, Record


def flaw_of(truth: Facts, record: Record, freshness_days: int, today: date) -> Flaw:
    """What is the matter with a record, judged from outside."""
    if record.status == "not_found":
        return Flaw.MISSING
    if record.status == "ambiguous":
        return Flaw.AMBIGUOUS
    if (today - record.as_of).days > freshness_days:
        return Flaw.STALE
    return Flaw.NONE if record.attributes == truth else Flaw.WRONG


def measured(city: City, today: date) -> dict[str, Counter[Flaw]]:
    """Source → flaw → how many of the subjects of whom the source should hold a record."""
    counts: dict[str, Counter[Flaw]] = {name: Counter() for name in registry()}
    everybody: Iterator[Subject] = chain(city.all_people(), city.all_companies())
    for subject in everybody:
        for name, source in registry().items():
            truth = city.truth(subject, name)
            if truth is not None:
                record = city.record(subject, name, today)
                counts[name][flaw_of(truth, record, source.freshness_days, today)] += 1
    return counts
