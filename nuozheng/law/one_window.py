"""一窗受理、集成服务: one window takes in what several departments handle (LYG19-1.5a)."""

import re

from nuozheng.law.answers import met, not_met
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy

ONE_WINDOW = "一窗受理"
MOST_AT_ONCE = 10
"""Services in one application at a window; more can't be explained to anybody in one go."""
_PART = re.compile(r"(?P<whole>.+-\d{8}-\d{6,})-(?P<part>\d{1,2})")


def window_takes_in_for_all(policy: Policy) -> Finding:
    """市政务办负责牵头推进“互联网+政务服务”，实行“一窗受理、集成服务” (LYG19-1.5a)."""
    key, rule = "window_takes_in_for_all", policy.applicants.apply_channels
    if ONE_WINDOW in rule.value:
        return met(key, "本地实行一窗受理：一个窗口收几个部门的事，一个编号。", rule.clause)
    return not_met(
        key,
        f"{policy.place_name}的规定没有写一窗受理。",
        rule.clause,
        cure="请申请人在各个部门的事项页分别申请。",
    )


def part_number(whole: str, part: int) -> str:
    """The number of a department's part: that of the whole application and its position in it."""
    return f"{whole}-{part}"


def whole_number(number: str) -> str:
    """The one number that the applicant was given; empty where a case is no part of anything."""
    found = _PART.fullmatch(number)
    return found["whole"] if found else ""
