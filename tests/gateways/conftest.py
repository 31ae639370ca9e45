"""A small city served over real HTTP, and a client that asks it."""

from collections.abc import Iterator

import pytest

from nuozheng.gateways.sources import Query, SourceClient, Subject
from nuozheng.sandbox import City, cast
from nuozheng.sandbox.servers import Running, running

KEY = b"a key for tests only"


@pytest.fixture(scope="module")
def sources() -> Iterator[Running]:
    with running(City(seed=1, people=500, companies=50), KEY) as started:
        yield started


@pytest.fixture
def client(sources: Running) -> Iterator[SourceClient]:
    sources.faults.set("*", "ok")
    with SourceClient(sources.settings(timeout=0.4, budget=0.8)) as asking:
        yield asking
    sources.faults.set("*", "ok")


def about(key: str, source: str, *attributes: str, case: str = "") -> Query:
    """A query about a member of the cast of Ordos."""
    member = cast("ordos")[key]
    kind: object = member.kind
    return Query(
        source=source,
        subject=Subject(kind, member.identifier, member.name),  # type: ignore[arg-type]
        attributes=attributes,
        purpose="核对承诺的事实",
        case_number=case,
        item_code="1",
        clause="ORD21-4.4",
    )
