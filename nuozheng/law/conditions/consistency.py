"""Whether a definition hangs together: sentence, facts, comparisons and sources fit each other."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from nuozheng.law.conditions.facts import ChoiceFact, Fact, NumberFact
from nuozheng.law.conditions.operands import (
    Comparison,
    ConstantOperand,
    FactOperand,
    Op,
    Operand,
    SourceOperand,
    TodayOperand,
)
from nuozheng.law.conditions.template import constant_value, split

Kind: TypeAlias = Literal["number", "date", "choice", "text", "yes_no"]


@dataclass(frozen=True, slots=True)
class AttributeType:
    """What kind of value a source gives; `options` are the codes of a choice."""

    kind: Kind
    unit: str = ""
    options: tuple[str, ...] = ()


Attributes: TypeAlias = Mapping[str, Mapping[str, AttributeType]]

_ORDERING = {Op.LT, Op.LE, Op.GT, Op.GE}
_CHINESE = {"number": "数字", "date": "日期", "choice": "选项", "text": "文字", "yes_no": "是否"}


def sentence_problems(
    sentence: str, facts: Mapping[str, Fact], comparisons: Sequence[Comparison]
) -> Iterator[str]:
    """Placeholders and facts match one to one, and a standard in words is the one compared."""
    pieces = split(sentence)
    if any(mark in piece.body for piece in pieces if piece.kind == "text" for mark in "{}"):
        yield "句子里的花括号不成对"
    places = [piece.body for piece in pieces if piece.kind == "fact"]
    for key in dict.fromkeys(places):
        if key not in facts:
            yield f"句子里的{{{key}}}没有对应的事实"
    for key in facts:
        if key not in places:
            yield f"事实{key}没有写进句子，请加上{{{key}}}"
    compared = {value for part in comparisons for side in part.operands for value in _written(side)}
    for piece in pieces:
        if piece.kind == "constant" and constant_value(piece.body) not in compared:
            yield f"句子里写的标准{piece.body}，没有一条比对用到它"


def comparison_problems(
    facts: Mapping[str, Fact], comparisons: Sequence[Comparison]
) -> Iterator[str]:
    """Faults that can be seen without knowing what the sources give."""
    keys = [part.key for part in comparisons]
    if len(set(keys)) < len(keys):
        yield "比对的key不能重复"
    for part in comparisons:
        missing = [s.fact for s in part.operands if isinstance(s, FactOperand)]
        missing = [key for key in missing if key not in facts]
        faults = (
            [f"用到的事实{key}没有定义" for key in missing]
            or list(_shape_problems(part))
            or list(_kind_problems(part, facts, {}))
        )
        yield from (f"比对{part.key}：{fault}" for fault in faults)


def source_problems(
    comparison: Comparison, facts: Mapping[str, Fact], attributes: Attributes
) -> Iterator[str]:
    """Faults against the table of what each source gives."""
    unknown = False
    for side in comparison.sources:
        if side.attribute not in attributes.get(side.source, {}):
            unknown = True
            what = "数据源" if side.source not in attributes else "数据项"
            name = (
                side.source if side.source not in attributes else f"{side.source}.{side.attribute}"
            )
            yield f"比对{comparison.key}：没有{what}{name}"
    if not unknown:
        for fault in _kind_problems(comparison, facts, attributes):
            yield f"比对{comparison.key}：{fault}"


def operand_kind(
    operand: Operand, facts: Mapping[str, Fact], attributes: Attributes
) -> Kind | None:
    """The kind of value on one side; None where it depends on an unknown source."""
    match operand:
        case FactOperand():
            return facts[operand.fact].kind
        case TodayOperand():
            return "date"
        case SourceOperand():
            known = attributes.get(operand.source, {}).get(operand.attribute)
            return known.kind if known else None
        case ConstantOperand():
            first = next(iter(_values(operand)), "")
            if isinstance(first, bool):
                return "yes_no"
            return "number" if isinstance(first, Decimal) else "text"


def _values(operand: Operand) -> tuple[bool | Decimal | str, ...]:
    if not isinstance(operand, ConstantOperand):
        return ()
    constant = operand.constant
    return constant if isinstance(constant, tuple) else (constant,)


def _written(operand: Operand) -> tuple[bool | Decimal | str, ...]:
    """Constants a sentence may quote; of "18 years before today", the 18."""
    if isinstance(operand, TodayOperand):
        offsets = (operand.today, operand.years, operand.months)
        return tuple(Decimal(abs(offset)) for offset in offsets)
    return _values(operand)


def _shape_problems(part: Comparison) -> Iterator[str]:
    if not any(isinstance(side, FactOperand | SourceOperand) for side in part.operands):
        yield "两边都不是事实或者数据，没有可比的"
    listed = [
        isinstance(side, ConstantOperand) and isinstance(side.constant, tuple)
        for side in part.operands
    ]
    if part.op is Op.IN:
        if listed != [False, True] or not _values(part.right):
            yield 'in的右边须是一列常数，例如 {constant=["2A", "2B"]}'
    elif any(listed):
        yield "一列常数只能用in比对"
    if part.tolerance is not None:
        if not part.sources:
            yield "容差只用于与数据源的比对，法定标准不能放宽"
        if part.op in (Op.IN, Op.NE):
            yield f"{part.op}不能有容差"


def _kind_problems(
    part: Comparison, facts: Mapping[str, Fact], attributes: Attributes
) -> Iterator[str]:
    kinds = {operand_kind(side, facts, attributes) for side in part.operands} - {None}
    constants = [value for side in part.operands for value in _values(side)]
    is_dated = kinds == {"date", "text"} or (kinds == {"text"} and part.op in _ORDERING)
    if is_dated and constants and all(map(_is_day, constants)):
        kinds = {"date"}
    if kinds == {"choice", "text"}:
        kinds = {"choice"}
    if len(kinds) > 1 or len({type(value) for value in constants}) > 1:
        yield "两边类型不同（" + "、".join(sorted(_CHINESE[k] for k in kinds if k)) + "），不能比"
        return
    kind = next(iter(kinds), None)
    if part.op in _ORDERING and kind in ("choice", "text", "yes_no"):
        yield f"{_CHINESE[kind]}不能比大小，请用eq、ne或者in"
    if part.tolerance and kind and (kind == "date") != (part.tolerance.days is not None):
        yield "日期的容差写days，数字的容差写percent或者absolute"
    elif part.tolerance and kind not in ("number", "date", None):
        yield f"{_CHINESE[kind]}不能有容差"
    yield from _unit_problems(part, facts, attributes)
    for options in (_options(side, facts, attributes) for side in part.operands):
        strange = [str(value) for value in constants if options and value not in options]
        if strange:
            yield f"常数{'、'.join(strange)}不在选项里（{'、'.join(options)}）"


def _unit_problems(
    part: Comparison, facts: Mapping[str, Fact], attributes: Attributes
) -> Iterator[str]:
    units = [_unit(side, facts, attributes) for side in part.operands]
    if None not in units and units[0] != units[1]:
        yield f"两边单位不同（{units[0] or '无单位'}、{units[1] or '无单位'}），不能直接比"


def _unit(operand: Operand, facts: Mapping[str, Fact], attributes: Attributes) -> str | None:
    if isinstance(operand, FactOperand):
        fact = facts[operand.fact]
        return fact.unit if isinstance(fact, NumberFact) else None
    if isinstance(operand, SourceOperand):
        known = attributes.get(operand.source, {}).get(operand.attribute)
        return known.unit if known and known.kind == "number" else None
    return None


def _options(
    operand: Operand, facts: Mapping[str, Fact], attributes: Attributes
) -> tuple[str, ...]:
    if isinstance(operand, FactOperand):
        fact = facts[operand.fact]
        return tuple(o.value for o in fact.options) if isinstance(fact, ChoiceFact) else ()
    if isinstance(operand, SourceOperand):
        known = attributes.get(operand.source, {}).get(operand.attribute)
        return known.options if known else ()
    return ()


def _is_day(value: object) -> bool:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return False
    return True
