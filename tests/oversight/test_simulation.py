"""`nuozheng policy simulate`: over the cases in the database, and without a trace in it."""

import json
from contextlib import nullcontext
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from typer.testing import CliRunner

from nuozheng.cli import policy as command
from nuozheng.cli import program
from nuozheng.credit.models import CreditRecord
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import UntruthStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.oversight import simulation
from tests.world import Worlds

pytestmark = pytest.mark.django_db
SLUG = "huainan-maoji-2021"


def pack(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The place's pack with some lines otherwise."""
    text = files("nuozheng.law.packs").joinpath(f"{SLUG}.toml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / f"{SLUG}.toml"
    file.write_text(text, "utf-8")
    return file


def told(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(command.app, ["simulate", *arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(autouse=True)
def _set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "program_ready", nullcontext)


def test_a_stricter_pack_over_the_cases_of_a_place(world: Worlds, tmp_path: Path) -> None:
    here = world(SLUG)
    case = here.opened().granted()
    case.found(UntruthStatus.UNTRUE)
    here.on_record("honest", Severity.MINOR)
    second = here.opened()
    threshold = 'credit_threshold = { value = "serious"'
    stricter = pack(tmp_path, (threshold, threshold.replace("serious", "any")))
    before = CreditRecord.objects.count()
    said: dict[str, Any] = json.loads(told(str(stricter), "--json"))
    assert (said["cases"], said["untrue_found"]) == (2, 1)
    assert (said["present"]["barred"], said["changed"]["barred"]) == (0, 1)
    assert said["newly_barred"] == [second.application.number]
    assert told(str(stricter), "--json") == told(str(stricter), "--json")
    assert CreditRecord.objects.count() == before
    shown = told(str(stricter))
    assert second.application.number in shown and "只读" in shown
    later = timezone.localdate() + timedelta(days=1)
    assert json.loads(told(str(stricter), "--json", "--since", str(later)))["cases"] == 0


def test_it_cannot_write(world: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    record = world(SLUG).on_record("honest", Severity.MINOR)

    def writes(*_given: object) -> None:
        CreditRecord.objects.filter(pk=record.pk).update(impact="改了")

    monkeypatch.setattr(simulation, "simulate", writes)
    today = timezone.localdate()
    with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
        simulation.run(load_policy(SLUG), today, today)
    assert CreditRecord.objects.get().impact == record.impact


def test_a_bad_pack_is_refused_as_the_checker_does(tmp_path: Path) -> None:
    bad = pack(tmp_path, ('"serious"', '"worst"'))
    said = told(str(bad), code=1)
    checked = CliRunner().invoke(command.app, ["check", str(bad)])
    assert said == checked.output and "需要改正" in said
