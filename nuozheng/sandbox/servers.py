"""Run the sandbox's data sources: as a process, or in a thread for tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nuozheng.evidence.log.settings import log_verifier
from nuozheng.gateways.sources.settings import SourceSettings
from nuozheng.sandbox.city import City
from nuozheng.sandbox.endpoints import SourceServer
from nuozheng.sandbox.faults import Switchboard
from nuozheng.sandbox.journal import Journal


@dataclass(frozen=True)
class Running:
    """A server at work in this process."""

    server: SourceServer

    @property
    def url(self) -> str:
        return self.server.url

    @property
    def faults(self) -> Switchboard:
        return self.server.faults

    @property
    def journal(self) -> Journal:
        return self.server.journal

    def settings(self, timeout: float = 1.5, budget: float = 2.5) -> SourceSettings:
        """What a client needs to ask here; seconds."""
        return SourceSettings(self.url, self.server.key, timeout, budget)

    def stop(self) -> None:
        self.server.closing.set()
        self.server.shutdown()
        self.server.server_close()


def start_in_thread(city: City, key: bytes, port: int = 0) -> Running:
    """Serve in a thread of this process, on a free port unless one is named; then `stop` it."""
    server = SourceServer(city, key, port)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True, name="sources"
    ).start()
    return Running(server)


@contextmanager
def running(city: City, key: bytes, port: int = 0) -> Iterator[Running]:
    """`start_in_thread` for the length of a `with`."""
    started = start_in_thread(city, key, port)
    try:
        yield started
    finally:
        started.stop()


def main(port: int, seed: int, people: int, companies: int, key: bytes) -> None:
    """Serve a city until interrupted; OSError when the port is taken."""
    city = City(seed, people, companies)
    with SourceServer(city, key, port) as server:
        server.witness.logs = (log_verifier(),)
        # The first person would otherwise wait for the index.
        city.find("person", "")
        server.serve_forever(poll_interval=0.2)
