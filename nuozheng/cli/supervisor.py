"""Keep a handful of processes running together, and leave none behind."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from config.embedded.lifeline import tied

_POLL_SECONDS = 0.2
_STOP_SECONDS = 15.0
_RESTARTS, _WITHIN_SECONDS = 5, 60.0


class GaveUp(Exception):
    """A process keeps ending; the message names it and shows the last lines of its log."""


@dataclass
class Part:
    """One process: its Chinese name for people, its command, and the file it writes to."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def last_words(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-8:])


class Supervisor:
    """Starts parts in order, restarts those that end, stops them in the opposite order.

    Every part ends with this process, however this process ends: if it is
    killed, so are they at once, and what was not committed is rolled back.
    Start parts from the main thread, which is the one the kernel watches.
    """

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.stopping = False
        self._folder = folder
        self._environment = environment
        self._parts: list[Part] = []
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, self._told_to_stop)
        # Under nohup a closing terminal is meant to be ignored.
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self._told_to_stop)

    def start(self, part: Part) -> None:
        self._parts.append(part)
        self._spawn(part)

    def run(self, command: Sequence[str]) -> int | None:
        """Run something to its end on this terminal; None if told to stop meanwhile."""
        process = self._process(command, None)
        while process.poll() is None and not self.stopping:
            self.look()
            time.sleep(_POLL_SECONDS)
        if self.stopping:
            _end(process)
            return None
        return process.returncode

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Whether it became ready in time; False at once when told to stop."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            if ready():
                return True
            self.look()
            time.sleep(_POLL_SECONDS)
        return False

    def watch(self, also: Callable[[], None]) -> None:
        """Until told to stop; `also` is called at every look. Raises GaveUp."""
        while not self.stopping:
            also()
            self.look()
            time.sleep(_POLL_SECONDS)

    def look(self) -> None:
        """Start again what has ended; raises GaveUp when it keeps ending."""
        for part in self._parts:
            if part.process is None or part.process.poll() is None or self.stopping:
                continue
            since = time.monotonic() - _WITHIN_SECONDS
            if sum(start > since for start in part.starts) >= _RESTARTS:
                raise GaveUp(f"{part.name}反复退出，日志 {part.log}：\n{part.last_words()}")
            self._spawn(part)

    def stop(self) -> None:
        self.stopping = True
        for part in reversed(self._parts):
            if part.process is not None:
                _end(part.process)

    def _spawn(self, part: Part) -> None:
        part.starts.append(time.monotonic())
        part.process = self._process(part.command, part.log)

    def _process(self, command: Sequence[str], log: Path | None) -> subprocess.Popen[bytes]:
        if log is None:
            return self._open(command, None)
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as out:
            return self._open(command, out.fileno())

    def _open(self, command: Sequence[str], out: int | None) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            list(command),
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT if out is not None else None,
            # A session of its own: Ctrl-C reaches only us, and we stop the parts in order.
            start_new_session=True,
            preexec_fn=tied(signal.SIGKILL),
        )

    def _told_to_stop(self, _sign: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end; after fifteen seconds end its whole session."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(_STOP_SECONDS)
    _end_session(process)


def _end_session(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()
