"""Where a local rule goes beyond higher law: what to look at before a pack is adopted.

Each rule takes a policy and returns a finding: MET where nothing is amiss, NOT_MET with the
Chinese reason, the clauses on both sides and what would cure it. The pack still loads.
"""

from nuozheng.law.findings import Finding
from nuozheng.law.pack_review import procedure, publicity, sanctions
from nuozheng.law.policy import Policy

RULES = (*procedure.RULES, *sanctions.RULES, *publicity.RULES)


def review(policy: Policy) -> tuple[Finding, ...]:
    """Every rule's finding on a policy."""
    return tuple(rule(policy) for rule in RULES)
