"""The installation that is measured: its own database server, durable as in production."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from config import environment
from config.embedded import Cluster
from config.embedded.lifeline import tied
from config.embedded.programs import reachable, server_account
from config.keys import Keys

WEB_PROCESSES, WEB_THREADS = 2, 4
_PATIENCE_SECONDS = 60.0
_STOP_SECONDS = 15.0


@dataclass(frozen=True)
class Stack:
    """A throw-away home, the database server in it, and the port of the site."""

    home: Path
    cluster: Cluster
    port: int

    def pgbench(self, script: str, *words: str) -> str:
        """Run a script of SQL; what it said, RuntimeError if it failed."""
        path = self.home / "floor.sql"
        path.write_text(script)
        done = subprocess.run(
            [str(self.cluster.programs / "pgbench"), "-n", "-f", str(path), *words, "nuozheng"],
            env={
                **os.environ,
                "PGHOST": str(self.cluster.sockets),
                "PGUSER": "nuozheng",
                "PGPASSWORD": self.cluster.password(),
            },
            text=True,
            capture_output=True,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    @property
    def database_pid(self) -> int:
        return int((self.cluster.data / "postmaster.pid").read_text().split()[0])

    @contextmanager
    def site(self) -> Iterator[int]:
        """The web server, started as `nuozheng demo` starts it, without the demonstration.

        Its process id.
        """
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", "127.0.0.1", "--port", str(self.port)),
            *("--workers", str(WEB_PROCESSES), "--blocking-threads", str(WEB_THREADS)),
            *("--workers-kill-timeout", "5", "--log-level", "warning"),
            "config.wsgi:application",
        ]
        with _running(command, self.home / "web.log") as process:
            self._await_site(process)
            yield process.pid

    @contextmanager
    def worker(self) -> Iterator[None]:
        """The process that sets the letters."""
        command = [sys.executable, "-m", "nuozheng.cli", "worker"]
        with _running(command, self.home / "worker.log"):
            yield

    def _await_site(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < until and process.poll() is None:
            asked = HTTPConnection("127.0.0.1", self.port, timeout=5)
            with suppress(OSError):
                asked.request("GET", "/")
                asked.getresponse()
                return
            time.sleep(0.2)
        said = (self.home / "web.log").read_text(errors="replace").splitlines()[-8:]
        raise RuntimeError("\n".join(["网站没有应答：", *said]))


@contextmanager
def throw_away() -> Iterator[Stack]:
    """A fresh installation in a temporary folder; nothing of it is left afterwards."""
    home = _home()
    cluster = Cluster(home / "postgresql", durable=True)
    server = None
    try:
        server = cluster.start()
        stack = Stack(home, cluster, _free_port())
        os.environ.update(_environment(stack))
        _prepare()
        yield stack
    finally:
        if server:
            Cluster.end(server)
        shutil.rmtree(home, ignore_errors=True)


def _home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="nuozheng-bench-"))
    if not reachable(home / "data", server_account(home)):
        shutil.rmtree(home)
        home = Path(tempfile.mkdtemp(prefix="nuozheng-bench-", dir="/tmp"))
    home.chmod(0o711)
    return home


def _environment(stack: Stack) -> Mapping[str, str]:
    """Production settings; what the caller's shell says must not change the figures."""
    for setting in environment.ALL:
        os.environ.pop(setting.name, None)
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        environment.VAR.name: str(stack.home),
        environment.DATABASE_URL.name: stack.cluster.url(),
        environment.KEYS.name: Keys.new().as_json(),
        environment.PUBLIC_URL.name: f"http://127.0.0.1:{stack.port}",
        environment.LOG_LEVEL.name: "WARNING",
    }


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def _running(command: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        process = subprocess.Popen(
            command,
            cwd=environment.CHECKOUT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=tied(signal.SIGKILL),
        )
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
