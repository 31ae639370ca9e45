"""Troubled proofs of a list: circular, duplicate and odd ones, each with its evidence.

ORD21-1b wants them reduced, ORD23-3.3.1b eliminated. The rules read names and two registers
(`registers/bodies.toml`, `registers/proof_facts.toml`); they propose, people decide.
"""

from collections.abc import Sequence

from nuozheng.law.trouble.circular import circular
from nuozheng.law.trouble.demand import Demand, Found, Trouble
from nuozheng.law.trouble.duplicate import duplicate
from nuozheng.law.trouble.odd import odd

__all__ = ["Demand", "Found", "Trouble", "find_trouble"]


def find_trouble(demands: Sequence[Demand]) -> list[Found]:
    """Everything found in a list of demands, circular first, in the order of the list."""
    return [*circular(demands), *duplicate(demands), *odd(demands)]
