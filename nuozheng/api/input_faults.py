"""What is wrong with an input, in Chinese, by the place in the request."""

from collections.abc import Iterable, Mapping
from typing import Any

from nuozheng.law.findings import Finding, Outcome

_SAID = {
    "missing": "缺这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "string_type": "要写成文字",
    "string_unicode": "文字里有不合法的字符",
    "string_pattern_mismatch": "有不允许的字符",
    "string_too_long": "太长，最多{max_length}个字",
    "string_too_short": "太短，至少{min_length}个字",
    "too_long": "太多，最多{max_length}项",
    "too_short": "太少，至少{min_length}项",
    "int_type": "要写整数",
    "int_parsing": "要写整数",
    "int_from_float": "要写整数",
    "bool_type": "要写true或者false",
    "bool_parsing": "要写true或者false",
    "date_type": "要写日期，例如2026-01-31",
    "date_parsing": "要写日期，例如2026-01-31",
    "date_from_datetime_parsing": "要写日期，例如2026-01-31",
    "list_type": "要写成数组",
    "dict_type": "要写成对象",
    "model_type": "要写成对象",
    "model_attributes_type": "要写成对象",
    "enum": "只能是{expected}",
    "literal_error": "只能是{expected}",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
    "base64_decode": "不是正确的Base64",
    "bytes_too_long": "太大，最多{max_length}字节",
}


def as_findings(errors: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """One finding for each place, at most twenty: enough to mend a request by."""
    found: dict[str, Finding] = {}
    for error in errors:
        place = ".".join(str(step)[:40] for step in error["loc"][1:])
        context = {name: str(value) for name, value in error.get("ctx", {}).items()}
        template = _SAID.get(str(error["type"]), "写法不对")
        detail = f"{place or '请求体'}：{template.format_map(context)}。"
        key = f"input.{place}" if place else "input"
        cure = "照接口说明改好这一项，再发一次。"
        found.setdefault(key, Finding(key, Outcome.NOT_MET, detail, cure=cure))
    return list(found.values())[:20]
