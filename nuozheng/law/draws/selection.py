"""The published algorithm: the lowest HMACs of each stratum are visited by the next free team."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hmac import digest

from nuozheng.law.draws.frozen import Frozen, Inspector, Unit, row


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit that was drawn, with the inspectors drawn for it; the first has the skill it needs."""

    unit: str
    stratum: str
    team: tuple[str, ...]


def choose(frozen: Frozen, seed: str) -> list[Chosen]:
    """Who is visited, and by whom: strata by key, units by score, inspectors by load and score."""
    load: Counter[str] = Counter()
    chosen = []
    for unit in _drawn(frozen, bytes.fromhex(seed)):
        team = _team(frozen, unit, load, bytes.fromhex(seed))
        load.update(team)
        chosen.append(Chosen(unit.key, unit.stratum, team))
    return chosen


def _drawn(frozen: Frozen, seed: bytes) -> Iterator[Unit]:
    for stratum in sorted(frozen.strata, key=lambda one: one.key):
        members = [unit for unit in frozen.units if unit.stratum == stratum.key]
        ranked = sorted(members, key=lambda unit: digest(seed, row("unit", unit.key), "sha256"))
        yield from ranked[: stratum.quota(len(members))]


def _team(frozen: Frozen, unit: Unit, load: Counter[str], seed: bytes) -> tuple[str, ...]:
    def rank(one: Inspector) -> tuple[int, bytes]:
        return load[one.key], digest(seed, row("inspector", unit.key, one.key), "sha256")

    ranked = sorted(frozen.eligible(unit), key=rank)
    able = (one for one in ranked if not unit.skill or unit.skill in one.skills)
    first = next(able, None)
    if first is None:
        return ()
    others = [one.key for one in ranked if one is not first]
    return (first.key, *others[: frozen.terms.team_size - 1])
