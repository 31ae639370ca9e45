"""What a comparison and a condition came to, in words that accuse nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from nuozheng.law.conditions.facts import Value


class AnswerStatus(StrEnum):
    """How a data source answered; UNAVAILABLE is our trouble, not the person's.

    PARTIAL: it answered some of what was asked, and the rest is as if it had been down.
    """

    FOUND = "found"
    PARTIAL = "partial"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class SourceAnswer:
    """One source's answer about one subject; `attributes` as they came out of JSON.

    `unanswered` were asked and got no answer; `contested` the person holds to be wrong, so that
    they count neither for nor against anybody until their owner has answered.
    """

    source: str
    status: AnswerStatus
    as_of: date | None = None
    attributes: Mapping[str, object] = field(default_factory=dict)
    unanswered: frozenset[str] = frozenset()
    contested: frozenset[str] = frozenset()


class Result(StrEnum):
    """MET and NOT_MET judge the declared value itself; the others compare it with a source."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"
    MET = "met"
    NOT_MET = "not_met"

    @property
    def chinese(self) -> str:
        """The few words beside the sentence."""
        return _WORDS[self]


_WORDS = {
    Result.CONFIRMED: "一致",
    Result.CONTRADICTED: "不一致",
    Result.NOT_FOUND: "查不到",
    Result.AMBIGUOUS: "对不准",
    Result.UNKNOWN: "数据源暂不可用",
    Result.MET: "在标准以内",
    Result.NOT_MET: "不在标准以内",
}


class Reason(StrEnum):
    """Why nothing can be said; empty where something was said."""

    NONE = ""
    NOT_ASKED = "not_asked"
    UNAVAILABLE = "unavailable"
    STALE = "stale"
    LATER = "later"
    ATTRIBUTE_MISSING = "attribute_missing"
    UNREADABLE = "unreadable"
    WORDING = "wording"
    UNDECLARED = "undeclared"
    ATTESTED = "attested"
    NOT_ANSWERED = "not_answered"
    CONTESTED = "contested"
    CONFLICT = "conflict"

    @property
    def chinese(self) -> str:
        """One sentence for the person; "" where none is needed."""
        return _REASONS[self]


_REASONS = {
    Reason.NONE: "",
    Reason.NOT_ASKED: "还没有查询。",
    Reason.UNAVAILABLE: "数据源暂不可用，这是我们的问题，不影响您。",
    Reason.STALE: "数据太旧或者没有写明日期，不能用来核对，不影响您。",
    Reason.LATER: "数据是承诺以后的，后来的变化不等于承诺时不实，由工作人员核对。",
    Reason.ATTRIBUTE_MISSING: "数据里没有这一项，不等于您没有，换一种办法核对。",
    Reason.UNREADABLE: "数据源给出的内容认不出来，这是我们的问题，不影响您。",
    Reason.WORDING: "两边写法不完全一样，由工作人员核对。",
    Reason.UNDECLARED: "这一项还没有填写。",
    Reason.ATTESTED: "没有可以比对的数据，由工作人员按写明的办法核查。",
    Reason.NOT_ANSWERED: "数据源这一项没有答复，这是我们的问题，不影响您。",
    Reason.CONTESTED: "您对这一项数据提出了更正，数据单位答复以前不作数。",
    Reason.CONFLICT: "两个数据源说的不一样，不能说明您不实，由工作人员核对。",
}


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """One comparison's outcome.

    `difference` is left minus right, in the unit of the values, for days in days; `percent` is
    that difference in percent of the right value, two places. `as_of` is the older of the days
    for which the sources answered; `source` names them, joined with + where there are two.
    """

    key: str
    result: Result
    left: Value | None = None
    right: Value | tuple[Value, ...] | None = None
    difference: Decimal | None = None
    percent: Decimal | None = None
    as_of: date | None = None
    source: str = ""
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class ConditionResult:
    """A condition's rolled-up result with all its comparisons."""

    key: str
    result: Result
    comparisons: tuple[ComparisonResult, ...]
    reason: Reason = Reason.NONE

    @property
    def is_settled(self) -> bool:
        """Confirmed by data, so that no further check is needed."""
        return self.result is Result.CONFIRMED

    @property
    def is_partial(self) -> bool:
        """Some comparisons agree, and of the others a source said nothing."""
        said = {part.result for part in self.comparisons}
        return self.result is Result.UNKNOWN and Result.CONFIRMED in said

    @property
    def chinese(self) -> str:
        """The few words beside the sentence; 由人核查 where no data could ever tell."""
        if self.is_partial:
            return "只核对上一部分"
        return "由人核查" if self.reason is Reason.ATTESTED else self.result.chinese
