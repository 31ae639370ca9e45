"""守信激励: what promises kept in a row bring, and that one breach begins the row anew."""

from collections.abc import Iterable
from datetime import date

from nuozheng.law.credit import Standing
from nuozheng.law.policy import Policy
from nuozheng.law.policy.restraints import IncentiveRule


def earned(policy: Policy, standing: Standing, kept_in_a_row: int) -> tuple[IncentiveRule, ...]:
    """守信有激励 (ORD21-4.5a, XBQ21-2.6n), 守信联合激励 (ORD23-3.4.3c).

    Nothing while a breach is in force, and nothing where the place's text names no incentive.
    """
    if policy.credit.incentive.value == "none" or standing.worst is not None:
        return ()
    return tuple(one for one in policy.credit.incentives.value if kept_in_a_row >= one.kept)


def basis(policy: Policy) -> tuple[str, ...]:
    """The clauses of the place on incentives."""
    return policy.credit.incentive.clause


def elsewhere(policy: Policy) -> bool:
    """Whether promises kept before one unit count with another: only where it is joint."""
    return policy.credit.incentive.value == "joint"


def in_a_row(kept: Iterable[date], broken: Iterable[date]) -> int:
    """How many promises were kept since the last breach."""
    last = max(broken, default=None)
    return sum(1 for day in kept if last is None or day > last)
