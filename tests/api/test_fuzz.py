"""What the API's own description allows and forbids is sent; the answers are as it describes them.

Schemathesis makes the requests from the OpenAPI description and holds the answers to it.
"""

import json
from typing import Any

import pytest
import requests
import schemathesis
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case as Sent
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.result import Ok
from schemathesis.core.transport import Response
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from nuozheng.api import authentication
from nuozheng.api.urls import api
from tests.api.bodies import every_operation
from tests.api.caller import ROOT, Answer, Caller
from tests.api.full import Full
from tests.api.test_bad_input import callers, writers

DESCRIPTION = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
OPERATIONS = [one.ok() for one in DESCRIPTION.get_all_operations() if isinstance(one, Ok)]
OF_EVERYBODY = ("places", "items", "clauses", "entries", "letters", "log")
"""What these addresses name hangs on no case."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(autouse=True)
def _without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of calls a second, which the limit would answer otherwise."""
    monkeypatch.setattr(authentication.PerMinute, "allow_request", lambda self, request: True)


def test_every_operation_is_fuzzed() -> None:
    assert len(OPERATIONS) == len(every_operation())


@pytest.mark.parametrize("method", sorted({one.method.upper() for one in OPERATIONS}))
def test_answers_are_as_described(full: Full, method: str) -> None:
    """One case for all operations of a method; what a request changed is undone after it."""
    asking = [Caller(), *callers(full), *writers(full)]
    for operation in OPERATIONS:
        if operation.method.upper() == method:
            _fuzz(operation, full, asking)


def _fuzz(operation: Any, full: Full, asking: list[Caller]) -> None:
    template = operation.path.removeprefix(ROOT)
    hangs_on_a_case = "{" in template and template.split("/")[0] not in OF_EVERYBODY
    real = full.path(template) if hangs_on_a_case else ""

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
    @given(data=st.data())
    def answers_are_as_described(data: st.DataObject) -> None:
        mode = data.draw(st.sampled_from(GenerationMode))
        sent = data.draw(operation.as_strategy(generation_mode=mode))
        path = sent.formatted_path.removeprefix(ROOT)
        if real and data.draw(st.booleans()):
            path = real
        with transaction.atomic():
            answer = _send(data.draw(st.sampled_from(asking)), sent, path)
            transaction.set_rollback(True)
        sent.validate_response(_as_schemathesis_reads_it(answer, sent), checks=CHECKS)

    answers_are_as_described()


def _send(caller: Caller, sent: Sent[Any], path: str) -> Answer:
    wanted = requests.Request("GET", "http://example.org/", params=sent.query or {}).prepare()
    query = (wanted.url or "").partition("?")[2]
    body = b"" if isinstance(sent.body, NotSet) else _bytes(sent.body)
    headers = {
        name: value
        for name, value in (sent.headers or {}).items()
        if name.lower() not in ("authorization", "content-type")
    }
    return caller.send(
        sent.method,
        f"{path}?{query}" if query else path,
        body,
        sent.media_type or "application/json",
        **headers,
    )


def _bytes(body: Any) -> bytes:
    return body if isinstance(body, bytes) else json.dumps(body, default=str).encode()


def _as_schemathesis_reads_it(answer: Answer, sent: Sent[Any]) -> Response:
    content = getattr(answer.response, "content", b"") or b"".join(
        getattr(answer.response, "streaming_content", ())
    )
    return Response(
        status_code=answer.status,
        headers={name: [value] for name, value in answer.response.headers.items()},
        content=content,
        request=requests.Request(sent.method, "http://example.org/").prepare(),
        elapsed=0.0,
        verify=False,
        encoding="utf-8",
    )
