"""缺少处罚规则的领域: which matters have no penalty for a false promise (XBQ21-3.1g)."""

from nuozheng.law.closing import penalty_gap
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


def gap_of(policy: Policy, matter_type: str, penalty_bases: tuple[str, ...]) -> Finding | None:
    """The gap of one matter; None where there is a rule, or where none is looked for."""
    found = penalty_gap(policy, matter_type, "；".join(one for one in penalty_bases if one))
    return found if found.is_obstacle else None
