"""A backup is made while people work, opens only with its key, and restores to what it was."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from typer.testing import CliRunner

from config.backups import sealed
from config.environment import WrongSetting
from nuozheng.cli.backup import app, restoring

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation with one file of the log beside its database."""
    log = tmp_path / "log"
    (log / "tile").mkdir(parents=True)
    (log / "tile" / "000").write_bytes(b"leaf")
    settings.NUOZHENG_TRANSPARENCY_FOLDER = str(log)
    held = {**settings.DATABASES["default"], "NAME": connection.settings_dict["NAME"]}
    monkeypatch.setitem(settings.DATABASES, "default", held)
    sealed.new_key(tmp_path / "key")
    return tmp_path


@pytest.fixture
def empty(settings: Any) -> Iterator[str]:
    """A new, empty database of the same server."""
    name = f"restored_{secrets.token_hex(4)}"
    said = connection.settings_dict
    server = psycopg.connect(
        host=said["HOST"],
        user=said["USER"],
        password=said["PASSWORD"],
        dbname="postgres",
        autocommit=True,
    )
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    yield name
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    server.close()


def run(command: Any, *words: object) -> str:
    answer = CliRunner().invoke(command, [str(word) for word in words])
    if answer.exception and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    assert answer.exit_code == 0, answer.output
    return answer.output


def _counts(name: str) -> dict[str, int]:
    said = connection.settings_dict
    with psycopg.connect(
        host=said["HOST"], user=said["USER"], password=said["PASSWORD"], dbname=name
    ) as there:
        tables = ("catalogue_catalogueentry", "parties_agency", "django_migrations")
        found = {}
        for table in tables:
            if there.execute("SELECT to_regclass(%s)", [table]).fetchone() != (None,):
                (found[table],) = there.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
        return found


def test_it_comes_back_as_it_was_on_an_empty_machine(home: Path, empty: str, settings: Any) -> None:
    file, key = home / "nightly.backup", home / "key"
    assert "1个文件" in run(app, file, "--key", key)
    assert file.stat().st_mode & 0o077 == 0
    assert not [p for p in home.iterdir() if p.name not in {"nightly.backup", "key", "log"}]
    with pytest.raises(WrongSetting, match="已经存在"):
        run(app, file, "--key", key)
    assert "备份完好" in run(restoring, file, "--key", key, "--verify")
    with pytest.raises(WrongSetting, match="不是空的"):
        run(restoring, file, "--key", key)

    before = _counts(settings.DATABASES["default"]["NAME"])
    settings.DATABASES["default"]["NAME"] = empty
    settings.NUOZHENG_TRANSPARENCY_FOLDER = str(home / "new")
    run(restoring, file, "--key", key)
    assert _counts(empty) == before and before["catalogue_catalogueentry"] > 100
    assert (home / "new" / "tile" / "000").read_bytes() == b"leaf"


def test_other_keys_of_the_program_are_named_before_anything_is_touched(
    home: Path, empty: str, settings: Any
) -> None:
    file, key = home / "nightly.backup", home / "key"
    run(app, file, "--key", key)
    content = file.read_bytes()
    assert settings.BLIND_INDEX_KEY.hex().encode() not in content
    settings.DATABASES["default"]["NAME"] = empty
    settings.BLIND_INDEX_KEY = b"another" * 8
    with pytest.raises(WrongSetting, match="缺：index"):
        run(restoring, file, "--key", key)
    assert _counts(empty) == {}


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, bytes]:
    """A sealed file of three pieces and its key."""
    file, key = tmp_path / "file", b"k" * 32
    with file.open("wb") as out:
        sealing = sealed.Sealing(out, key)
        for _time in range(5):
            sealing.write(b"x" * 500_000)
        sealing.close()
    return file, key


def _open(content: bytes, key: bytes, home: Path) -> bytes:
    (home / "changed").write_bytes(content)
    with (home / "changed").open("rb") as source:
        return b"".join(sealed.opened(source, key))


def test_a_wrong_key_a_cut_a_changed_and_a_longer_file_are_refused(
    made: tuple[Path, bytes], tmp_path: Path
) -> None:
    file, key = made
    whole = file.read_bytes()
    assert _open(whole, key, tmp_path) == b"x" * 2_500_000
    first = len(sealed.MAGIC) + 16
    piece = 4 + int.from_bytes(whole[first : first + 4], "big")
    swapped = whole[:first] + whole[first + piece : first + 2 * piece] + whole[first:]
    wrong = [whole[:-1], whole[: first + piece], whole[:first], whole + b"\0", swapped, b"", b"PK"]
    wrong += [whole + whole[first : first + piece], whole[:100] + b"!" + whole[101:]]
    for content in wrong:
        with pytest.raises(sealed.BadBackup):
            _open(content, key, tmp_path)
    with pytest.raises(sealed.BadBackup, match="密钥不对"):
        _open(whole, b"o" * 32, tmp_path)


def test_a_key_that_others_can_read_or_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    sealed.new_key(path)
    assert len(sealed.read_key(path)) == 32
    path.chmod(0o644)
    with pytest.raises(sealed.BadBackup, match="chmod 600"):
        sealed.read_key(path)
    path.chmod(0o600)
    path.write_text("short")
    with pytest.raises(sealed.BadBackup, match="不是备份密钥"):
        sealed.read_key(path)
