"""事前信用预警: the facts that count, each with reason and source; no score beyond their number."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from nuozheng.law.credit import BarEnds, RecordFact, in_force
from nuozheng.law.policy import Policy


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that counts, and where it stands."""

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Warning:
    """How many facts call for care, which they are, and the promises kept beside them."""

    reasons: tuple[Reason, ...]
    kept: int
    basis: tuple[str, ...]

    @property
    def score(self) -> int:
        """The number of facts, nothing else; it bars nobody and decides nothing."""
        return len(self.reasons)


def is_offered(policy: Policy) -> bool:
    """探索建立事前信用预警系统 (MJ21-2.3.9g); off where the place's text doesn't offer it."""
    return policy.applicants.pre_check_credit_score.value == "may_explore"


def warning_of(
    policy: Policy, records: Iterable[RecordFact], kept: int, today: date
) -> Warning | None:
    """The facts in force today; None where it is not offered.

    What is only suspected, repaired, ended or set aside never counts.
    """
    if not is_offered(policy):
        return None
    ends: BarEnds = policy.applicants.bar_ends.value
    reasons = tuple(
        Reason(one.told(), f"信用记录，{one.agency}，{one.document_number}")
        for one in records
        if one.is_adverse and not one.disputed and in_force(one, today, ends)
    )
    return Warning(reasons, kept, policy.applicants.pre_check_credit_score.clause)
