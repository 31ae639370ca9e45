"""`nuozheng demo`, started as a newcomer starts it, with a folder and ports of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.embedded import Cluster
from tests.house.servers import becomes, open_folder, processes_naming, two_free_ports

CHECKOUT = Path(__file__).parents[2]
COMMAND = CHECKOUT / ".venv/bin/nuozheng"
READY_SECONDS, STOPPED_SECONDS = 300.0, 40.0


@contextmanager
def demonstration(*, few_cases: bool = False) -> Iterator[str]:
    """The site's address; when the block ends, the demo is told to stop and leaves no process."""
    port = two_free_ports()
    with open_folder() as home:
        process = _start(home, port, ["--few-cases", "--workers", "1"] if few_cases else [])
        try:
            _await(process, port, home / "output")
            yield f"http://localhost:{port}"
            process.terminate()
            assert process.wait(STOPPED_SECONDS) == 0, (home / "output").read_text()
            left = processes_naming(str(home)) + processes_naming(f"--port {port}")
            assert not left, left
        finally:
            process.kill()
            process.wait()
            Cluster(home / "postgresql").stop()


def _start(home: Path, port: int, options: list[str]) -> "subprocess.Popen[bytes]":
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    kept = {
        key: said
        for key, said in os.environ.items()
        if not key.startswith("NUOZHENG_") and key not in ours
    }
    how = [COMMAND] if COMMAND.exists() else [sys.executable, "-m", "nuozheng.cli"]
    with (home / "output").open("wb") as out:
        return subprocess.Popen(
            [*how, "demo", "--port", str(port), "--people", "100", "--companies", "20", *options],
            cwd=CHECKOUT,
            env={**kept, "NUOZHENG_VAR": str(home), "PYTHONUNBUFFERED": "1"},
            stdout=out,
            stderr=subprocess.STDOUT,
        )


def _await(process: "subprocess.Popen[bytes]", port: int, output: Path) -> None:
    """Until the page of sign-ins answers; fails with what the demo said otherwise."""
    becomes(lambda: process.poll() is not None or _answers(port), READY_SECONDS)
    assert process.poll() is None and _answers(port), output.read_text()


def _answers(port: int) -> bool:
    asked = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", "/demo/")
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
