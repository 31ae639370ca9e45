"""Keys change while requests run: nothing becomes unreadable or unfindable on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from config.environment import WrongSetting
from config.keys import Keys, Watched, read
from nuozheng.cli import key_use
from nuozheng.cli.keys import app
from nuozheng.evidence import encryption
from nuozheng.evidence.encryption import keys
from nuozheng.oversight.resealing import columns, indexed_otherwise, reindex, reseal, uses
from nuozheng.parties.models import Party
from tests.world import Worlds

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A key file that the running program watches, without the second's wait."""
    path = tmp_path / "keys.json"
    Keys(
        dict(settings.FIELD_KEYS),
        settings.FIELD_KEY_CURRENT,
        settings.BLIND_INDEX_KEY,
        settings.NUOZHENG_SOURCES_KEY,
        settings.SECRET_KEY,
    ).write(path)
    settings.NUOZHENG_CHANGED_KEYS = Watched(path)
    monkeypatch.setattr(encryption, "_LOOK_SECONDS", 0.0)
    keys.cache_clear()
    yield path
    keys.cache_clear()


def run(*words: str) -> str:
    answer = CliRunner().invoke(app, [*words])
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    return answer.output


@pytest.fixture(autouse=True)
def _in_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands use the program and database that run already."""
    from contextlib import nullcontext

    monkeypatch.setattr(key_use, "program_ready", nullcontext)


def test_the_field_key_changes_while_people_work(file: Path, world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    person = case.application.applicant
    assert {"1"} == {key for used in uses().values() for key in used}

    run("rotate", str(file), "--wait", "0")
    assert read(file).current == "2" == keys().current
    assert Party.objects.get(pk=person.pk).name == person.name
    case.world.party("agent")
    assert uses()["parties_party.name"] == {"1": 1, "2": 1}
    with pytest.raises(WrongSetting, match="还有"):
        run("retire", str(file), "1")

    step = reseal()
    next(step)  # stopped after the first batch, and begun again
    step.close()
    assert "一共" in run("reseal")
    assert {"2"} == {key for used in uses().values() for key in used}
    assert sum(number for _where, number in reseal()) == 0
    with pytest.raises(WrongSetting, match="正在用"):
        run("retire", str(file), "2")
    run("retire", str(file), "1")
    assert list(keys().field_keys) == ["2"]
    assert Party.objects.get(pk=person.pk).name == person.name
    assert case.application.commitment.letter is None or case.application.commitment.letter.intact


def test_the_index_key_changes_while_people_are_looked_up(file: Path, world: Worlds) -> None:
    here = world("ordos-2021")
    old = here.party("honest")
    before = old.identifier_index
    run("rotate-index", str(file), "--wait", "0")
    new = here.party("agent")
    assert indexed_otherwise() == 1 and "1行" in run("status")
    for party in (old, new):
        assert Party.objects.known_as("person", party.identifier) == party
    with pytest.raises(WrongSetting, match="还有1处"):
        run("retire", str(file), "index")
    assert sum(number for _where, number in reindex()) == 1
    run("retire", str(file), "index")
    assert not read(file).other_index_keys
    old.refresh_from_db()
    assert old.identifier_index != before
    assert Party.objects.known_as("person", old.identifier) == old


def test_a_faulty_key_file_is_left_alone(file: Path) -> None:
    held = keys()
    file.write_text("{}")
    assert keys() is held


def test_every_sealed_column_is_found() -> None:
    named = {str(column) for column in columns()}
    assert {"parties_party.name", "documents_document.content"} <= named and len(named) > 20
