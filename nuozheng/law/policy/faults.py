"""Turns what a parser or validator found into problems that name file, key and example."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from nuozheng.law.policy.errors import PackProblem
from nuozheng.law.policy.model import Policy, section_types

STATED_KEYS = ("value", "clause", "note", "question", "reason")


def in_shape(raw: Mapping[str, Any], file: str) -> list[PackProblem]:
    """Faults of outline: unknown sections and keys, values that are not `{ value = … }`."""
    found = []
    known = {*Policy.model_fields}
    for name in raw:
        if name not in known:
            found.append(_unknown(file, name, name, sorted(known), "节或项"))
    for name, section in section_types().items():
        given = raw.get(name, {})
        if not isinstance(given, Mapping):
            found.append(PackProblem(file, name, "一节（表）", _shown(given), f"[{name}]"))
            continue
        for key, value in given.items():
            path = f"{name}.{key}"
            if key not in section.model_fields:
                found.append(_unknown(file, path, key, list(section.model_fields), "项"))
            elif not isinstance(value, Mapping):
                expected = "写成 { value = …, clause = … }"
                found.append(PackProblem(file, path, expected, _shown(value), example(name, key)))
            else:
                found += [
                    _unknown(file, f"{path}.{inner}", inner, list(STATED_KEYS), "属性")
                    for inner in value
                    if inner not in STATED_KEYS
                ]
    return found


def from_validation(error: ValidationError, file: str) -> list[PackProblem]:
    """The validator's findings, each with the key path and an example."""
    found: dict[str, PackProblem] = {}
    for item in error.errors(include_url=False):
        place = [str(part) for part in item["loc"]]
        path = ".".join(place[:3] if place[0] in section_types() else place)
        sample = ""
        if len(place) > 1 and place[0] in section_types():
            sample = example(place[0], place[1])
        elif place[0] in Policy.model_fields:
            sample = f"{place[0]} = {_toml(_sample(Policy.model_fields[place[0]].annotation))}"
        missing = item["type"] == "missing"
        found.setdefault(
            path,
            PackProblem(
                file,
                path,
                _expected(item, place),
                "没有写" if missing else _shown(item["input"]),
                sample,
            ),
        )
    return list(found.values())


def example(section: str, key: str) -> str:
    """A line that would be right for this key."""
    inner = _value_type(section, key)
    if inner is None:
        return ""
    return f'{key} = {{ value = {_toml(_sample(inner))}, clause = "ORD21-4.1e" }}'


def _value_type(section: str, key: str) -> Any:
    field = section_types()[section].model_fields.get(key)
    if field is None or not isinstance(field.annotation, type):
        return None
    if not issubclass(field.annotation, BaseModel):
        return None
    return field.annotation.model_fields["value"].annotation


def allowed(kind: Any) -> tuple[str, ...]:
    """The words a key may hold, empty where any will do."""
    if get_origin(kind) is Literal:
        return tuple(str(word) for word in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(member.value for member in kind)
    words: tuple[str, ...] = ()
    for inner in get_args(kind):
        words += allowed(inner)
    return tuple(dict.fromkeys(words))


def _expected(item: Any, place: list[str]) -> str:
    in_section = len(place) > 1 and place[0] in section_types()
    kind = _value_type(place[0], place[1]) if in_section else None
    words = allowed(kind) if kind is not None else ()
    if words:
        several = "（可多个，写成列表）" if get_origin(kind) is tuple else ""
        return "下列之一：" + "、".join(words) + several
    return _CHINESE.get(item["type"], str(item["msg"]))


_CHINESE = {
    "missing": "必须写明",
    "bool_type": "true 或者 false",
    "int_type": "整数",
    "int_parsing": "整数",
    "string_type": "文字，用引号括起来",
    "tuple_type": "列表，用方括号括起来",
    "date_type": "日期，如 2021-01-27",
    "date_from_datetime_parsing": "日期，如 2021-01-27",
    "date_parsing": "日期，如 2021-01-27",
    "decimal_type": '比率，用引号写，如 "0.05"',
    "decimal_parsing": '比率，用引号写，如 "0.05"',
    "greater_than": "大于零的数",
    "greater_than_equal": "不小于一的整数",
    "less_than_equal": "在允许范围内的数",
}


def _sample(kind: Any) -> object:
    origin = get_origin(kind)
    words = allowed(kind)
    if origin is tuple:
        inner = get_args(kind)[0]
        return [words[0]] if words else [_sample(inner)]
    if words:
        return words[0]
    if origin in (Union, UnionType) or hasattr(kind, "__metadata__"):
        return _sample(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {name: _sample(field.annotation) for name, field in kind.model_fields.items()}
    return _SAMPLES.get(getattr(kind, "__name__", ""), "…")


_SAMPLES: dict[str, object] = {"bool": True, "int": 5, "date": date(2021, 1, 27), "Decimal": "0.05"}


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    if isinstance(value, Decimal | date | int | float):
        return str(value)
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def _unknown(file: str, path: str, word: str, known: list[str], what: str) -> PackProblem:
    near = get_close_matches(word, known, n=1)
    hint = f"已有的{what}，您是否想写“{near[0]}”" if near else f"已有的{what}：" + "、".join(known)
    return PackProblem(file, path, hint, f"“{word}”，没有这一{what}", near[0] if near else "")
