"""The clause of one entry of a stated list."""

from collections.abc import Mapping
from typing import Any

from nuozheng.law.policy import Stated

_ONE_CLAUSE: Mapping[str, str] = {
    "liability_civil": "liability",
    "liability_administrative": "liability",
    "liability_criminal": "liability",
}
"""民事、行政、刑事责任 stand in one clause wherever they are listed."""


def clause_of(listed: Stated[Any], entry: str) -> tuple[str, ...]:
    """The clause of an entry where the pack cites one clause per entry, otherwise all of them."""
    groups = list(dict.fromkeys(_group(one) for one in listed.value))
    if len(groups) != len(listed.clause) or _group(entry) not in groups:
        return listed.clause
    return (listed.clause[groups.index(_group(entry))],)


def _group(entry: str) -> str:
    return _ONE_CLAUSE.get(entry, entry)
