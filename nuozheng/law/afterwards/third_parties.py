"""第三方: what is decided on a promise must not harm others (ORD21-4.6h)."""

from collections.abc import Sequence

from nuozheng.law.answers import met, not_applicable, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy


def checked_before_effect(
    policy: Policy, *, unchecked: Sequence[str], unguarded: Sequence[str], touches: bool
) -> Finding:
    """Verification before effect, or an extra measure, for each condition of a flagged proof.

    `unchecked` names the conditions still open; `unguarded` those without an extra measure.
    """
    key, rule = "checked_before_effect", policy.consequences.third_party_check
    if not touches or not rule.value:
        return not_applicable(key, "清单没有标明涉及第三人，或者本地没有这一条。", rule.clause)
    left = [name for name in unchecked if name in unguarded]
    if not left:
        return met(key, "涉及第三人的，都已经核查，或者有另外的防范措施。", rule.clause)
    return not_met(
        key,
        f"这份证明涉及第三人的权益，准予以前要先核查：{'；'.join(left)}。",
        rule.clause,
        cure="请先核查；来不及的，写明另外的防范措施，例如公示、由第三人书面确认。",
    )
