"""How many must be drawn so that a promise about the whole can be made: exact, hypergeometric."""

from fractions import Fraction
from math import comb


def sample_size(population: int, confidence: Fraction, fewer_than: Fraction) -> int:
    """The fewest to draw so that, where none is false, so sure fewer than this share are false.

    Shares are between 0 and 1. Errors: ValueError outside, or for an empty population.
    """
    if population < 1 or not 0 < confidence < 1 or not 0 < fewer_than <= 1:
        raise ValueError("a population, and shares between 0 and 1")
    false = -(-population * fewer_than.numerator // fewer_than.denominator)
    low, high = 1, population
    while low < high:
        middle = (low + high) // 2
        if _all_missed(population, false, middle) <= 1 - confidence:
            high = middle
        else:
            low = middle + 1
    return low


def _all_missed(population: int, false: int, drawn: int) -> Fraction:
    """The chance that a draw meets none of the false ones."""
    return Fraction(comb(population - false, drawn), comb(population, drawn))
