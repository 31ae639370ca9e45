"""Which text governs where and when, and that a new city needs a file and no code."""

from datetime import date
from pathlib import Path

import pytest

from nuozheng.law.policy import (
    UnknownPolicy,
    load_policy,
    load_policy_file,
    policies_in_force,
    policy_for,
)

ORDOS_21, ORDOS_23 = "ordos-2021", "ordos-2023"
MAOJI, LIANYUNGANG = "huainan-maoji-2021", "lianyungang-2019"


@pytest.mark.clause("ORD23-4.3c")
@pytest.mark.parametrize(
    ("place", "on", "key"),
    [
        ("ordos", date(2021, 1, 27), ORDOS_21),
        ("ordos", date(2023, 8, 24), ORDOS_21),
        ("ordos", date(2023, 8, 25), ORDOS_23),
        ("ordos", date(2024, 1, 1), ORDOS_23),
        ("lianyungang", date(2026, 11, 1), LIANYUNGANG),
        ("huainan-maoji", date(2021, 2, 24), MAOJI),
    ],
)
def test_the_latest_text_in_force_governs(place: str, on: date, key: str) -> None:
    assert policy_for(place, on).key == key


def test_before_the_first_text_nothing_governs() -> None:
    with pytest.raises(UnknownPolicy, match="2021-01-27"):
        policy_for("ordos", date(2021, 1, 26))


def test_an_unknown_place_is_told_which_are_known() -> None:
    with pytest.raises(UnknownPolicy, match="lianyungang"):
        policy_for("atlantis", date(2024, 1, 1))
    with pytest.raises(UnknownPolicy, match="ordos-2021"):
        load_policy("atlantis-2024")


def test_both_ordos_texts_count_after_the_second() -> None:
    both = policies_in_force("ordos", date(2024, 1, 1))
    assert [policy.key for policy in both] == [ORDOS_23, ORDOS_21]
    assert load_policy(ORDOS_23).applicants.agent_commitment.pack == ORDOS_21


def test_the_second_ordos_text_can_replace_the_first(tmp_path: Path) -> None:
    packaged = Path(__file__).parents[2] / "nuozheng/law/packs/ordos-2023.toml"
    flipped = tmp_path / "ordos-2023.toml"
    text = packaged.read_text(encoding="utf-8")
    assert text.count('value = "cumulative"') == 1
    flipped.write_text(text.replace('value = "cumulative"', 'value = "replacing"'), "utf-8")
    policy = load_policy_file(flipped)
    assert policy.extends == "cn"
    assert policy.applicants.agent_commitment.is_silent
    assert not any(value.pack == ORDOS_21 for _, value in policy.stated())


NEW_CITY = """
key = "yunmeng-2026"
place = "yunmeng"
place_name = "云梦市"
title = "云梦市证明事项告知承诺制办法"
document = "云政发〔2026〕1号"
issued_on = 2026-05-01
extends = "cn"

[identity]
effective_from = { value = 2026-06-01, clause = "CN-GBF42-scope" }

[applicants]
credit_threshold = { value = "any", question = "云梦办法第三条", reason = "有不良记录即不适用" }
"""


def test_a_new_city_is_a_new_file(tmp_path: Path) -> None:
    file = tmp_path / "yunmeng-2026.toml"
    file.write_text(NEW_CITY, encoding="utf-8")
    policy = load_policy_file(file)
    assert policy.effective_from == date(2026, 6, 1)
    assert policy.applicants.credit_threshold.value == "any"
    assert policy.applicants.credit_threshold.pack == "yunmeng-2026"
    assert policy.applicants.fallback_reasons.pack == "cn"
    assert policy.issuers == ()


def test_a_new_city_may_extend_a_pack_beside_it(tmp_path: Path) -> None:
    (tmp_path / "yunmeng-2026.toml").write_text(NEW_CITY, encoding="utf-8")
    district = NEW_CITY.replace('"yunmeng-2026"', '"yunmeng-east"').split("[applicants]")[0]
    file = tmp_path / "yunmeng-east.toml"
    file.write_text(district.replace('extends = "cn"', 'extends = "yunmeng-2026"'), "utf-8")
    assert load_policy_file(file).applicants.credit_threshold.pack == "yunmeng-2026"
