"""Decide on a local rule that goes beyond a national one, and read what holds."""

from datetime import date
from functools import cache

from django.utils import timezone

from nuozheng.credit.beyond.models import RuleDecision
from nuozheng.evidence.wording import written
from nuozheng.law import beyond as rules
from nuozheng.law.beyond import Decided, Outcome
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force


def decide_rule(
    *, policy: Policy, rule: str, outcome: Outcome, reason: str, until: date, by: Account
) -> RuleDecision:
    """Keep or suspend, with a reason, until a day. Errors: Refused with every lack."""
    today, reason = timezone.localdate(), written(reason, "理由")
    held = Membership.objects.filter(
        in_force(today),
        account=by,
        role=Role.JUSTICE_REVIEWER,
        agency__jurisdiction__place=policy.place,
    )
    if not held.exists():
        raise Refused.because(
            "not_your_move",
            "本地规定超出上位规定的，由本地司法行政审核人员决定。",
            *rules.BASIS,
            cure="请转给本地的司法行政审核人员。",
        )
    found = obstacles(rules.examine(policy, rule, reason, until, today))
    if found:
        raise Refused(*found)
    return RuleDecision.objects.create(
        policy_key=policy.key,
        rule=rule,
        outcome=outcome,
        reason=reason,
        until=until,
        decided_by=by,
        decided_at=timezone.now(),
    )


def latest(policy_key: str) -> dict[str, RuleDecision]:
    """The latest decision on each rule of a policy."""
    rows = RuleDecision.objects.filter(policy_key=policy_key).order_by("rule", "-pk")
    return {row.rule: row for row in rows.distinct("rule").select_related("decided_by")}


def policy_in_effect(key: str, on: date) -> Policy:
    """A place's policy as it is applied: no query where nothing of it could be replaced."""
    policy = load_policy(key)
    if not _may_be_replaced(key):
        return policy
    decided = {rule: decided_of(row) for rule, row in latest(key).items()}
    return rules.in_effect(policy, decided, on)


@cache
def _may_be_replaced(key: str) -> bool:
    return any(one.key in rules.REPLACED for one in rules.beyond(load_policy(key)))


def decided_of(row: RuleDecision) -> Decided:
    """A stored decision as the rules read it."""
    return Decided(row.outcome, row.until)  # type: ignore[arg-type]
