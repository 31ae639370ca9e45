"""What data and examinations say, each as a shape and a word."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.law.findings import Outcome

# Only the first is green, only the second vermilion; the others never count against anybody.
_WORDS: dict[str, tuple[str, Promise]] = {
    "confirmed": ("ok", _("一致")),
    "contradicted": ("no", _("不一致")),
    "not_found": ("none", _("查不到")),
    "ambiguous": ("none", _("查不到")),
    "partial": ("down", _("只查到一部分")),
    "unknown": ("down", _("数据源暂不可用")),
    "unavailable": ("down", _("数据源暂不可用")),
    "waiting": ("wait", _("等答复")),
    "manual": ("wait", _("人工核查")),
    "met": ("ok", _("在标准以内")),
    "not_met": ("no", _("不在标准以内")),
    "not_applicable": ("na", _("不适用")),
}

FINDING_ORDER = {
    Outcome.NOT_MET: 0,
    Outcome.UNKNOWN: 1,
    Outcome.MET: 2,
    Outcome.NOT_APPLICABLE: 3,
}

_FINDING_WORDS: dict[Outcome, tuple[str, Promise]] = {
    Outcome.MET: ("ok", _("通过")),
    Outcome.NOT_MET: ("no", _("没有通过")),
    Outcome.UNKNOWN: ("none", _("还不清楚")),
    Outcome.NOT_APPLICABLE: ("na", _("不适用")),
}


def of(result: str) -> tuple[str, Promise]:
    """The shape's class and the word of a data result; KeyError for words nobody defined."""
    return _WORDS[str(result).lower()]


def of_finding(outcome: Outcome) -> tuple[str, Promise]:
    """The same for the outcome of a rule, which examines a situation and not data."""
    return _FINDING_WORDS[outcome]
