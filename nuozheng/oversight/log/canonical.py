"""A record as bytes that are the same whenever it is read, so that its digest can be compared."""

import json
from collections.abc import Iterable
from typing import Any


def canonical(values: Iterable[Any]) -> bytes:
    """A JSON array without spaces, keys in their order, days and moments as ISO texts in UTC."""
    return json.dumps(
        list(values),
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
        default=_plain,
    ).encode()


def _plain(value: Any) -> str:
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
