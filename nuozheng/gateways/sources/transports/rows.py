"""From the rows that a table or a file has about a subject to the reply of the protocol."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from nuozheng.gateways.sources.transports.kinds import FileTransport, TableTransport

if TYPE_CHECKING:
    from nuozheng.gateways.sources.registry import Attribute, Source

Row = Mapping[str, Any]
"""Column → value as the database or the file gave it."""
_YES, _NO = {"是", "有", "true", "yes", "t", "1"}, {"否", "无", "false", "no", "f", "0"}


def columns_of(transport: TableTransport | FileTransport, asked: Iterable[str]) -> list[str]:
    """The columns that this look-up needs, and no others."""
    own = [transport.subject_column, transport.as_of_column]
    named = [transport.name_column] if transport.name_column else []
    return list(dict.fromkeys([*own, *named, *map(transport.column_of, asked)]))


def reply_of(source: "Source", asked: Sequence[str], rows: Sequence[Row], today: date) -> Row:
    """{status, as_of, attributes}: rows that agree in all that is asked are one answer.

    A subject without a row was looked up today in what stood there today.
    """
    transport = source.transport
    assert transport.kind != "http" and transport.kind != "library"
    if not rows:
        return {"status": "not_found", "as_of": today.isoformat()}
    days = [_day(row.get(transport.as_of_column)) for row in rows]
    as_of = None if None in days else max(day for day in days if day)
    read = [_attributes(source, asked, row) for row in rows]
    if any(one != read[0] for one in read[1:]):
        return {"status": "ambiguous", "as_of": as_of}
    return {"status": "found", "as_of": as_of, "attributes": read[0]}


def _attributes(source: "Source", asked: Sequence[str], row: Row) -> dict[str, Any]:
    transport = source.transport
    assert transport.kind != "http" and transport.kind != "library"
    found: dict[str, Any] = {}
    for name in asked:
        column = transport.column_of(name)
        if column not in row:
            continue
        given = row[column]
        if isinstance(given, str) and not given.strip():
            given = None
        meant = transport.values.get(name, {}).get(str(given), given)
        found[name] = None if meant is None else _value(source.attributes[name], meant)
    return found


def _value(attribute: "Attribute", given: Any) -> Any:
    """As JSON has it; what can't be read goes on as it came, and the protocol refuses it."""
    text = str(given).strip()
    match attribute.kind:
        case "yes_no":
            known = True if text.lower() in _YES else False if text.lower() in _NO else given
            return known
        case "number":
            return _number(text, given)
        case "date":
            return _day(given) or text
        case "choice":
            by_title = {title: key for key, title in attribute.options.items()}
            return by_title.get(text, text)
    return text


def _number(text: str, given: Any) -> Any:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return given
    if not number.is_finite():
        return given
    return int(number) if number == number.to_integral_value() else float(number)


def _day(given: Any) -> str | None:
    if isinstance(given, datetime):
        return given.date().isoformat()
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, str):
        text = given.strip()[:10].replace("/", "-")
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return None
    return None
