"""A year's premium from checked cases: an estimate with its bounds, never an offer."""

from dataclasses import dataclass
from decimal import Decimal

from nuozheng.law.fairness.exact import interval

SURE = 0.95
LEAST_CHECKED = 30
"""Below so many checked cases the bounds are too wide to go by, and the page says so."""


@dataclass(frozen=True, slots=True)
class Share:
    """False ones of those checked, with the exact bounds of the true share."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        return self.hits / self.of if self.of else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Clopper and Pearson, 95 %; (0, 1) where nothing was checked."""
        return interval(self.hits, self.of, SURE)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What the estimate takes for granted, typed by whoever asks.

    `cases` a year; `loss_yuan` on average where a promise is false; `lost` the part of it that is
    never recovered; `loading` what the insurer adds for costs, as a part of the expected loss.
    """

    cases: int
    loss_yuan: Decimal
    lost: Decimal
    loading: Decimal


@dataclass(frozen=True, slots=True)
class Premium:
    """Yuan a year at the lower bound, the observed share and the upper bound."""

    low: Decimal
    middle: Decimal | None
    high: Decimal
    few: bool


def premium(share: Share, given: Assumptions) -> Premium:
    """Expected loss times one plus the loading, at each share; whole yuan."""
    a_year = given.cases * given.loss_yuan * given.lost * (1 + given.loading)

    def at(rate: float) -> Decimal:
        return (a_year * Decimal(repr(rate))).quantize(Decimal(1))

    middle = None if share.value is None else at(share.value)
    low, high = share.bounds
    return Premium(at(low), middle, at(high), share.of < LEAST_CHECKED)
