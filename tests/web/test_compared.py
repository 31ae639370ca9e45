"""How far what was declared is from the data, in words that a person reads."""

from typing import Any

import pytest

from nuozheng.applications.declaration import Checked
from nuozheng.law.conditions import Condition, Result
from nuozheng.web.compared import compare

FACT = {"fact": "monthly_income"}
DATA = {"source": "family_economy", "attribute": "monthly_income_per_head_yuan"}
INCOME = {"key": "monthly_income", "kind": "number", "label": "月收入", "unit": "元"}


def condition(left: dict[str, str], right: dict[str, str]) -> Condition:
    comparison = {"key": "c", "left": left, "op": "eq", "right": right, "tolerance": {"percent": 5}}
    return Condition.model_validate(
        {
            "key": "income",
            "sentence": "月收入为{monthly_income}元",
            "fact": [INCOME],
            "comparison": [comparison],
        }
    )


@pytest.mark.parametrize(
    ("left", "right", "percent", "said"),
    [
        (FACT, DATA, "-56.76", "填的比数据少56.76%，允许相差5%"),
        (FACT, DATA, "12.5", "填的比数据多12.5%，允许相差5%"),
        (DATA, FACT, "-20.00", "数据比填的少20%，允许相差5%"),
        (DATA, FACT, "131.25", "数据比填的多131.25%，允许相差5%"),
        (FACT, DATA, "0.00", ""),
    ],
)
def test_a_difference_says_which_side_is_less(
    left: dict[str, str], right: dict[str, str], percent: str, said: str
) -> None:
    stored: dict[str, Any] = {
        "key": "c",
        "result": Result.CONTRADICTED.value,
        "left": "800",
        "right": "1850",
        "percent": percent,
        "as_of": None,
        "source": "family_economy",
        "reason": "",
    }
    checked = Checked("1", "income", "", Result.CONTRADICTED, "", "", (stored,))
    (line,) = compare(condition(left, right), {}, checked)
    assert line.note == said
