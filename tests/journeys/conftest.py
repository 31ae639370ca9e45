"""One demonstration and one browser for all journeys, which therefore stand in one file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESKTOP, Size, chromium
from tests.journeys.demonstration import Demonstration, demonstration
from tests.journeys.visitor import Crowd, OnceEach, Windows


@pytest.fixture(scope="module")
def running() -> Iterator[Demonstration]:
    """It was killed while it prepared, and begun again; nothing is lost and nothing stays."""
    with demonstration("--few-cases", "--workers", "1", killed_once=True) as demo:
        yield demo


@pytest.fixture(scope="module")
def site(running: Demonstration) -> str:
    return running.address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    # Closed with the module: while Playwright's loop runs, Django's tables can't be asked.
    with chromium() as program:
        yield program


@pytest.fixture
def size() -> Size:
    """The width at which a journey is walked; `at` names another."""
    return DESKTOP


@pytest.fixture(scope="module")
def examinations() -> OnceEach:
    """A page that one journey found without barriers is not searched by the next."""
    return OnceEach()


@pytest.fixture(scope="module")
def windows() -> Windows:
    """A window is opened once for each person and size; opening one costs more than five pages."""
    return {}


@pytest.fixture
def everybody(
    browser: Browser, site: str, size: Size, examinations: OnceEach, windows: Windows
) -> Iterator[Crowd]:
    """`everybody("ordos-honest")`: that person at this size, signed in."""
    crowd = Crowd(browser, site, size, examinations, windows)
    yield crowd
    crowd.leave()
