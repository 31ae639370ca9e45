"""Identity numbers (GB 11643) and credit codes (GB 32100): which character fails, and masking."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BETWEEN = str.maketrans("", "", "-‐‑–—－·")
_ID_WEIGHTS = tuple(2**power % 11 for power in range(17, 0, -1))
_ID_CHECKS = "10X98765432"
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = tuple(3**power % 31 for power in range(17))
_MISTAKEN = {"I": "数字1", "O": "数字0", "S": "数字5", "V": "字母U或者Y", "Z": "数字2"}
_EARLIEST_BIRTH = date(1880, 1, 1)
# Provinces, then residents of Hong Kong, Macao and Taiwan (81 to 83).
_PROVINCES = frozenset(
    str(code)
    for first, last in [
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    ]
    for code in range(first, last + 1)
)


@dataclass(frozen=True, slots=True)
class IdProblem:
    """Why a number can't be right; `position` is the first wrong character, counted from 1."""

    key: str
    message: str
    position: int | None = None


def normalise_identifier(text: str) -> str:
    """Full width made half, spaces and hyphens gone, letters large."""
    return "".join(text.translate(_HALF_WIDTH).translate(_BETWEEN).split()).upper()


def check_id_number(text: str, today: date | None = None) -> IdProblem | None:
    """What is wrong with an identity number, None where nothing is.

    Also valid: residence permits of Hong Kong, Macao and Taiwan residents (81, 82, 83) and
    permanent-resident cards of foreigners (first digit 9). The region is no part of the check,
    see `region_warning`. With `today` a birth in the future is refused.
    """
    number = normalise_identifier(text)
    if not number:
        return IdProblem("id_missing", "请写身份证号码，18位。")
    for position, character in enumerate(number[:18], start=1):
        last = position == 18
        if not (character.isascii() and character.isdigit()) and not (last and character == "X"):
            allowed = "只能是数字或者X" if last else "只能是数字"
            message = f"身份证号码第{position}位是“{character}”，{allowed}。请核对一下。"
            return IdProblem("id_character", message, position)
    if len(number) == 15:
        return IdProblem("id_length", "15位的旧号码已经停用，请写18位的身份证号码。")
    if len(number) != 18:
        less = "少了" if len(number) < 18 else "多了"
        message = f"身份证号码是18位，您写了{len(number)}位，{less}{abs(18 - len(number))}位。"
        return IdProblem("id_length", message)
    return _birth_problem(number, today) or _id_check_problem(number)


def _birth_problem(number: str, today: date | None) -> IdProblem | None:
    day = _birth(number)
    where = "身份证号码第7到14位是出生日期"
    if day is None:
        message = f"{where}，“{number[6:14]}”不是一个日期。请核对一下。"
        return IdProblem("id_birth_date", message, 7)
    if day < _EARLIEST_BIRTH or (today is not None and day > today):
        said = f"{day.year}年{day.month}月{day.day}日"
        message = f"{where}，{said}不可能是出生日期。请核对一下。"
        return IdProblem("id_birth_date", message, 7)
    return None


def _id_check_problem(number: str) -> IdProblem | None:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _ID_WEIGHTS, strict=True))
    if _ID_CHECKS[total % 11] == number[17]:
        return None
    message = (
        f"身份证号码第18位是校验码，“{number[17]}”和前17位对不上，"
        "多半有一位写错了，或者相邻两位写反了。请逐位核对。"
    )
    return IdProblem("id_check_digit", message, 18)


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def born_on(number: str) -> date:
    """The birth date in a valid identity number; ValueError where there is none."""
    day = _birth(normalise_identifier(number))
    if day is None:
        raise ValueError("no birth date in this number")
    return day


def region_warning(text: str, divisions: Container[str] = ()) -> str:
    """A hint where the region isn't known, "" where it is; never a reason to refuse.

    Counties are merged and renamed, while their people keep their numbers. `divisions` holds
    six-digit codes; without it only the province is looked at.
    """
    number = normalise_identifier(text)
    province, region = number[:2], number[:6]
    foreign = number.startswith("9") or province in {"81", "82", "83"}
    if foreign or region in divisions or (not divisions and province in _PROVINCES):
        return ""
    return f"号码前6位“{region}”不在现行区划代码里，可能是已经撤并的县区，请看证件核对。"


def check_credit_code(text: str) -> IdProblem | None:
    """What is wrong with a unified social credit code, None where nothing is."""
    code = normalise_identifier(text)
    if not code:
        return IdProblem("credit_code_missing", "请写统一社会信用代码，18位。")
    if len(code) == 15 and code.isdigit():
        message = "15位的是旧的营业执照注册号，请写营业执照上18位的统一社会信用代码。"
        return IdProblem("credit_code_length", message)
    for position, character in enumerate(code[:18], start=1):
        if character in _CODE_LETTERS and not (3 <= position <= 8 and character.isalpha()):
            continue
        if character in _MISTAKEN:
            why = f"代码里没有这个字母，可能是{_MISTAKEN[character]}"
        elif 3 <= position <= 8:
            why = "第3到8位是登记机关区划，只能是数字"
        else:
            why = "只能是数字和大写字母"
        message = f"统一社会信用代码第{position}位是“{character}”，{why}。请核对一下。"
        return IdProblem("credit_code_character", message, position)
    if len(code) != 18:
        less = "少了" if len(code) < 18 else "多了"
        message = f"统一社会信用代码是18位，您写了{len(code)}位，{less}{abs(18 - len(code))}位。"
        return IdProblem("credit_code_length", message)
    total = sum(
        _CODE_LETTERS.index(letter) * weight
        for letter, weight in zip(code[:17], _CODE_WEIGHTS, strict=True)
    )
    if _CODE_LETTERS[-total % 31] == code[17]:
        return None
    message = (
        f"统一社会信用代码第18位是校验码，“{code[17]}”和前17位对不上，"
        "多半有一位写错了。请对着营业执照逐位核对。"
    )
    return IdProblem("credit_code_check", message, 18)


def mask_id(text: str) -> str:
    """150603********2048; a number of another length shows its last two characters at most."""
    number = normalise_identifier(text)
    return f"{number[:6]}{'*' * 8}{number[14:]}" if len(number) == 18 else _ending(number)


def mask_credit_code(text: str) -> str:
    """Credit codes are public and stay whole."""
    return normalise_identifier(text)


def _ending(text: str) -> str:
    shown = 2 if len(text) > 4 else 0
    return "*" * (len(text) - shown) + (text[-shown:] if shown else "")
