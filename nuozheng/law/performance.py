"""What became of a commitment: one word for each, and the three parts of a credit file."""

from enum import StrEnum


class Performance(StrEnum):
    """Where a commitment stands. CHECKING is not over yet; MISSING is over and nowhere recorded."""

    CHECKING = "checking"
    KEPT = "kept"
    BROKEN = "broken"
    CORRECTED = "corrected"
    SET_ASIDE = "set_aside"
    WITHDRAWN = "withdrawn"
    UNUSED = "unused"
    EXEMPT = "exempt"
    CLEAR = "clear"
    MISSING = "missing"

    @property
    def chinese(self) -> str:
        return _WORD[self]

    @property
    def is_over(self) -> bool:
        return self is not Performance.CHECKING


_WORD: dict[Performance, str] = {
    Performance.CHECKING: "还没有核查完",
    Performance.KEPT: "已兑现",
    Performance.BROKEN: "没有兑现",
    Performance.CORRECTED: "误填，已更正",
    Performance.SET_ASIDE: "认定已撤销",
    Performance.WITHDRAWN: "已撤回",
    Performance.UNUSED: "没有办成，承诺没有用上",
    Performance.EXEMPT: "免予核查",
    Performance.CLEAR: "核查没有发现不实",
    Performance.MISSING: "没有记下履行情况",
}


class Part(StrEnum):
    """承诺内容、践诺行为、违约记录 (LYG19-1.2.1a)."""

    PROMISED = "promised"
    PERFORMED = "performed"
    BROKEN = "broken"

    @property
    def chinese(self) -> str:
        return {"promised": "承诺内容", "performed": "践诺行为", "broken": "违约记录"}[self.value]


PART_OF: dict[str, dict[str, Part]] = {
    "application": dict.fromkeys(
        (
            "sign",
            "correct",
            "withdraw",
            "grant",
            "refuse",
            "terminate",
            "invalidate",
            "revoke",
            "abandon",
        ),
        Part.PROMISED,
    ),
    "verification_task": dict.fromkeys(("confirm", "clear", "give_up"), Part.PERFORMED),
    "untruth_finding": {
        **dict.fromkeys(
            ("dismiss", "find_mistake", "report_mended", "recheck_mended"), Part.PERFORMED
        ),
        **dict.fromkeys(
            ("find_untrue", "find_false", "find_unfulfilled", "recheck_unmended"), Part.BROKEN
        ),
    },
    "credit_record": {
        "record_kept": Part.PERFORMED,
        **dict.fromkeys(
            ("register", "dispute", "annul", "correct", "uphold", "repair", "end"), Part.BROKEN
        ),
    },
    "credit_repair": dict.fromkeys(("request", "grant_repair", "refuse_repair"), Part.BROKEN),
    "credit_objection": dict.fromkeys(
        (
            "object",
            "answer_objection",
            "annul_record",
            "correct_record",
            "reject_objection",
            "withdraw_objection",
        ),
        Part.BROKEN,
    ),
}
"""The acts that stand in a credit file, by kind of record: what is concluded, never a suspicion."""
