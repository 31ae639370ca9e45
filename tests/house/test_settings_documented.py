"""Settings: all in one place, all documented, and wrong ones named."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment, keys
from config.environment import Setting, WrongSetting
from config.keys import Keys
from nuozheng.cli.settings import as_markdown

TOP = Path(__file__).parents[2]
FLAG = Setting("NUOZHENG_TESTED_FLAG", "0", "", "1")
NUMBER = Setting("NUOZHENG_TESTED_NUMBER", "3", "", "3")


def test_the_page_is_the_table() -> None:
    assert (TOP / "docs" / "settings.md").read_text() == as_markdown()


def test_every_setting_says_what_it_means_and_gives_an_example() -> None:
    for setting in environment.ALL:
        assert setting.meaning.endswith("."), setting.name
        assert setting.example, setting.name


def test_the_environment_is_read_in_one_file_only() -> None:
    readers = set()
    for path in [*TOP.glob("nuozheng/**/*.py"), *TOP.glob("config/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}:
                readers.add(path.relative_to(TOP).as_posix())
    assert readers <= {"config/environment.py", "config/wsgi.py", "config/settings_test.py"}


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("yes", True), ("", False), ("off", False)]
)
def test_flags(said: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLAG.name, said)
    assert FLAG.flag() is meant


def test_a_wrong_value_is_named_with_a_right_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FLAG.name, "perhaps")
    monkeypatch.setenv(NUMBER.name, "three")
    with pytest.raises(WrongSetting, match=r"NUOZHENG_TESTED_FLAG=perhaps .*例如 .*FLAG=1"):
        FLAG.flag()
    with pytest.raises(WrongSetting, match=r"NUOZHENG_TESTED_NUMBER=three .*例如 .*NUMBER=3"):
        NUMBER.number()


def test_without_keys_it_does_not_start(tmp_path: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if "NUOZHENG" not in name}
    started = subprocess.run(
        [sys.executable, "-m", "nuozheng.cli", "prepare"],
        cwd=TOP,
        env={**bare, "NUOZHENG_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )
    assert started.returncode == 2
    assert "没有设置 NUOZHENG_KEYS" in started.stderr
    assert "Traceback" not in started.stderr
    assert not (tmp_path / "keys.json").exists()


def test_a_demonstration_makes_its_keys_once_for_its_owner_only(tmp_path: Path) -> None:
    made = keys.load("", demo=True, var=tmp_path)
    assert keys.load("", demo=True, var=tmp_path) == made
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_keys_that_others_can_read_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    Keys.new().write(path)
    path.chmod(0o644)
    with pytest.raises(WrongSetting, match="chmod 600"):
        keys.load(str(path), demo=False, var=tmp_path)


def test_a_new_file_never_replaces_keys_and_rotation_keeps_the_old(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    first = Keys.new()
    first.write(path)
    with pytest.raises(FileExistsError):
        Keys.new().write(path)
    first.rotated().write_over(path)
    second = keys.read(path)
    assert second.field_keys["1"] == first.field_keys["1"]
    assert (second.current, len(second.field_keys)) == ("2", 2)
    assert second.blind_index_key == first.blind_index_key


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"field_keys": 1}', "{", Keys.new().as_json().replace('"1"', '"x"', 1)]
)
def test_broken_keys_are_told_without_showing_them(text: str) -> None:
    with pytest.raises(WrongSetting, match=r"^NUOZHENG_KEYS：") as told:
        Keys.from_json(text, "NUOZHENG_KEYS")
    assert not any(part in str(told.value) for part in text.split('"') if len(part) > 16)
