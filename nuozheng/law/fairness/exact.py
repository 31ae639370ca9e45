"""Exact statistics of shares in pure Python: nothing is assumed about how large a count is.

R. A. Fisher (1935), exact test of a 2x2 table; N. Mantel and W. Haenszel (1959), several tables
of equal risk; C. Clopper and E. Pearson (1934), interval of a share; S. Holm (1979), many tests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import erfc, exp, inf, lgamma, log, sqrt

LARGEST = 4_000_000
"""Multiplications up to which strata are put together exactly; above, the normal approximation."""


@dataclass(frozen=True, slots=True)
class Table:
    """One stratum of equal risk: so many of so many, for two groups that are compared."""

    hits: int
    of: int
    other_hits: int
    other_of: int

    @property
    def compares(self) -> bool:
        """Whether both groups are there at all."""
        return self.of > 0 and self.other_of > 0

    @property
    def expected(self) -> float:
        """Hits of the first group if nobody looked at the group."""
        return self.of * (self.hits + self.other_hits) / (self.of + self.other_of)

    @property
    def variance(self) -> float:
        """Of the hits of the first group, margins fixed."""
        both, struck = self.of + self.other_of, self.hits + self.other_hits
        if both < 2:
            return 0.0
        return self.of * self.other_of * struck * (both - struck) / (both * both * (both - 1))


def fisher(table: Table) -> float:
    """The chance of so many hits or more in the first group, margins fixed: one-sided."""
    return _tail(_chances(table), table.hits - _lowest(table))


def exact_over_strata(tables: Sequence[Table]) -> float:
    """The same over strata: the hits of all first groups together, each stratum's margins fixed."""
    chances: list[float] = reduce(_together, map(_chances, tables), [1.0])
    return _tail(chances, sum(one.hits - _lowest(one) for one in tables))


def mantel_haenszel(tables: Sequence[Table]) -> float:
    """The one-sided chance by the statistic of Mantel and Haenszel, with its correction of a half.

    1 where no stratum can differ.
    """
    variance = sum(one.variance for one in tables)
    if variance <= 0:
        return 1.0
    ahead = sum(one.hits - one.expected for one in tables)
    return 0.5 * erfc((ahead - 0.5) / sqrt(2 * variance))


def chance(tables: Sequence[Table]) -> tuple[float, bool]:
    """The one-sided chance over strata, and whether it is exact."""
    comparing = [one for one in tables if one.compares and one.variance > 0]
    if _work(comparing) <= LARGEST:
        return exact_over_strata(comparing), True
    return mantel_haenszel(comparing), False


def common_ratio(tables: Sequence[Table]) -> float | None:
    """How many times as often the first group is hit at equal risk (Mantel–Haenszel).

    None where the other group was never hit, or nothing can be compared.
    """
    comparing = [one for one in tables if one.compares]
    mine = sum(one.hits * one.other_of / (one.of + one.other_of) for one in comparing)
    theirs = sum(one.other_hits * one.of / (one.of + one.other_of) for one in comparing)
    return mine / theirs if theirs else None


def interval(hits: int, of: int, confidence: float = 0.95) -> tuple[float, float]:
    """The interval of Clopper and Pearson for a share, both ends from 0 to 1; (0, 1) of none."""
    if of == 0:
        return 0.0, 1.0
    rest = (1 - confidence) / 2
    low = 0.0 if hits == 0 else _beta_quantile(rest, hits, of - hits + 1)
    high = 1.0 if hits == of else _beta_quantile(1 - rest, hits + 1, of - hits)
    return low, high


def holm(chances: Sequence[float]) -> list[float]:
    """Each chance as it counts among so many tests made together: none of them is free."""
    adjusted = [0.0] * len(chances)
    worst = 0.0
    for place, index in enumerate(sorted(range(len(chances)), key=chances.__getitem__)):
        worst = max(worst, min(1.0, (len(chances) - place) * chances[index]))
        adjusted[index] = worst
    return adjusted


def _lowest(table: Table) -> int:
    return max(0, table.hits + table.other_hits - table.other_of)


def _chances(table: Table) -> list[float]:
    """The chance of each possible number of hits in the first group, from the lowest on."""
    struck, both = table.hits + table.other_hits, table.of + table.other_of
    whole = _ways(both, struck)
    return [
        exp(_ways(table.of, hits) + _ways(table.other_of, struck - hits) - whole)
        for hits in range(_lowest(table), min(table.of, struck) + 1)
    ]


def _ways(of: int, chosen: int) -> float:
    """The logarithm of the binomial coefficient."""
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def _together(one: list[float], other: list[float]) -> list[float]:
    summed = [0.0] * (len(one) + len(other) - 1)
    for left, chance_left in enumerate(one):
        for right, chance_right in enumerate(other):
            summed[left + right] += chance_left * chance_right
    return summed


def _tail(chances: Sequence[float], from_place: int) -> float:
    return min(1.0, sum(chances[from_place:]))


def _work(tables: Sequence[Table]) -> int:
    """Multiplications that the exact way would take."""
    work, length = 0, 1
    for one in tables:
        here = min(one.of, one.hits + one.other_hits) - _lowest(one) + 1
        work += length * here
        length += here - 1
    return work


def _beta_quantile(share: float, a: float, b: float) -> float:
    """Where the beta distribution has this share below it, by halving; to 12 digits."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _beta_below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _beta_below(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_below(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    tiny = 1e-300
    whole, upper, lower = 1.0, 1.0, 1 - (a + b) * x / (a + 1)
    lower = 1 / (lower if abs(lower) > tiny else tiny)
    whole, before, step = lower, inf, 0
    while abs(whole - before) > 1e-15 * abs(whole) and step < 5000:
        step += 1
        before = whole
        even = step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step))
        odd = -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1))
        for term in (even, odd):
            lower = 1 / ((1 + term * lower) or tiny)
            upper = (1 + term / upper) or tiny
            whole *= lower * upper
    return front * whole
