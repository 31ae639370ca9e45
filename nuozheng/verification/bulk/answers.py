"""What a source's rows about one subject come to as its one answer, case by case."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nuozheng.gateways.sources.registry import Source
from nuozheng.gateways.sources.transports.kinds import FileTransport
from nuozheng.gateways.sources.transports.rows import Row, reply_of
from nuozheng.law.conditions import AnswerStatus, SourceAnswer

AS_OF = "as_of"
_OWN_NAMES = FileTransport(kind="file", path="delivered.csv")
"""Rows whose columns bear our own names."""
_NO_MATTER = date.min
"""A day that is only told where there is no row."""


def answer_of(source: Source, rows: Sequence[Row], asked: Iterable[str]) -> SourceAnswer:
    """Nothing about the subject, one answer, or several that differ in what is asked.

    The rows are read as those of a table or file that is asked about one subject.
    """
    if not rows:
        return SourceAnswer(source.name, AnswerStatus.NOT_FOUND)
    with_own_names = source.model_copy(update={"transport": _OWN_NAMES})
    reply = reply_of(with_own_names, sorted(asked), rows, _NO_MATTER)
    as_of = date.fromisoformat(reply["as_of"]) if reply["as_of"] else None
    given: Mapping[str, Any] = reply.get("attributes", {})
    return SourceAnswer(source.name, AnswerStatus(reply["status"]), as_of, given)
