"""Folders and look-ups for tests that start and kill servers of their own."""

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.database import temporary_home


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that the database's account can reach, removed afterwards."""
    home = temporary_home()
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)


def processes_naming(text: str) -> list[str]:
    """Command lines of live processes that contain a text; ended but unreaped ones don't count."""
    found = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if text in words and state not in "ZX":
            found.append(words)
    return found


def becomes(true: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Whether something turns true in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.05)
    return true()


def two_free_ports() -> int:
    """The first of two ports in a row on which nobody listens.

    Each process of a test run has a range of its own: a port is bound long after it is chosen.
    """
    first_one = 20_000 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    for port in range(first_one, first_one + 1_000, 2):
        with socket.socket() as first, socket.socket() as second:
            try:
                first.bind(("127.0.0.1", port))
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise AssertionError("no two ports in a row are free")
