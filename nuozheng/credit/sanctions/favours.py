"""守信激励: given by itself when a case is accepted, logged, seen by the person."""

from datetime import datetime

from nuozheng.credit.sanctions.models import Incentive
from nuozheng.credit.standing import standing_of
from nuozheng.law import incentives as rules
from nuozheng.law.policy import Policy
from nuozheng.parties.models import Agency, Party


def give(
    *, policy: Policy, party: Party, agency: Agency, case_number: str, kept: int, at: datetime
) -> list[Incentive]:
    """What so many promises kept in a row bring in this case; nothing while a breach counts.

    Being good to somebody needs no officer's decision, and takes none away.
    """
    least = min((one.kept for one in policy.credit.incentives.value), default=0)
    if policy.credit.incentive.value == "none" or kept < least:
        return []
    earned = rules.earned(policy, standing_of(party, at.date()), kept)
    return Incentive.objects.bulk_create(
        [
            Incentive(
                party=party,
                agency=agency,
                policy_key=policy.key,
                rule=one.key,
                case_number=case_number,
                kept=kept,
                basis=list(rules.basis(policy)),
                given_at=at,
            )
            for one in earned
        ],
        ignore_conflicts=True,
    )


def in_case(number: str) -> list[Incentive]:
    """The favours of one case."""
    return list(Incentive.objects.filter(case_number=number).order_by("pk"))


def with_lower_sampling(numbers: list[str]) -> set[str]:
    """Which of these cases are drawn at the lower rate."""
    found = Incentive.objects.filter(case_number__in=numbers, rule="lower_sampling")
    return set(found.values_list("case_number", flat=True))
