"""A malformed pack is answered with file, key, what was expected, what was found, an example."""

from pathlib import Path

import pytest

from nuozheng.law.policy import PackError, PackProblem, load_policy_file

HEAD = """key = "yunmeng-2026"
place = "yunmeng"
place_name = "云梦市"
title = "云梦市证明事项告知承诺制办法"
document = "云政发〔2026〕1号"
issued_on = 2026-05-01
extends = "cn"

[identity]
effective_from = { value = 2026-06-01, clause = "CN-GBF42-scope" }
"""


def problems(tmp_path: Path, text: str) -> list[PackProblem]:
    file = tmp_path / "yunmeng.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_policy_file(file)
    found = list(error.value.problems)
    assert all(problem.file == "yunmeng.toml" for problem in found)
    assert all(problem.expected and problem.found for problem in found)
    return found


CASES = [
    (
        '[applicants]\ncredit_threshold = { value = "grave", clause = "ORD21-4.1e" }',
        "applicants.credit_threshold.value",
        "any、serious",
        "grave",
    ),
    (
        '[applicants]\nwithdrawal = { value = "yes", clause = "ORD21-4.1e" }',
        "applicants.withdrawal.value",
        "true 或者 false",
        "yes",
    ),
    (
        '[verification]\nassistance_days = { value = 2.5, clause = "ORD21-4.1e" }',
        "verification.assistance_days.value",
        "整数",
        "2.5",
    ),
    (
        '[verification]\nsampling_ratio = { value = "1.5", clause = "ORD23-3.3.3g" }',
        "verification.sampling_ratio.value",
        "允许范围",
        "1.5",
    ),
    (
        '[applicants]\nwithdrawel = { value = true, clause = "ORD21-4.1e" }',
        "applicants.withdrawel",
        "withdrawal",
        "withdrawel",
    ),
    ("[aplicants]\n", "aplicants", "applicants", "aplicants"),
    ("[applicants]\nwithdrawal = true", "applicants.withdrawal", "{ value = …", "True"),
    (
        "[applicants]\nwithdrawal = { value = true }",
        "applicants.withdrawal",
        "注明条款",
        "两者都没有",
    ),
    (
        '[applicants]\nwithdrawal = { value = true, clause = "ORD99-1" }',
        "applicants.withdrawal.clause",
        "已有的条款编号",
        "ORD99-1",
    ),
    (
        '[applicants]\nwithdrawal = { value = true, question = "第三条" }',
        "applicants.withdrawal.reason",
        "理由",
        "没有写",
    ),
    (
        '[applicants]\nwithdrawal = { valeu = true, clause = "ORD21-4.1e" }',
        "applicants.withdrawal.valeu",
        "value",
        "valeu",
    ),
    (
        '[applicants]\nwithdrawal = { value = true, clause = "ORD21-4.1e", pack = "cn" }',
        "applicants.withdrawal.pack",
        "已有的属性",
        "pack",
    ),
]


@pytest.mark.parametrize(("text", "key", "expected", "found"), CASES)
def test_each_fault_names_its_place(
    tmp_path: Path, text: str, key: str, expected: str, found: str
) -> None:
    by_key = {problem.key: problem for problem in problems(tmp_path, f"{HEAD}\n{text}\n")}
    assert key in by_key
    assert expected in by_key[key].expected
    assert found in by_key[key].found


def test_an_example_is_given_that_would_be_right(tmp_path: Path) -> None:
    text = f'{HEAD}\n[applicants]\ncredit_threshold = {{ value = "grave", clause = "ORD21-4.1e" }}'
    (problem,) = problems(tmp_path, text)
    mended = f"{HEAD}\n[applicants]\n{problem.example}\n"
    file = tmp_path / "mended.toml"
    file.write_text(mended, encoding="utf-8")
    assert load_policy_file(file).applicants.credit_threshold.value == "any"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    text = "\n".join(
        [
            HEAD.replace('title = "云梦市证明事项告知承诺制办法"\n', ""),
            "[applicants]",
            'credit_threshold = { value = "grave", clause = "ORD99-1" }',
            "withdrawal = true",
            "[credit]",
            'blacklisted = { value = true, clause = "ORD23-3.4.3e" }',
        ]
    )
    assert {problem.key for problem in problems(tmp_path, text)} == {
        "title",
        "applicants.credit_threshold.value",
        "applicants.credit_threshold.clause",
        "applicants.withdrawal",
        "credit.blacklisted",
    }


@pytest.mark.parametrize(
    "broken",
    [
        "key = ",
        "[applicants]\n[applicants]\n",
        "applicants = 3",
        "",
        "key = 3\nplace = []\nissued_on = 'x'",
        "extends = 5",
        "[applicants]\nwithdrawal = { value = true, clause = 5 }",
        "[applicants]\nwithdrawal = { value = true, clause = [1, 2] }",
        "dates = 1",
        "extends = []\npredecessor = {}",
    ],
)
def test_no_text_however_broken_brings_the_loader_down(tmp_path: Path, broken: str) -> None:
    assert problems(tmp_path, broken)


def test_a_file_that_cannot_be_read_is_a_fault_too(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="UTF-8"):
        load_policy_file(tmp_path / "absent.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PackError, match="UTF-8"):
        load_policy_file(binary)


def test_packs_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    for one, other in (("east", "west"), ("west", "east")):
        text = HEAD.replace('"yunmeng-2026"', f'"{one}"').replace('"cn"', f'"{other}"')
        (tmp_path / f"{one}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="互相依托"):
        load_policy_file(tmp_path / "east.toml")


def test_a_pack_must_stand_on_another(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD.replace('extends = "cn"', ""))
    assert (problem.key, problem.found) == ("extends", "没有写")


def test_a_pack_on_an_unknown_one_is_told_which_are_known(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, HEAD.replace('extends = "cn"', 'extends = "atlantis"'))
    assert problem.key == "extends"
    assert "ordos-2021" in problem.found
