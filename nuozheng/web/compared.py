"""Declared against authoritative values, side by side, as an officer reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from nuozheng.applications.declaration import Checked
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import (
    ChoiceFact,
    Comparison,
    Condition,
    ConstantOperand,
    FactOperand,
    NumberFact,
    Op,
    Result,
    SourceOperand,
    TodayOperand,
    Value,
    date_text,
    fact_text,
    number_text,
)

_SIGN = {
    Op.EQ: "",
    Op.NE: "≠",
    Op.LT: "＜",
    Op.LE: "≤",
    Op.GT: "＞",
    Op.GE: "≥",
    Op.IN: "",
}
_TURNED = {Op.LT: Op.GT, Op.LE: Op.GE, Op.GT: Op.LT, Op.GE: Op.LE}


@dataclass(frozen=True, slots=True)
class Compared:
    """One line: what was declared, what the source says, what the standard is."""

    label: str
    result: str
    declared: str = ""
    data: str = ""
    standard: str = ""
    source: str = ""
    as_of: date | None = None
    note: str = ""
    fact: str = field(default="", repr=False)


def compare(condition: Condition, values: Mapping[str, Value], checked: Checked) -> list[Compared]:
    """A line for each comparison; a standard joins the line of the fact that it judges."""
    stored = {row["key"]: row for row in checked.comparisons}
    rows: list[Compared] = []
    for comparison in condition.comparisons:
        if comparison.key not in stored:
            continue
        row = _line(condition, values, comparison, stored[comparison.key])
        twin = next((i for i, other in enumerate(rows) if _joins(row, other)), None)
        if twin is None:
            rows.append(row)
        else:
            rows[twin] = _joined(rows[twin], row)
    return rows


def _joins(row: Compared, other: Compared) -> bool:
    """A met standard adds nothing of its own beside the same fact's comparison with a source."""
    if not row.fact or row.fact != other.fact:
        return False
    return (row.result == Result.MET and not row.source) != (
        other.result == Result.MET and not other.source
    )


def _joined(one: Compared, other: Compared) -> Compared:
    with_source, standard = (one, other) if one.source else (other, one)
    return replace(with_source, standard=with_source.standard or standard.standard)


def _line(
    condition: Condition,
    values: Mapping[str, Value],
    comparison: Comparison,
    stored: Mapping[str, Any],
) -> Compared:
    sides = {"left": comparison.left, "right": comparison.right}
    unit = next((_unit(condition, side) for side in sides.values() if _unit(condition, side)), "")
    line = Compared(
        label="",
        result=stored["result"],
        as_of=date.fromisoformat(stored["as_of"]) if stored["as_of"] else None,
        source="、".join(_source_titles(stored["source"])),
        note=_note(comparison, stored),
    )
    for name, side in sides.items():
        text = stored[name]
        match side:
            case FactOperand():
                fact = condition.fact(side.fact)
                said = values.get(side.fact)
                shown = "" if said is None else fact_text(fact, said) + _unit(condition, side)
                line = replace(line, declared=shown, fact=side.fact, label=line.label or fact.label)
            case SourceOperand():
                title = registry()[side.source].attributes[side.attribute].title
                line = replace(line, data=_from_source(side, text), label=line.label or title)
            case ConstantOperand() | TodayOperand():
                op = comparison.op if name == "right" else _turned(comparison.op)
                line = replace(line, standard=_SIGN[op] + _named(condition, sides, text) + unit)
    return line


def _named(condition: Condition, sides: Mapping[str, object], text: str | None) -> str:
    """A constant in words; where it is an option of the other side, that option's label."""
    labels: dict[str, str] = {}
    for side in sides.values():
        if isinstance(side, SourceOperand):
            labels |= registry()[side.source].attributes[side.attribute].options
        elif isinstance(side, FactOperand):
            fact = condition.fact(side.fact)
            if isinstance(fact, ChoiceFact):
                labels |= {option.value: option.label for option in fact.options}
    parts = (text or "").split("、")
    return "、".join(labels.get(part, _plain(part)) for part in parts)


def _turned(op: Op) -> Op:
    return _TURNED.get(op, op)


def _unit(condition: Condition, side: object) -> str:
    if isinstance(side, FactOperand):
        fact = condition.fact(side.fact)
        return fact.unit if isinstance(fact, NumberFact) else ""
    if isinstance(side, SourceOperand):
        return registry()[side.source].attributes[side.attribute].unit
    return ""


def _from_source(side: SourceOperand, text: str | None) -> str:
    attribute = registry()[side.source].attributes[side.attribute]
    if text is None:
        return ""
    if attribute.kind == "choice":
        return attribute.options.get(text, text)
    return _plain(text) + attribute.unit


def _plain(text: str | None) -> str:
    """A stored value as a person reads it: days in Chinese, numbers with their thousands."""
    if text is None:
        return ""
    try:
        return date_text(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return number_text(Decimal(text))
    except InvalidOperation:
        return text


def _source_titles(names: str) -> list[str]:
    return [registry()[name].title for name in names.split("+") if name in registry()]


def _note(comparison: Comparison, stored: Mapping[str, Any]) -> str:
    notes = [stored["reason"]] if stored["reason"] else []
    allowed = comparison.tolerance
    if allowed is not None and stored["percent"] not in (None, "0", "0.00"):
        if allowed.percent is not None:
            told = {
                "found": number_text(abs(Decimal(stored["percent"]))),
                "allowed": number_text(allowed.percent),
            }
            notes.append(_how_far(comparison, stored["percent"]) % told)
        elif allowed.absolute is not None:
            notes.append(_("允许相差%(allowed)s") % {"allowed": number_text(allowed.absolute)})
    return "".join(notes)


def _how_far(comparison: Comparison, percent: str) -> str:
    """The percentage is of the right side, and says by how much the left one is away from it."""
    less = Decimal(percent) < 0
    if isinstance(comparison.left, FactOperand) and isinstance(comparison.right, SourceOperand):
        return (
            _("填的比数据少%(found)s%%，允许相差%(allowed)s%%")
            if less
            else _("填的比数据多%(found)s%%，允许相差%(allowed)s%%")
        )
    if isinstance(comparison.left, SourceOperand) and isinstance(comparison.right, FactOperand):
        return (
            _("数据比填的少%(found)s%%，允许相差%(allowed)s%%")
            if less
            else _("数据比填的多%(found)s%%，允许相差%(allowed)s%%")
        )
    return _("相差%(found)s%%，允许%(allowed)s%%")
