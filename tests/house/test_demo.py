"""The whole demonstration: started, killed in the middle, started again, told to stop."""

import os
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from config.embedded import Cluster
from tests.house.servers import becomes, open_folder, processes_naming, two_free_ports

CHECKOUT = Path(__file__).parents[2]
PATIENCE_SECONDS = 240.0


class Demonstration:
    """`nuozheng demo` with its own folder, ports and output."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = two_free_ports()
        kept = {key: said for key, said in os.environ.items() if not key.startswith("NUOZHENG_")}
        for name in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
            kept.pop(name, None)
        self._environment = {**kept, "NUOZHENG_VAR": str(home), "PYTHONUNBUFFERED": "1"}

    def start(self) -> "subprocess.Popen[bytes]":
        with self.output.open("wb") as out:
            return subprocess.Popen(self._command, cwd=CHECKOUT, env=self._environment, stdout=out)

    def once_more(self) -> str:
        done = subprocess.run(
            self._command, cwd=CHECKOUT, env=self._environment, capture_output=True, text=True
        )
        return done.stdout

    @property
    def _command(self) -> list[str]:
        city = ("--people", "200", "--companies", "20")
        return [sys.executable, "-m", "nuozheng.cli", "demo", "--port", str(self.port), *city]

    @property
    def output(self) -> Path:
        return self.home / "output"

    def comes_to_say(self, words: str, process: "subprocess.Popen[bytes]") -> bool:
        """Whether it says so before it ends, in time."""
        becomes(
            lambda: words in self.output.read_text() or process.poll() is not None,
            PATIENCE_SECONDS,
        )
        return words in self.output.read_text()

    def left(self) -> list[str]:
        return processes_naming(str(self.home)) + processes_naming(f"--port {self.port}")

    def status(self, path: str) -> int:
        asked = HTTPConnection("127.0.0.1", self.port, timeout=30)
        asked.request("GET", path)
        return asked.getresponse().status


@pytest.fixture
def demonstration() -> Iterator[Demonstration]:
    with open_folder() as home:
        yield Demonstration(home)
        Cluster(home / "postgresql").stop()


def test_started_killed_started_again_and_stopped(demonstration: Demonstration) -> None:
    first = demonstration.start()
    assert demonstration.comes_to_say("收集静态文件", first)
    first.kill()
    first.wait()
    assert becomes(lambda: not demonstration.left()), demonstration.left()

    second = demonstration.start()
    assert demonstration.comes_to_say("Ctrl-C", second), demonstration.output.read_text()
    assert demonstration.status("/") == 200
    assert demonstration.status("/demo/") == 200
    assert "演示已经在运行" in demonstration.once_more()
    second.terminate()
    assert second.wait(30) == 0
    assert not demonstration.left()
