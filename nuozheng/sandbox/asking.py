"""Data sources that answer while the demonstration's cases are made."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from django.conf import settings

from nuozheng.gateways.sources.settings import from_settings
from nuozheng.sandbox.city import City
from nuozheng.sandbox.servers import running

_WAIT_SECONDS = 60.0


@contextmanager
def sources_answering(everybody: bool = False) -> Iterator[None]:
    """For the length of a block: the configured server once it answers, else one of our own.

    The cast lives in every city; our own has other people only where `everybody` is asked for.
    """
    configured = from_settings()
    if configured.base_url and _answers(configured.base_url):
        yield
        return
    city = City() if everybody else City(people=0, companies=0)
    # Nobody is kept waiting while the people are counted.
    city.find("person", "")
    with running(city, configured.key) as server:
        before = settings.NUOZHENG_SOURCES_URL
        settings.NUOZHENG_SOURCES_URL = server.url
        try:
            yield
        finally:
            settings.NUOZHENG_SOURCES_URL = before


def _answers(url: str) -> bool:
    """Whether a server is there; one that is still counting its people is waited for."""
    until = time.monotonic() + _WAIT_SECONDS
    with httpx.Client(trust_env=False, timeout=5) as client:
        while time.monotonic() < until:
            try:
                return client.get(f"{url}/_health").status_code == 200
            except httpx.ConnectError:
                return False
            except httpx.TransportError:
                time.sleep(0.2)
    return False
