"""What a data source replies to a query: the protocol's other end."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuozheng.gateways.sources.registry import Source, registry
from nuozheng.sandbox.city import City

Reply = dict[str, Any]


class BadQuery(Exception):
    """The query doesn't keep to the protocol, for this reason."""


@dataclass(frozen=True)
class Asked:
    """A query as a source reads it; `name` may be empty, then the identifier alone decides."""

    source: str
    purpose: str
    case_number: str
    kind: str
    identifier: str
    name: str
    attributes: tuple[str, ...]


def read_query(body: bytes) -> Asked:
    """The query of facts in the body; BadQuery says what is wrong with it."""
    return read_asked(body, registry())


def read_asked(body: bytes, served: Mapping[str, Source]) -> Asked:
    """The query in the body to one of these sources; BadQuery says what is wrong with it."""
    try:
        query = json.loads(body)
    except (ValueError, RecursionError):
        raise BadQuery("the body is not JSON") from None
    if not isinstance(query, Mapping) or not isinstance(query.get("subject"), Mapping):
        raise BadQuery("expected an object with a subject")
    subject, attributes = query["subject"], query.get("attributes")
    if not isinstance(attributes, list) or not all(isinstance(one, str) for one in attributes):
        raise BadQuery("attributes: expected a list of names")
    asked = Asked(
        source=_text(query, "source"),
        purpose=_text(query, "purpose"),
        case_number=_text(query, "case_number"),
        kind=_text(subject, "kind"),
        identifier=_text(subject, "identifier"),
        name=_text(subject, "name"),
        attributes=tuple(attributes),
    )
    source = served.get(asked.source)
    if source is None:
        raise BadQuery("source: not known")
    if asked.kind not in source.subjects:
        raise BadQuery("subject.kind: not served by this source")
    if not asked.attributes or not set(asked.attributes) <= set(source.attributes):
        raise BadQuery("attributes: not known to this source")
    if not asked.purpose:
        raise BadQuery("purpose: a look-up states its purpose")
    return asked


def reply_to(city: City, asked: Asked, today: date) -> Reply:
    """The source's reply; a name that doesn't belong to the identifier finds nothing."""
    subject = city.find(asked.kind, asked.identifier)
    if subject is None or (asked.name and asked.name != subject.name):
        return {"status": "not_found", "as_of": today.isoformat(), "attributes": {}}
    record = city.record(subject, asked.source, today)
    values = record.attributes if record.status == "found" else {}
    return {
        "status": record.status,
        "as_of": record.as_of.isoformat(),
        "attributes": {name: values[name] for name in asked.attributes if name in values},
    }


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str) or len(value) > 500:
        raise BadQuery(f"{key}: expected text of at most 500 characters")
    return value.strip()
