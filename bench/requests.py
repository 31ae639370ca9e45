"""The requests that are measured."""

import json
from collections.abc import Iterable

from bench.cases import Ready
from bench.load import Request

EMPTY_ANSWER = Request("GET", "/api/v1/nothing")
"""Through every layer of the server to an answer of a few bytes, without a query."""


def signature(case: Ready) -> Request:
    """Sign this case, agreeing to every statement."""
    return Request(
        "POST",
        f"/api/v1/applications/{case.number}/signature",
        case.token,
        json.dumps({"statements": case.statements}),
    )


def signatures(cases: Iterable[Ready]) -> list[Request]:
    return [signature(case) for case in cases]
