"""Identity numbers and credit codes: which character fails, what is valid though unusual."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from nuozheng.law.identifiers import (
    IdProblem,
    born_on,
    check_credit_code,
    check_id_number,
    mask_credit_code,
    mask_id,
    normalise_identifier,
    region_warning,
)

TODAY = date(2026, 11, 24)
LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id_number(first_17: str) -> str:
    """The number with its check digit, computed by its definition: the whole is 1 modulo 11."""
    total = sum(int(digit) * 2 ** (17 - index) for index, digit in enumerate(first_17))
    return first_17 + "0123456789X"[(1 - total) % 11]


def problem(found: IdProblem | None) -> tuple[str, int | None, str]:
    assert found is not None
    return found.key, found.position, found.message


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",  # the example of GB 11643
        "440524188001010014",  # the example of GB 11643
        id_number("15060219900101001"),
        id_number("81000019900101001"),
        id_number("83000019900101001"),
        id_number("91112419900101001"),
        id_number("15272119900101001"),  # a county long abolished
        id_number("15060220240229001"),
    ],
)
def test_valid_numbers_are_taken(number: str) -> None:
    assert check_id_number(number, TODAY) is None


def test_typing_habits_are_forgiven() -> None:
    assert check_id_number("１１０１０５ 1949-1231 002ｘ") is None
    assert normalise_identifier(" 11010519491231002x ") == "11010519491231002X"


@pytest.mark.parametrize(
    ("number", "key", "position", "said"),
    [
        ("", "id_missing", None, "18位"),
        ("11010519491231002", "id_length", None, "您写了17位，少了1位"),
        ("11010519491231002X1", "id_length", None, "多了1位"),
        ("110105491231002", "id_length", None, "15位的旧号码已经停用"),
        ("11O10519491231002X", "id_character", 3, "第3位是“O”，只能是数字"),
        ("1101051949123100XX", "id_character", 17, "第17位"),
        ("11010519491231002Y", "id_character", 18, "只能是数字或者X"),
        ("11010519491331002X", "id_birth_date", 7, "“19491331”不是一个日期"),
        ("11010519490229002X", "id_birth_date", 7, "不是一个日期"),
        (id_number("15060220270101001"), "id_birth_date", 7, "2027年1月1日不可能"),
        (id_number("15060217000101001"), "id_birth_date", 7, "不可能是出生日期"),
        ("110105194912310021", "id_check_digit", 18, "和前17位对不上"),
        ("11010519491231020X", "id_check_digit", 18, "相邻两位写反了"),
        ("1101051949123100²X", "id_character", 17, "第17位"),
    ],
)
def test_a_wrong_number_is_told_where(
    number: str, key: str, position: int | None, said: str
) -> None:
    found = problem(check_id_number(number, TODAY))
    assert found[:2] == (key, position)
    assert said in found[2]


@given(st.from_regex(r"15060219[0-9]{2}0[1-9]1[0-9][0-9]{3}", fullmatch=True), st.integers(0, 16))
def test_every_single_wrong_digit_is_noticed(first_17: str, index: int) -> None:
    number = id_number(first_17)
    assert check_id_number(number, TODAY) is None
    other = str((int(number[index]) + 1) % 10)
    assert check_id_number(number[:index] + other + number[index + 1 :], TODAY) is not None


def test_an_unknown_region_is_only_a_warning() -> None:
    number = id_number("15272119900101001")
    assert region_warning(number, {"150602"}).startswith("号码前6位“152721”")
    assert region_warning(number) == ""
    assert region_warning(id_number("99000019900101001"), {"150602"}) == ""
    assert region_warning(id_number("81000019900101001"), {"150602"}) == ""
    assert region_warning(id_number("77000019900101001")) != ""


def test_the_birth_date_is_read() -> None:
    assert born_on("11010519491231002X") == date(1949, 12, 31)
    with pytest.raises(ValueError, match="no birth date"):
        born_on("1")


def test_a_published_credit_code() -> None:
    assert check_credit_code("91110000600037341L") is None
    assert check_credit_code("９１１１００００６０００３７３４１ｌ") is None


@pytest.mark.parametrize(
    ("code", "key", "position", "said"),
    [
        ("", "credit_code_missing", None, "18位"),
        ("9111000060003734", "credit_code_length", None, "少了2位"),
        ("91110000600037341L0", "credit_code_length", None, "多了1位"),
        ("110000600037341", "credit_code_length", None, "旧的营业执照注册号"),
        ("9111000060003734IL", "credit_code_character", 17, "可能是数字1"),
        ("91110O00600037341L", "credit_code_character", 6, "可能是数字0"),
        ("91A10000600037341L", "credit_code_character", 3, "登记机关区划，只能是数字"),
        ("911100006000373*1L", "credit_code_character", 16, "只能是数字和大写字母"),
        ("91110000600037342L", "credit_code_check", 18, "和前17位对不上"),
    ],
)
def test_a_wrong_code_is_told_where(code: str, key: str, position: int | None, said: str) -> None:
    found = problem(check_credit_code(code))
    assert found[:2] == (key, position)
    assert said in found[2]


@given(
    st.from_regex(r"[159][0-9]{7}[0-9A-HJ-NP-RTUWXY]{9}", fullmatch=True),
    st.sampled_from(LETTERS),
)
def test_check_characters_agree_with_an_independent_implementation(
    first_17: str, check: str
) -> None:
    right: str = uscc.calc_check_digit(first_17)
    assert check_credit_code(first_17 + right) is None
    assert (check_credit_code(first_17 + check) is None) == (check == right)


@given(st.text(max_size=40))
def test_no_text_makes_the_checks_fail(text: str) -> None:
    check_id_number(text, TODAY)
    check_credit_code(text)
    region_warning(text)
    for mask in (mask_id, mask_credit_code):
        mask(text)


def test_masks() -> None:
    assert mask_id("11010519491231002x") == "110105********002X"
    assert mask_id("123") == "***"
    assert mask_id("1234567") == "*****67"
    assert mask_credit_code("91110000600037341l") == "91110000600037341L"
