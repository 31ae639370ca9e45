"""A condition as what a database needs to know of it: columns, kinds, and what is compared how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from nuozheng.law.conditions import (
    Condition,
    ConstantOperand,
    FactOperand,
    NumberFact,
    Op,
    SourceOperand,
    TextFact,
    TodayOperand,
    Tolerance,
)
from nuozheng.law.conditions.agreement import folded_text, typed
from nuozheng.law.conditions.consistency import operand_kind
from nuozheng.law.conditions.evaluation import told_by_several
from nuozheng.law.conditions.operands import Comparison, Operand
from nuozheng.law.conditions.sides import kind_of
from nuozheng.verification.bulk.codes import MOST_COMPARISONS

DECIMALS, DIGITS = 6, 21
"""What a number of a database holds: six places, fifteen digits before them."""
LIMIT = Decimal(10) ** (DIGITS - DECIMALS)
_PERCENT_DECIMALS = 6

Stored = Decimal | int | str | bool
"""A value as it is staged: days as numbers (`date.toordinal`), texts folded."""
Kinds = Mapping[str, Mapping[str, str]]
"""Source → attribute → kind of value."""


class ByHand(Exception):
    """A database can't judge this exactly; `evaluate` does."""


@dataclass(frozen=True, slots=True)
class Column:
    """A value that varies from case to case: a fact, a day counted from the promise, or data."""

    name: str
    kind: str
    source: str = ""
    attribute: str = ""
    operand: Operand | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """A standard: one value, or the listed ones."""

    values: tuple[Stored, ...]
    kind: str
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One comparison; `slack` as `evaluate` has it, `free` where a text may be worded otherwise."""

    left: Column | Fixed
    op: Op
    right: Column | Fixed
    tolerance: Tolerance | None
    slack: Decimal
    free: bool

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(side for side in (self.left, self.right) if isinstance(side, Column))


@dataclass(frozen=True, slots=True)
class Program:
    """One condition, ready to be put into a relational expression.

    `asked` are the sources that are asked about this kind of subject; `freshness` their days.
    """

    condition: Condition
    parts: tuple[Part, ...]
    asked: frozenset[str]
    freshness: Mapping[str, int]

    @property
    def told_by_several(self) -> frozenset[str]:
        """The facts that more than one source tells."""
        return told_by_several(self.condition)

    @property
    def declared(self) -> tuple[Column, ...]:
        """What is staged with each case, each column once."""
        return self._columns(source=False)

    @property
    def evidence(self) -> dict[str, tuple[Column, ...]]:
        """What is read of each source that is asked."""
        read: dict[str, tuple[Column, ...]] = {}
        for column in self._columns(source=True):
            if column.source in self.asked:
                read[column.source] = (*read.get(column.source, ()), column)
        return read

    def _columns(self, *, source: bool) -> tuple[Column, ...]:
        every = [c for part in self.parts for c in part.columns if bool(c.source) == source]
        return tuple({column.name: column for column in every}.values())


def program_of(
    condition: Condition, kinds: Kinds, asked: Iterable[str], freshness: Mapping[str, int]
) -> Program:
    """The program of a condition. Errors: ByHand where a database would judge otherwise."""
    if len(condition.comparisons) > MOST_COMPARISONS:
        raise ByHand("too many comparisons")
    parts = tuple(_part(condition, comparison, kinds) for comparison in condition.comparisons)
    return Program(condition, parts, frozenset(asked), dict(freshness))


def stored(value: object, kind: str) -> Stored | None:
    """A typed value as a database holds it; None where it can't hold it exactly."""
    if kind == "yes_no" and isinstance(value, bool):
        return value
    if kind == "number" and isinstance(value, Decimal) and abs(value) < LIMIT:
        held = round(value, DECIMALS)
        return held if held == value else None
    if kind == "date" and isinstance(value, date):
        return value.toordinal()
    return folded_text(value) if kind in ("text", "choice") and isinstance(value, str) else None


def _part(condition: Condition, comparison: Comparison, kinds: Kinds) -> Part:
    facts = {fact.key: fact for fact in condition.facts}
    kind = kind_of(comparison, facts)
    kind = "text" if kind == "choice" else kind
    left, right = (_side(side, kind, facts, kinds) for side in comparison.operands)
    named = [facts[side.fact] for side in comparison.operands if isinstance(side, FactOperand)]
    number = next((fact for fact in named if isinstance(fact, NumberFact)), None)
    slack = Decimal(1).scaleb(-number.decimals) if number and comparison.sources else Decimal(0)
    free = any(isinstance(fact, TextFact) for fact in named)
    _refuse_strange(comparison, kind)
    return Part(left, comparison.op, right, comparison.tolerance, slack, free)


def _refuse_strange(comparison: Comparison, kind: str) -> None:
    """What `evaluate` would not compare at all, and what takes more digits than there are."""
    ordering = comparison.op in (Op.LT, Op.LE, Op.GT, Op.GE)
    if ordering and kind in ("text", "yes_no"):
        raise ByHand(f"{comparison.key}: {kind} has no order")
    percent = comparison.tolerance.percent if comparison.tolerance else None
    if percent is not None and round(percent, _PERCENT_DECIMALS) != percent:
        raise ByHand(f"{comparison.key}: too many decimals")


def _side(operand: Operand, kind: str, facts: Mapping[str, object], kinds: Kinds) -> Column | Fixed:
    match operand:
        case FactOperand():
            own = operand_kind(operand, facts, {})  # type: ignore[arg-type]
            _must_fit(own, kind)
            return Column(f"f_{operand.fact}", kind, operand=operand)
        case TodayOperand():
            _must_fit("date", kind)
            moved = f"{operand.years}_{operand.months}_{operand.today}".replace("-", "m")
            return Column(f"t_{moved}", kind, operand=operand)
        case SourceOperand():
            _must_fit(kinds.get(operand.source, {}).get(operand.attribute), kind)
            name = f"s_{operand.source}__{operand.attribute}"
            return Column(name, kind, operand.source, operand.attribute)
        case ConstantOperand():
            return _fixed(operand, kind)


def _must_fit(own: str | None, kind: str) -> None:
    if ("text" if own == "choice" else own) != kind:
        raise ByHand(f"{own} is read as {kind}")


def _fixed(operand: ConstantOperand, kind: str) -> Fixed:
    is_list = isinstance(operand.constant, tuple)
    given = operand.constant if isinstance(operand.constant, tuple) else (operand.constant,)
    # In a list `evaluate` leaves out what it can't read.
    read = [value for value in (typed(item, kind) for item in given) if value is not None]
    held = tuple(one for one in (stored(value, kind) for value in read) if one is not None)
    if len(held) < len(read) or not (held or is_list):
        raise ByHand("a standard that a database does not hold exactly")
    return Fixed(held, kind, is_list)
