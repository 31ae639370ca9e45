"""The description of the API says of every operation what a program must know."""

import re
from collections import Counter

import pytest
from ninja import Schema

from tests.api.bodies import BODIES, PUBLIC, Operation, every_operation
from tests.api.caller import Caller

OPERATIONS = every_operation()


@pytest.mark.parametrize("name", OPERATIONS, ids=" ".join)
def test_every_operation_is_described(name: Operation) -> None:
    operation = OPERATIONS[name]
    assert re.search("[\u4e00-\u9fff]", operation["summary"])
    assert operation["tags"]
    assert {401, 404, 409, 413, 422, 429} <= operation["responses"].keys()
    refused = operation["responses"][422]["content"]["application/problem+json"]["schema"]
    assert refused["$ref"].endswith("/Problem")
    (good,) = [status for status in operation["responses"] if status < 300]
    assert operation["responses"][good]["content"]
    assert bool(operation.get("security")) == (name not in PUBLIC)


def test_operation_names_are_unique() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


def test_no_two_shapes_share_a_name() -> None:
    """The description keeps one shape for a name: another of the same name would replace it."""
    found = Counter(
        kind.__name__ for kind in _below(Schema) if kind.__module__.startswith("nuozheng.api")
    )
    assert [name for name, count in found.items() if count > 1] == []


def _below(kind: type) -> set[type]:
    children: list[type] = kind.__subclasses__()
    return {one for child in children for one in (child, *_below(child))}


def test_every_body_is_closed_and_has_an_example_here() -> None:
    from nuozheng.api.urls import api

    schemas = api.get_openapi_schema()["components"]["schemas"]
    with_body = {
        name
        for name, operation in OPERATIONS.items()
        if "application/json" in operation.get("requestBody", {}).get("content", {})
    }
    assert with_body == BODIES.keys()
    for name in with_body:
        schema = OPERATIONS[name]["requestBody"]["content"]["application/json"]["schema"]
        found = schemas[schema["$ref"].rsplit("/", 1)[1]]
        assert found["additionalProperties"] is False, name
        for field in found["properties"].values():
            assert_bounded(field, schemas)


def assert_bounded(schema: dict[str, object], schemas: dict[str, dict[str, object]]) -> None:
    """Every text, list and number of an input has an end."""
    text = str(schema)
    if "'type': 'string'" in text and "format" not in text and "enum" not in text:
        assert "maxLength" in text or "const" in text, schema
    if "'type': 'array'" in text:
        assert "maxItems" in text, schema
    if "'type': 'integer'" in text:
        assert "maximum" in text, schema


@pytest.mark.django_db
def test_the_description_is_served_without_a_token() -> None:
    answer = Caller().get("openapi.json")
    assert answer.status == 200
    assert answer.json["openapi"].startswith("3.1")
