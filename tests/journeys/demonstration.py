"""`nuozheng demo`, started as a newcomer starts it, with a folder and ports of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.embedded import Cluster
from tests.house.servers import becomes, open_folder, processes_naming, two_free_ports

CHECKOUT = Path(__file__).parents[2]
COMMAND = CHECKOUT / ".venv/bin/nuozheng"
READY_SECONDS, STOPPED_SECONDS = 300.0, 40.0
_OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")


@dataclass(frozen=True)
class Demonstration:
    """One that can be started, killed, started again and told to stop."""

    home: Path
    port: int
    options: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> "subprocess.Popen[bytes]":
        with self._output.open("wb") as out:
            return subprocess.Popen(
                self._command, cwd=CHECKOUT, env=self._environment, stdout=out, stderr=out
            )

    def start_once_more(self) -> str:
        """What a second start prints while the first runs."""
        done = subprocess.run(
            self._command, cwd=CHECKOUT, env=self._environment, capture_output=True, text=True
        )
        return done.stdout

    def comes_to_say(self, words: str, process: "subprocess.Popen[bytes]") -> None:
        """Wait until it says so; fails with what it said instead."""
        becomes(lambda: words in self.said or process.poll() is not None, READY_SECONDS)
        assert words in self.said, self.said

    def comes_to_answer(self, process: "subprocess.Popen[bytes]") -> None:
        """Wait until the page of sign-ins answers; fails with what it said instead."""
        becomes(lambda: process.poll() is not None or self._answers(), READY_SECONDS)
        assert process.poll() is None and self._answers(), self.said

    @property
    def said(self) -> str:
        return self._output.read_text()

    @property
    def left(self) -> list[str]:
        """Command lines of what still runs."""
        return processes_naming(str(self.home)) + processes_naming(f"--port {self.port}")

    @property
    def _output(self) -> Path:
        return self.home / "output"

    @property
    def _command(self) -> list[str]:
        how = [str(COMMAND)] if COMMAND.exists() else [sys.executable, "-m", "nuozheng.cli"]
        city = ("--people", "100", "--companies", "20")
        return [*how, "demo", "--port", str(self.port), *city, *self.options]

    @property
    def _environment(self) -> dict[str, str]:
        kept = {
            key: said
            for key, said in os.environ.items()
            if not key.startswith("NUOZHENG_") and key not in _OURS
        }
        return {**kept, "NUOZHENG_VAR": str(self.home), "PYTHONUNBUFFERED": "1"}

    def _answers(self) -> bool:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("GET", "/demo/")
            return asked.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            asked.close()


@contextmanager
def demonstration(*options: str, killed_once: bool = False) -> Iterator[Demonstration]:
    """It runs for the length of a block, then is told to stop, and leaves no process.

    `killed_once`: the first start is killed while it prepares, and a second one goes on from there.
    """
    with open_folder() as home:
        demo = Demonstration(home, two_free_ports(), options)
        try:
            if killed_once:
                _start_and_kill(demo)
            with demo.start() as process:
                try:
                    demo.comes_to_answer(process)
                    yield demo
                    process.terminate()
                    assert process.wait(STOPPED_SECONDS) == 0, demo.said
                    assert not demo.left, demo.left
                finally:
                    process.kill()
        finally:
            Cluster(home / "postgresql").stop()


def _start_and_kill(demo: Demonstration) -> None:
    with demo.start() as process:
        try:
            demo.comes_to_say("· 收集静态文件", process)
        finally:
            process.kill()
    assert becomes(lambda: not demo.left), demo.left
