"""Faults of a definition in Chinese, with the place in the file and an example."""

from pydantic import ValidationError

_SAID = {
    "missing": "缺这一项",
    "extra_forbidden": "没有这一项，请检查拼写",
    "union_tag_not_found": '要写kind，例如 kind = "number"',
    "union_tag_invalid": "kind只能是 number、date、choice、text、yes_no",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "string_type": '要写文字，例如 "金额"',
    "string_too_short": "不能空着",
    "string_too_long": "太长，最多{max_length}个字",
    "string_pattern_mismatch": "只能用小写字母、数字和下划线，例如 monthly_income",
    "decimal_parsing": "要写数字，例如 2200",
    "decimal_type": "要写数字，例如 2200",
    "int_parsing": "要写整数，例如 30",
    "int_type": "要写整数，例如 30",
    "date_from_datetime_parsing": "要写日期，例如 2026-01-31，或者 today",
    "too_short": "至少要有{min_length}项",
    "greater_than": "要大于{gt}",
    "greater_than_equal": "不能小于{ge}",
    "less_than_equal": "不能大于{le}",
}
_KINDS = {"number", "date", "choice", "text", "yes_no"}
_OPERANDS = {"FactOperand", "ConstantOperand", "SourceOperand", "TodayOperand"}
_OPERAND_EXAMPLE = '要写成 {fact="…"}、{constant=2200}、{source="…", attribute="…"} 或者 {today=0}'


def in_chinese(fault: ValidationError, where: str = "") -> list[str]:
    """One line for each place that is wrong."""
    lines: dict[str, str] = {}
    for error in fault.errors(include_url=False):
        path = [str(step) for step in error["loc"]]
        operand = next((index for index, step in enumerate(path) if step in _OPERANDS), None)
        if operand is not None:
            path, said = path[:operand], _OPERAND_EXAMPLE
        elif error["type"] == "value_error":
            said = str(error["ctx"]["error"])
        else:
            context = {key: str(value) for key, value in error.get("ctx", {}).items()}
            template = _SAID.get(error["type"])
            said = template.format_map(context) if template else error["msg"]
        place = _place(path)
        lines.setdefault(place, f"{where}{place}：{said}" if place else f"{where}{said}")
    return list(lines.values())


def _place(path: list[str]) -> str:
    """condition[2].fact[1].unit, counted from one as people count."""
    text = ""
    for index, step in enumerate(path):
        if step in _KINDS and index >= 2 and path[index - 2] == "fact":
            continue
        if step.isdigit():
            text += f"[{int(step) + 1}]"
        else:
            text += f".{step}" if text else step
    return text
