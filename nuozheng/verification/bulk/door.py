"""Where a source's columns enter: each value as the rules read it, or marked as odd.

A column may be of the kind itself or written as text. What a database would read otherwise than
`law.conditions` does is marked, and `evaluate` judges it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nuozheng.verification.bulk.program import DECIMALS, DIGITS

_NUMBER = f"DECIMAL({DIGITS},{DECIMALS})"
_SMALL_INTEGERS = {"TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER", "UINTEGER"}
_INTEGERS = {"BIGINT", "UBIGINT", "HUGEINT", "UHUGEINT"}
_EXACT = 15
"""Digits that a number keeps on its way through JSON."""
_DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
_DOTS = "•・‧∙⋅᛫●.．"
_WIDE = "".join(chr(code) for code in range(0xFF01, 0xFF5F) if chr(code) not in _DOTS)
_NARROW = "".join(chr(ord(one) - 0xFEE0) for one in _WIDE)
_PLAIN = "^[!-~·\u4e00-\u9fff]+$"
"""Characters that only case and width tell apart; for others there is `folded_text`."""


@dataclass(frozen=True, slots=True)
class Read:
    """SQL for a value, null where there is none, and for whether it is odd ("" where it can't)."""

    value: str
    odd: str = ""


def read(column: str, type_name: str, kind: str, options: Iterable[str] = ()) -> Read:
    """How a column of a DuckDB type is read as a kind; `options` are the codes of a choice."""
    quoted = '"{}"'.format(column.replace('"', '""'))
    name = type_name.upper()
    if kind in ("text", "choice"):
        return _text(quoted, options) if name == "VARCHAR" else _never(quoted)
    if kind == "yes_no":
        return _yes_no(quoted, name)
    return (_number if kind == "number" else _day)(quoted, name)


def read_day(column: str, type_name: str) -> Read:
    """How the day is read for which a row stands."""
    return _day('"{}"'.format(column.replace('"', '""')), type_name.upper())


def _never(quoted: str) -> Read:
    return Read("NULL", f"{quoted} IS NOT NULL")


def _number(quoted: str, name: str) -> Read:
    if name in _SMALL_INTEGERS:
        return Read(f"CAST({quoted} AS {_NUMBER})")
    held = f"TRY_CAST({quoted} AS {_NUMBER})"
    decimal = _DECIMAL.fullmatch(name)
    if decimal:
        digits, places = int(decimal[1]), int(decimal[2])
        if places <= DECIMALS and digits <= _EXACT:
            return Read(f"CAST({quoted} AS {_NUMBER})")
    if decimal or name in _INTEGERS:
        return _if_same(quoted, held, f"CAST({held} AS {name})", _few_digits(held))
    if name in ("DOUBLE", "FLOAT"):
        double = f"CAST({quoted} AS DOUBLE)"
        written = f"TRY_CAST(CAST({double} AS VARCHAR) AS {_NUMBER})"
        return _if_same(double, written, f"CAST({written} AS DOUBLE)", _few_digits(written))
    if name == "VARCHAR":
        whole, places = _EXACT - DECIMALS, DECIMALS
        form = f"^[+-]?[0-9]{{1,{whole}}}([.][0-9]{{1,{places}}})?$"
        return _if_written(quoted, form, held)
    return _never(quoted)


def _day(quoted: str, name: str) -> Read:
    number = "CAST(date_diff('day', DATE '0001-01-01', {}) + 1 AS INTEGER)"
    if name == "DATE":
        inside = f"{quoted} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
        odd = f"({quoted} IS NOT NULL AND NOT ({inside}))"
        return Read(f"CASE WHEN {inside} THEN {number.format(quoted)} END", odd)
    if name == "VARCHAR":
        held = number.format(f"TRY_CAST({quoted} AS DATE)")
        return _if_written(quoted, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", held)
    return _never(quoted)


def _yes_no(quoted: str, name: str) -> Read:
    if name == "BOOLEAN":
        return Read(quoted)
    if name != "VARCHAR":
        return _never(quoted)
    said = f"lower({quoted})"
    value = f"CASE WHEN {said} IN ('true', 'yes') THEN TRUE WHEN {said} IN ('false', 'no') "
    return Read(f"{value}THEN FALSE END", f"{_given(quoted)} AND ({value}THEN FALSE END) IS NULL")


def _text(quoted: str, options: Iterable[str]) -> Read:
    # What comes after the last narrow character has no counterpart there, and goes: blanks.
    source = _WIDE + _DOTS + "　 "
    target = _NARROW + "·" * len(_DOTS)
    folded = f"translate({quoted}, '{_sql(source)}', '{_sql(target)}')"
    codes = ", ".join(f"'{_sql(one)}'" for one in options)
    plain = f"{quoted} IN ({codes})" if codes else f"regexp_full_match({folded}, '{_PLAIN}')"
    return Read(
        f"CASE WHEN {plain} THEN lower({folded}) END", f"{_given(quoted)} AND NOT ({plain})"
    )


def _few_digits(number: str) -> str:
    """Whether a number that is sent as JSON has has all its digits."""
    small = 10 ** (_EXACT - DECIMALS)
    return f"(abs({number}) < {small} OR {number} = trunc({number}))"


def _if_same(given: str, held: str, back: str, few: str) -> Read:
    same = f"({back} IS NOT DISTINCT FROM {given} AND {few})"
    return Read(f"CASE WHEN {same} THEN {held} END", f"({given} IS NOT NULL AND NOT ({same}))")


def _if_written(quoted: str, form: str, held: str) -> Read:
    value = f"CASE WHEN regexp_full_match({quoted}, '{form}') THEN {held} END"
    return Read(value, f"({_given(quoted)} AND ({value}) IS NULL)")


def _given(quoted: str) -> str:
    return f"({quoted} IS NOT NULL AND {quoted} <> '')"


def _sql(text: str) -> str:
    return text.replace("'", "''")
