"""nuozheng policy: check, show, diff."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from nuozheng.cli.policy import app

PACKS = Path(__file__).parents[2] / "nuozheng/law/packs"


@pytest.fixture(autouse=True)
def _wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_check_passes_a_sound_pack() -> None:
    result = run("check", str(PACKS / "huainan-maoji-2021.toml"))
    assert result.exit_code == 0
    assert "可以使用" in result.output
    assert "未发现超出上位规定之处" in result.output


def test_check_warns_where_a_text_goes_beyond_higher_law() -> None:
    result = run("check", str(PACKS / "lianyungang-2019.toml"))
    assert result.exit_code == 0
    assert "通知当事人所在单位" in result.output
    assert "CN-PIPL-34" in result.output


def test_check_lists_every_fault_and_exits_1(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text('[applicants]\nwithdrawal = { value = "[red]", clause = "X-1" }\n', "utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1
    for words in ("broken.toml", "applicants.withdrawal.clause", "X-1", "[red]", "例如", "title"):
        assert words in result.output


@pytest.mark.parametrize("place", ["ordos", "鄂尔多斯市"])
def test_show_chooses_the_text_of_the_day(place: str) -> None:
    assert "ordos-2021" in run("show", place, "--on", "2022-01-01").output.splitlines()[0]
    assert "ordos-2023" in run("show", place, "--on", "2024-01-01").output.splitlines()[0]


def test_show_gives_label_value_clause_and_pack() -> None:
    output = run("show", "xian-baqiao", "--on", "2024-01-01").output
    row = next(line for line in output.splitlines() if "信用门槛" in line)
    assert "有任何失信记录即不适用" in row
    assert "XBQ21-2.2c" in row
    assert "xian-baqiao-2021" in row


def test_show_marks_defaults_and_words_not_yet_compared() -> None:
    output = run("show", "xian-baqiao-2021").output
    assert "待明确（§8.10），此为默认值" in output
    assert "尚未与公布文本核对" in output
    assert "…" not in output.replace("……", "")


def test_show_lists_what_no_text_says_only_when_asked() -> None:
    assert "加 --all" in run("show", "ordos-2021").output
    everything = run("show", "ordos-2021", "--all").output
    assert "未规定，按“否”处理" in everything
    assert "加 --all" not in everything


def test_show_refuses_a_day_before_the_first_text() -> None:
    result = run("show", "ordos", "--on", "2020-01-01")
    assert result.exit_code == 1
    assert "2021-01-27" in result.output


def test_diff_lists_only_what_differs() -> None:
    output = run("diff", "ordos-2021", "ordos-2023").output
    assert "申请人·信用门槛" in output
    assert "ORD21-4.1e" in output and "ORD23-3.4.3f" in output
    assert "申请人·可代为承诺" not in output


def test_diff_of_a_pack_with_itself_is_empty() -> None:
    assert "没有不同之处" in run("diff", "cn", "cn").output


def test_diff_names_the_known_packs_for_an_unknown_one() -> None:
    result = run("diff", "cn", "atlantis")
    assert result.exit_code == 1
    assert "ordos-2021" in result.output
