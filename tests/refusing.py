"""Acts that must be refused, and for which reasons."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from nuozheng.law.findings import Refused


@contextmanager
def refused(*keys: str) -> Iterator[None]:
    """The block is refused, for each of these reasons; each says something to a person."""
    with pytest.raises(Refused) as caught:
        yield
    found = {finding.key for finding in caught.value.findings}
    assert set(keys) <= found, found
    assert all(finding.is_obstacle and finding.detail for finding in caught.value.findings)


def reasons(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """The families of the reasons of a refusal, without the numbers of the rows they are about."""
    return {finding.key.partition(".")[0] for finding in caught.value.findings}
