"""试算: what a changed pack would have meant for cases that were really handled.

Minutes of work are assumptions of ours where nothing was measured, stated here and in the result.
What is checked by chance counts with its chance, so that the same data give the same numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from nuozheng.law import eligibility
from nuozheng.law.credit import standing
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import Depth, Plan, depth

ASSUMED_MINUTES: Mapping[str, int] = {
    "online": 5,
    "written": 15,
    "internal": 20,
    "assistance": 30,
    "agency_verification": 30,
    "onsite": 120,
}
"""For one condition that no source settled, by the way in which it is checked."""
PAPER_MINUTES = 10
"""For reading one proof that is handed in because its applicant may not commit."""
_AT_THE_DESK = ("online", "written", "internal")
_NONE, _WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Check:
    """One promised condition that people had to check; `untrue` where a breach was found."""

    manner: str
    plan: Plan
    untrue: bool = False


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case as it was on its first day; `offered` proofs could be committed to by its list."""

    number: str
    applicant: ApplicantFacts
    kept: int
    offered: int
    checks: tuple[Check, ...] = ()
    committed: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """What one pack makes of all the cases."""

    cases: int
    barred: int
    slipped: Decimal
    minutes: Decimal

    @property
    def hours(self) -> Decimal:
        return (self.minutes / 60).quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True)
class Simulated:
    """Two packs over the same cases; the numbers of cases whose eligibility differs."""

    present: Count
    changed: Count
    newly_barred: tuple[str, ...]
    newly_eligible: tuple[str, ...]
    untrue: int


def simulate(
    cases: Iterable[tuple[PastCase, Policy]], changed: Policy, minutes: Mapping[str, int]
) -> Simulated:
    """Each case under its own policy and under the changed one; `minutes` by way of checking."""
    now, then = _Sums(minutes), _Sums(minutes)
    barred: list[str] = []
    eligible: list[str] = []
    untrue = 0
    for case, own in cases:
        was, would = now.add(case, own), then.add(case, changed)
        if would and not was:
            barred.append(case.number)
        elif was and not would:
            eligible.append(case.number)
        untrue += sum(check.untrue for check in case.checks)
    return Simulated(now.count(), then.count(), tuple(barred), tuple(eligible), untrue)


def share_checked(policy: Policy, case: PastCase, check: Check) -> Decimal:
    """With which chance a promised condition is checked: exempt, by the ratio, or always."""
    standing_then = standing(case.applicant.records, case.applicant.on, kept=case.kept)
    level, _why = depth(policy, standing_then)
    if level is Depth.FULL:
        return _WHOLE
    if check.plan.exempt and policy.verification.exemption.value:
        return _NONE
    if level is Depth.LIGHT and check.manner not in _AT_THE_DESK:
        return _NONE
    return check.plan.sampling_ratio or policy.verification.sampling_ratio.value or _WHOLE


class _Sums:
    """Adds up case by case; what nobody promised then has the mean effort of those who did."""

    def __init__(self, minutes: Mapping[str, int]) -> None:
        self._minutes = minutes
        self._cases = self._barred = self._promised = self._unknown = 0
        self._slipped = self._work = self._papers = _NONE

    def add(self, case: PastCase, policy: Policy) -> bool:
        """Whether the case's applicant may not commit under this policy."""
        self._cases += 1
        if not eligibility.may_commit(eligibility.examine(policy, case.applicant)):
            self._barred += 1
            self._papers += PAPER_MINUTES * case.offered
            return True
        if not case.committed:
            self._unknown += bool(case.offered)
            return False
        self._promised += 1
        for check in case.checks:
            share = share_checked(policy, case, check)
            self._work += share * self._minutes[check.manner]
            self._slipped += (_WHOLE - share) if check.untrue else _NONE
        return False

    def count(self) -> Count:
        mean = self._work / self._promised if self._promised else _NONE
        work = self._work + self._papers + mean * self._unknown
        return Count(
            self._cases,
            self._barred,
            self._slipped.quantize(Decimal("0.1")),
            work.quantize(Decimal("0.1")),
        )
