"""One demonstration and one browser for all journeys, which therefore stand in one file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import DESKTOP, PHONE, Size, chromium
from tests.journeys.demonstration import demonstration
from tests.journeys.visitor import Crowd, OnceEach


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


@pytest.fixture(scope="module")
def examinations() -> dict[str, OnceEach]:
    """By size: a page that one journey found without barriers is not searched by the next."""
    return {one.name: OnceEach() for one in (DESKTOP, PHONE)}


@pytest.fixture
def everybody(
    browser: Browser, site: str, size: Size, examinations: dict[str, OnceEach]
) -> Iterator[Crowd]:
    """`everybody("ordos-honest")`: that person at this size, signed in."""
    crowd = Crowd(browser, site, size, examinations[size.name])
    yield crowd
    crowd.leave()
