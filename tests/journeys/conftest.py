"""One demonstration and one browser for all journeys, which therefore stand in one file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESKTOP, PHONE, Size, chromium
from tests.journeys.demonstration import demonstration
from tests.journeys.visitor import Crowd


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with demonstration() as address:
        yield address


@pytest.fixture(scope="module")
def browser(site: str) -> Iterator[Browser]:
    # Closed with the module: while Playwright's loop runs, Django's tables can't be asked.
    with chromium() as running:
        yield running


@pytest.fixture(params=[DESKTOP, PHONE], ids=lambda size: size.name)
def size(request: pytest.FixtureRequest) -> Size:
    wanted: Size = request.param
    return wanted


@pytest.fixture
def everybody(browser: Browser, site: str, size: Size) -> Iterator[Crowd]:
    """`everybody("ordos-honest")`: that person at this size, signed in."""
    crowd = Crowd(browser, site, size)
    yield crowd
    crowd.leave()
