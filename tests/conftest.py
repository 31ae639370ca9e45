"""The strict world in which every test runs.

Undefined template variables fail through FAIL_INVALID_TEMPLATE_VARS, unordered pages and naive
moments through filterwarnings (both in pyproject.toml), GETs that write through the middleware
of config/settings_test.py.
"""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.strictness import loopback_only

pytest_plugins = ["tests.fixtures"]

settings.register_profile(
    "nuozheng", derandomize=True, deadline=None, database=None, max_examples=60
)
settings.load_profile("nuozheng")


LONGEST_FIRST = (
    "tests/journeys/",
    "tests/api/test_bad_input.py",
    "tests/sandbox/test_demo.py",
    "tests/sandbox/test_story.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The files that take longest are begun first, so that no worker is left alone with one.

    Of two workers each takes a file at a time, in this order (`--no-loadscope-reorder`).
    """

    def rank(item: pytest.Item) -> int:
        path = item.path.relative_to(config.rootpath).as_posix()
        found = (place for place, start in enumerate(LONGEST_FIRST) if path.startswith(start))
        return next(found, len(LONGEST_FIRST))

    items.sort(key=rank)


@pytest.fixture(autouse=True, scope="session")
def _stay_on_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, loopback_only(getattr(socket.socket, name)))
        yield
