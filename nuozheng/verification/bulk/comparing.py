"""`law.conditions.agreement` in the words of a database: when do two values agree?"""

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from operator import eq, ge, gt, le, lt
from typing import Any

import ibis

from nuozheng.law.conditions import Op, Tolerance
from nuozheng.verification.bulk.program import DECIMALS, LIMIT, Part, Stored

_ORDER: dict[Op, Callable[[Any, Any], Any]] = {
    Op.EQ: eq,
    Op.LT: lt,
    Op.LE: le,
    Op.GT: gt,
    Op.GE: ge,
}


def literal(value: Stored, kind: str) -> Any:
    """A value of a standard with its type."""
    return ibis.literal(value, kind)


def agreed(part: Part, left: Any, right: Any) -> Any:
    """Whether both values stand in the stated relation; both are there."""
    if isinstance(right, list):
        return left.isin(right) if right else ibis.literal(False)
    kind = part.left.kind
    if kind in ("text", "yes_no"):
        return left == right if part.op is Op.EQ else left != right
    near = _near(part, left, right)
    if part.op is Op.NE:
        return (left != right) if near is None else ~near & (left != right)
    relation = _ORDER[part.op](left, right)
    return relation if near is None else relation | near


def contained(left: Any, right: Any) -> Any:
    """One text within the other, both not empty and not the same."""
    filled = (left.length() > 0) & (right.length() > 0)
    return filled & (left != right) & (left.contains(right) | right.contains(left))


def _near(part: Part, left: Any, right: Any) -> Any | None:
    """Within tolerance or slack; None where there is neither."""
    distance = (left - right).abs()
    near = []
    if part.left.kind == "number" and part.slack:
        near.append(distance < _number(part.slack))
    if part.tolerance is not None and (within := _within(part, distance, left, right)) is not None:
        near.append(within)
    if not near:
        return None
    return near[0] if len(near) == 1 else near[0] | near[1]


def _within(part: Part, distance: Any, left: Any, right: Any) -> Any | None:
    tolerance = part.tolerance
    assert tolerance is not None
    fixed = _fixed_limit(tolerance)
    if fixed is not None:
        limit = int(fixed) if part.left.kind == "date" else _number(min(fixed, LIMIT - 1))
        return distance <= limit
    if part.left.kind == "date":
        return None
    # Both sides times a power of ten, so that only whole numbers are multiplied: exact.
    percent = tolerance.percent or Decimal(0)
    scale = Decimal(10) ** max(0, -int(percent.normalize().as_tuple().exponent))
    larger = ibis.greatest(left.abs(), right.abs())
    return distance * _whole(100 * scale) <= larger * _whole(percent * scale)


def _fixed_limit(tolerance: Tolerance) -> Decimal | None:
    """Days or an amount; values have six places, so that further ones of the limit don't matter."""
    if tolerance.days is not None:
        return Decimal(tolerance.days)
    if tolerance.absolute is None:
        return None
    return tolerance.absolute.quantize(Decimal(1).scaleb(-DECIMALS), ROUND_FLOOR)


def _number(value: Decimal) -> Any:
    return ibis.literal(value, f"decimal(21, {DECIMALS})")


def _whole(value: Decimal) -> Any:
    return ibis.literal(value, "decimal(12, 0)")
