"""Killing the supervisor at any moment: no committed row lost, no process left."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster
from tests.house.servers import becomes, open_folder, processes_naming

SUPERVISE = """
import sys, os
from pathlib import Path
from config.embedded.database import Database
from nuozheng.cli.supervisor import GaveUp, Part, Supervisor
home = Path(sys.argv[1])
supervisor, database = Supervisor(home, dict(os.environ)), Database()
try:
    database.start()
    for number, command in enumerate(sys.argv[2:]):
        words = [sys.executable, "-c", command, str(home)]
        supervisor.start(Part("写入", words, home / f"{number}.log"))
    supervisor.watch(database.look)
except GaveUp as problem:
    sys.exit(str(problem))
finally:
    supervisor.stop()
    database.stop()
"""
WRITE = """
import sys, psycopg
from pathlib import Path
from config.embedded.here import local_cluster
with psycopg.connect(local_cluster().url(), autocommit=True) as connection:
    connection.execute("create table if not exists kept (n serial)")
    with open(Path(sys.argv[1]) / "acknowledged", "a", buffering=1) as acknowledged:
        while True:
            row = connection.execute("insert into kept default values returning n").fetchone()
            print(row[0], file=acknowledged)
"""
CHECKOUT = Path(__file__).parents[2]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with open_folder() as folder:
        monkeypatch.setenv("NUOZHENG_VAR", str(folder))
        monkeypatch.delenv("DATABASE_URL")
        monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
        yield folder
        Cluster(folder / "postgresql").stop()


def supervised(home: Path, *commands: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, str(home), *commands],
        stderr=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
        # Under nohup these tests would inherit that a closing terminal is ignored.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
    )


def acknowledged(home: Path) -> list[int]:
    path = home / "acknowledged"
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [int(line) for line in lines]


@pytest.mark.parametrize("moment", [0.0, 0.2, 0.5])
def test_kill_9_while_rows_are_written(home: Path, moment: float) -> None:
    process = supervised(home, WRITE)
    assert becomes(lambda: len(acknowledged(home)) > 20)
    time.sleep(moment)
    process.kill()
    process.communicate()
    assert becomes(lambda: not processes_naming(str(home)))
    promised = set(acknowledged(home))
    cluster = Cluster(home / "postgresql")
    cluster.start()
    with psycopg.connect(cluster.url()) as connection:
        kept = {row[0] for row in connection.execute("select n from kept")}
    assert promised <= kept


def test_a_part_that_was_killed_starts_again_and_goes_on(home: Path) -> None:
    process = supervised(home, WRITE)
    assert becomes(lambda: len(acknowledged(home)) > 20)
    cluster = Cluster(home / "postgresql")
    server = int((cluster.data / "postmaster.pid").read_text().split()[0])
    subprocess.run(["kill", "-9", str(server)], check=True)
    before = len(acknowledged(home))
    assert becomes(lambda: len(acknowledged(home)) > before + 100)
    process.terminate()
    process.communicate()
    assert process.returncode == 0
    assert not processes_naming(str(home))


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_told_to_stop_it_leaves_nothing(home: Path, sign: signal.Signals) -> None:
    process = supervised(home, WRITE)
    assert becomes(lambda: len(acknowledged(home)) > 5)
    process.send_signal(sign)
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert not processes_naming(str(home))


def test_a_part_that_keeps_ending_is_named_with_its_last_words(home: Path) -> None:
    process = supervised(home, "print('no such table', flush=True); raise SystemExit(1)")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "写入反复退出" in said
    assert "no such table" in said
    assert not processes_naming(str(home))
