"""The `nuozheng` command starts only what a sub-command needs."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from nuozheng.cli.table import TABLE, main

HEAVY = ("django.apps", "django.db", "procrastinate", "typst", "httpx")


@pytest.mark.parametrize("entry", TABLE, ids=lambda entry: entry.name)
def test_every_entry_has_its_module(entry: object) -> None:
    assert find_spec(entry.module), entry  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", [["settings"], ["policy", "--help"], ["db", "--help"]])
def test_light_commands_leave_the_program_alone(words: list[str]) -> None:
    code = (
        "import sys; from nuozheng.cli.table import main; end = main(sys.argv[1:]);"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr); sys.exit(end)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"


def test_names_are_given_once() -> None:
    names = [entry.name for entry in TABLE]
    assert len(names) == len(set(names))


def test_an_unknown_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 2
    assert main([]) == 0
    said = capsys.readouterr().out
    assert all(entry.name in said for entry in TABLE)
