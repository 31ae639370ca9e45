"""The embedded database: made whole or not at all, reached with a password, loses nothing."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded import Cluster, ServerProblem
from config.embedded.programs import Account, programs, reachable
from tests.house.servers import becomes, open_folder, processes_naming

STRANGER = Account(uid=61_234, gid=61_234)
KEEP = "create table if not exists kept (n int)"


@pytest.fixture
def home() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder


@pytest.fixture
def cluster(home: Path) -> Iterator[Cluster]:
    made = Cluster(home)
    yield made
    made.stop()


def test_it_speaks_chinese_to_a_role_that_is_no_superuser(cluster: Cluster) -> None:
    cluster.start()
    with psycopg.connect(cluster.url()) as connection:
        said = connection.execute(
            "select pg_encoding_to_char(encoding), datctype, current_setting('is_superuser'),"
            " current_setting('listen_addresses'), current_setting('fsync')"
            " from pg_database where datname = current_database()"
        ).fetchone()
    assert said == ("UTF8", "C.UTF-8", "off", "", "on")


def test_a_wrong_password_is_refused(cluster: Cluster) -> None:
    cluster.start()
    wrong = cluster.url().replace(cluster.password(), "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_only_its_owner_reads_the_passwords(cluster: Cluster) -> None:
    cluster.start()
    modes = {path.stat().st_mode & 0o777 for path in cluster.home.glob("*.password")}
    assert modes == {0o600}


def test_a_second_start_finds_the_first(cluster: Cluster) -> None:
    assert cluster.start() is not None
    assert Cluster(cluster.home).start() is None


def test_a_half_made_cluster_is_made_anew(cluster: Cluster) -> None:
    (cluster.home / "data.draft").mkdir()
    (cluster.home / "data.draft" / "PG_VERSION").write_text("18\n")
    cluster.start()
    assert cluster.running()
    assert not (cluster.home / "data.draft").exists()


def test_committed_rows_outlive_a_kill_and_the_start_waits(cluster: Cluster) -> None:
    server = cluster.start()
    assert server is not None
    connection = psycopg.connect(cluster.url())
    connection.execute(KEEP)
    connection.execute("insert into kept values (1)")
    connection.commit()
    connection.execute("insert into kept values (2)")
    server.kill()
    server.wait()
    connection.close()
    assert (cluster.data / "postmaster.pid").exists()
    assert cluster.start() is not None
    with psycopg.connect(cluster.url()) as connection:
        assert connection.execute("select array_agg(n) from kept").fetchone() == ([1],)


def test_it_ends_with_the_process_that_started_it(cluster: Cluster) -> None:
    started = subprocess.run(
        [
            *(sys.executable, "-c"),
            "import os, sys; from pathlib import Path; from config.embedded import Cluster;"
            "Cluster(Path(sys.argv[1])).start(); os.kill(os.getpid(), 9)",
            str(cluster.home),
        ],
        cwd=Path(__file__).parents[2],
    )
    assert started.returncode == -9
    assert becomes(lambda: not processes_naming(str(cluster.data)))


def test_a_server_that_cannot_start_says_why(
    cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.embedded.cluster._RETRY_SECONDS", 1.0)
    server = cluster.start()
    assert server is not None
    Cluster.end(server)
    (cluster.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerProblem, match="incompatible"):
        cluster.start()


def test_a_long_path_gets_a_short_socket(home: Path) -> None:
    deep = Cluster(home.joinpath(*["长长的文件夹"] * 8))
    assert len(os.fsencode(deep.sockets)) < 60
    assert Cluster(home).sockets == home / "run"


def test_a_closed_home_can_not_be_reached(home: Path) -> None:
    data = home / "closed" / "var" / "data"
    data.parent.mkdir(parents=True)
    assert reachable(data, STRANGER)
    assert reachable(data, None)
    (home / "closed").chmod(0o700)
    assert not reachable(data, STRANGER)


def test_programs_out_of_reach_are_copied_and_work(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("config.embedded.programs.reachable", lambda path, account: False)
    copied = programs(home, STRANGER)
    assert copied.is_relative_to(home)
    for name in ("initdb", "postgres", "psql"):
        subprocess.run([copied / name, "--version"], check=True, capture_output=True)
