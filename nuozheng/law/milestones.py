"""The days by which a place wants its list, and its texts and guides, published."""

from nuozheng.law.policy import Policy
from nuozheng.law.policy.around import Milestone

_NAMED = {"list": ("目录", "清单"), "template": ("文本", "指南")}


def publication_due(policy: Policy, subject: str) -> Milestone | None:
    """The milestone for publishing the "list" or the "template"; None where none is named.

    Sources: MJ21-3.2a, MJ21-3.3a, ORD23-2.3b.
    """
    for one in policy.dates.milestones.value:
        if "公布" in one.what and any(word in one.what for word in _NAMED[subject]):
            return one
    return None
