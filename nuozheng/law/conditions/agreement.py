"""Whether two typed values agree: tolerance, rounding, and texts written in different ways."""

import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from operator import eq, ge, gt, le, lt

from nuozheng.law.conditions.facts import Value
from nuozheng.law.conditions.operands import Op, Tolerance

_ORDER: dict[Op, Callable[[Decimal, Decimal], bool]] = {
    Op.EQ: eq,
    Op.LT: lt,
    Op.LE: le,
    Op.GT: gt,
    Op.GE: ge,
}
_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅᛫●.．"), "·")
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def typed(value: object, kind: str) -> Value | None:
    """A value out of JSON as the kind it must be; None where it can't be read as that."""
    if kind == "yes_no":
        return value if isinstance(value, bool) else _YES_NO.get(str(value).lower())
    if isinstance(value, bool):
        return None
    if kind == "number":
        return _number(value)
    if kind == "date":
        return _day(value)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else None


def _number(value: object) -> Decimal | None:
    if not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 20 else None


def _day(value: object) -> date | None:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        return None


def distance(left: Value, right: Value) -> Decimal | None:
    """Left minus right, days for dates; None for values that have no distance."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        with localcontext(prec=60):
            return left - right
    if isinstance(left, date) and isinstance(right, date):
        return Decimal((left - right).days)
    return None


def percent_of(difference: Decimal | None, right: object) -> Decimal | None:
    """The difference in percent of the right value, two places; None against zero or a day."""
    if difference is None or not isinstance(right, Decimal) or not right:
        return None
    with localcontext(prec=60):
        share = difference / abs(right) * 100
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def ordered(op: Op, left: Value, right: Value, slack: Decimal, tolerance: Tolerance | None) -> bool:
    """A relation between numbers or days; values that lie within the tolerance count as equal.

    Without a tolerance numbers may differ by less than `slack`, one unit of the last place that
    the person could write: whoever left off the odd cents told the truth.
    """
    difference = distance(left, right)
    if difference is None:
        raise TypeError(f"{left!r} and {right!r} can't be ordered")
    zero = Decimal(0)
    near = abs(difference) < slack or within(difference, left, right, tolerance)
    if op is Op.NE:
        return not near and difference != zero
    return _ORDER[op](difference, zero) or near


def within(difference: Decimal, left: Value, right: Value, tolerance: Tolerance | None) -> bool:
    """The same answer whichever side is named first: percent are of the larger amount."""
    if tolerance is None:
        return False
    if tolerance.days is not None:
        return abs(difference) <= tolerance.days
    if tolerance.absolute is not None:
        return abs(difference) <= tolerance.absolute
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return False
    with localcontext(prec=60):
        larger = max(abs(left), abs(right))
        return abs(difference) * 100 <= larger * (tolerance.percent or 0)


def folded_text(text: str) -> str:
    """A text without the differences that don't matter: width, case, spaces, kinds of dots."""
    plain = unicodedata.normalize("NFKC", text.translate(_DOTS)).translate(_DOTS)
    return "".join(plain.split()).casefold()


def may_be_the_same(left: str, right: str) -> bool:
    """One text contained in the other, as an office named with or without its city."""
    one, other = folded_text(left), folded_text(right)
    return bool(one and other) and one != other and (one in other or other in one)
