"""nuozheng lint."""

import json
from pathlib import Path

from typer.testing import CliRunner

from nuozheng.cli.lint import app


def test_each_flaw_has_its_place_rule_and_better_wording(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("申请人自己选。\n原则上应在5个工作日内办结，必要时现场核查。", "utf-8")
    result = CliRunner().invoke(app, [str(file)])
    assert result.exit_code == 1
    assert "2:1 VT013 必须改 “原则上”" in result.output
    assert "删去" in result.output
    assert "2处，其中必须改的2处。" in result.output


def test_a_sound_text_from_standard_input_as_json() -> None:
    result = CliRunner().invoke(app, ["-", "--json"], input="家庭人均月收入低于2200元。")
    assert result.exit_code == 0
    assert json.loads(result.output)["flaws"] == []
    result = CliRunner().invoke(app, ["-", "--json"], input="\n近期无违法")
    [flaw] = [one for one in json.loads(result.output)["flaws"] if one["rule"] == "VT042"]
    assert (flaw["line"], flaw["column"]) == (2, 1)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path / "nothing.txt")])
    assert result.exit_code == 2
    assert "nothing.txt" in result.output
