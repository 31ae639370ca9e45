"""One embedded PostgreSQL cluster: made once, started, stopped, never asked to forget anything."""

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from config.embedded.lifeline import tied
from config.embedded.programs import Account, programs, server_account

NAME = "nuozheng"
_RETRY_SECONDS = 12.0
_RECOVERY_SECONDS = 300.0
_LOG_BYTES = 10_000_000
_SOCKET_BYTES = 107 - len("/.s.PGSQL.5432")
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # A statement or a constraint's detail can hold personal data: neither goes to the log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
}
_THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ServerProblem(Exception):
    """The embedded server did not start; the message ends with what its log says."""


@dataclass(frozen=True)
class Cluster:
    """Everything lives in `home`: data, socket, password, log. Not durable: for tests only."""

    home: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgresql.log"

    @cached_property
    def account(self) -> Account | None:
        return server_account(self.home)

    @cached_property
    def programs(self) -> Path:
        return programs(self.home, self.account)

    @cached_property
    def sockets(self) -> Path:
        """Where the socket stands: beside the data, or in /tmp where that path is too long."""
        beside = self.home / "run"
        if len(os.fsencode(beside)) <= _SOCKET_BYTES:
            return beside
        return Path("/tmp") / f"nuozheng-{sha256(os.fsencode(self.home)).hexdigest()[:16]}"

    def password(self, role: str = NAME) -> str:
        """The role's password, or an empty text before the cluster is made."""
        try:
            return (self.home / f"{role}.password").read_text()
        except FileNotFoundError:
            return ""

    def url(self, database: str = NAME, role: str = NAME) -> str:
        return f"postgresql://{role}:{self.password(role)}@/{database}?host={self.sockets}"

    def running(self) -> bool:
        """Whether it answers; a server that is still starting or stopping doesn't."""
        if not self.password("postgres"):
            return False
        try:
            psycopg.connect(self.url("postgres", "postgres"), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self, *, with_us: bool = True) -> subprocess.Popen[bytes] | None:
        """Make the cluster if need be and start it; None if it runs already.

        `with_us`: it ends when this process ends. Call it from the main thread then: the kernel
        watches the thread. Raises ServerProblem when it can't.
        """
        with self._alone():
            if self.running():
                return None
            self._make()
            server = self._start_patiently(with_us)
            self._add_role_and_database()
            return server

    def stop(self) -> None:
        """Stop whatever server holds this data, rolling open transactions back."""
        if self.data.exists():
            self._run("pg_ctl", "stop", "-D", str(self.data), "-m", "fast", "-w", "-t", "30")

    @staticmethod
    def end(server: subprocess.Popen[bytes]) -> None:
        """Stop a server that we started: fast first, at once if it takes more than 30 seconds."""
        for sign, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
            if server.poll() is None:
                server.send_signal(sign)
                try:
                    server.wait(seconds)
                except subprocess.TimeoutExpired:
                    continue
            return

    @contextmanager
    def _alone(self) -> Iterator[None]:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self) -> None:
        """initdb into a draft, then one rename: a kill leaves no half-made cluster."""
        self._folder(self.sockets)
        if self.data.exists():
            return
        for role in ("postgres", NAME):
            if not self.password(role):
                self._secret(f"{role}.password", secrets.token_urlsafe(24))
        draft = self.home / "data.draft"
        shutil.rmtree(draft, ignore_errors=True)
        self._folder(draft)
        words = self._secret("initdb.password", self.password("postgres"))
        self._hand_over(words)
        done = self._run(
            *("initdb", "-D", str(draft), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"),
            *("-A", "scram-sha-256", f"--pwfile={words}", *([] if self.durable else ["-N"])),
        )
        words.unlink()
        if done.returncode:
            raise ServerProblem(
                f"内置数据库没有建成：{done.stderr.decode(errors='replace').strip()}"
            )
        draft.rename(self.data)

    def _start_patiently(self, with_us: bool) -> subprocess.Popen[bytes]:
        """After a kill -9 the old server's children hold the data for some seconds: try again."""
        if self.log.exists() and self.log.stat().st_size > _LOG_BYTES:
            self.log.unlink()
        until = time.monotonic() + _RETRY_SECONDS
        while time.monotonic() < until:
            server = self._spawn(with_us)
            if self._answers(server):
                return server
            self.end(server)
            time.sleep(0.3)
        last = self.log.read_text(errors="replace").splitlines()[-8:]
        raise ServerProblem("\n".join([f"内置数据库没有启动，日志 {self.log}：", *last]))

    def _answers(self, server: subprocess.Popen[bytes]) -> bool:
        """Wait while it lives: after a crash it first replays what was committed."""
        until = time.monotonic() + _RECOVERY_SECONDS
        while server.poll() is None and time.monotonic() < until:
            if self.running():
                return True
            time.sleep(0.03)
        return False

    def _spawn(self, with_us: bool) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, **({} if self.durable else _THROW_AWAY)}
        settings["unix_socket_directories"] = str(self.sockets)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [
                    str(self.programs / "postgres"),
                    *("-D", str(self.data)),
                    *(f"--{name}={value}" for name, value in settings.items()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=tied(signal.SIGINT) if with_us else None,
                **self._as_account(),
            )

    def _add_role_and_database(self) -> None:
        """The program's role is no superuser; it owns its database and may make others (tests)."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as admin:
            role, database = sql.Identifier(NAME), sql.Identifier(NAME)
            if not admin.execute("select 1 from pg_roles where rolname = %s", [NAME]).fetchone():
                admin.execute(
                    sql.SQL("create role {} login createdb password {}").format(
                        role, sql.Literal(self.password())
                    )
                )
            if not admin.execute("select 1 from pg_database where datname = %s", [NAME]).fetchone():
                admin.execute(sql.SQL("create database {} owner {}").format(database, role))
            if not self.durable:
                # Tests empty the tables that nobody may empty, by saying that they only replay.
                right = sql.SQL("grant set on parameter session_replication_role to {}")
                admin.execute(right.format(role))

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [str(self.programs / program), *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            cwd="/",
            **self._as_account(),
        )

    def _as_account(self) -> dict[str, Any]:
        if self.account is None:
            return {}
        return {"user": self.account.uid, "group": self.account.gid, "extra_groups": []}

    def _folder(self, path: Path) -> None:
        """A folder that only the server's account may enter; ServerProblem if somebody else's."""
        path.mkdir(mode=0o700, exist_ok=True)
        owner = self.account.uid if self.account else os.geteuid()
        if path.stat().st_uid not in {owner, os.geteuid()}:
            raise ServerProblem(f"{path} 属于别的用户，不能使用")
        self._hand_over(path)

    def _hand_over(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.uid, self.account.gid)

    def _secret(self, name: str, text: str) -> Path:
        path = self.home / name
        path.unlink(missing_ok=True)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(text)
        return path
