"""The load generator, a process of its own: each request once, over connections kept open.

`python -m bench.load` reads a job as JSON from its input and writes the result to its output.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One request; an empty token means none is sent."""

    method: str
    path: str
    token: str = ""
    body: str = ""

    def encoded(self, port: int) -> bytes:
        body = self.body.encode()
        head = [f"{self.method} {self.path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
        if self.token:
            head.append(f"Authorization: Bearer {self.token}")
        if body:
            head += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
        return "\r\n".join([*head, "", ""]).encode() + body


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it. Latencies in seconds, in order of size; `own_seconds` is the generator's."""

    seconds: float
    latencies: list[float]
    statuses: dict[str, int]
    own_seconds: float

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Seconds within which this share of the requests was answered."""
        return self.latencies[min(len(self.latencies) - 1, int(share * len(self.latencies)))]

    def only(self, status: int) -> "Load":
        """Itself, if every answer had this status; RuntimeError otherwise."""
        if set(self.statuses) != {str(status)}:
            raise RuntimeError(f"不是每个请求都得到{status}：{self.statuses}")
        return self


def send(port: int, requests: Sequence[Request], concurrency: int) -> Load:
    """Send all requests from another process, so many at a time."""
    job = {
        "port": port,
        "concurrency": concurrency,
        "requests": [asdict(request) for request in requests],
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=json.dumps(job),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    return Load(**json.loads(done.stdout))


async def _run(port: int, encoded: Sequence[bytes], concurrency: int) -> Load:
    waiting = iter(encoded)
    latencies: list[float] = []
    statuses: Counter[str] = Counter()
    lines = [await asyncio.open_connection("127.0.0.1", port) for _ in range(concurrency)]
    begun, used = time.perf_counter(), _own_seconds()
    await asyncio.gather(*(_converse(*line, waiting, latencies, statuses) for line in lines))
    seconds = time.perf_counter() - begun
    for _reader, writer in lines:
        writer.close()
    return Load(seconds, sorted(latencies), dict(statuses), _own_seconds() - used)


async def _converse(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    waiting: Iterator[bytes],
    latencies: list[float],
    statuses: Counter[str],
) -> None:
    for request in waiting:
        sent = time.perf_counter()
        writer.write(request)
        statuses[await _answer(reader)] += 1
        latencies.append(time.perf_counter() - sent)


async def _answer(reader: asyncio.StreamReader) -> str:
    """Read one answer whole; its status."""
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    headers = dict(line.lower().split(b": ", 1) for line in lines if b": " in line)
    await reader.readexactly(int(headers[b"content-length"]))
    return first.split(b" ", 2)[1].decode()


def _own_seconds() -> float:
    return sum(os.times()[:2])


def _main() -> None:
    job = json.load(sys.stdin)
    requests = [Request(**request).encoded(job["port"]) for request in job["requests"]]
    json.dump(asdict(asyncio.run(_run(job["port"], requests, job["concurrency"]))), sys.stdout)


if __name__ == "__main__":
    _main()
