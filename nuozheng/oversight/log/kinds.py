"""What goes into the transparency log: papers, acts on records, and tables nobody changes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import EntryVersion, LetterTemplate
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.credit.models import CreditRecord
from nuozheng.documents.models import Document
from nuozheng.evidence.models import AccessReceipt, Move
from nuozheng.oversight.log.canonical import canonical
from nuozheng.verification.draws.models import Draw, DrawInspector, DrawUnit, Sealing
from nuozheng.verification.models import UntruthFinding

Contents = Callable[[Sequence[int]], Iterator[tuple[int, bytes]]]

PAPERS = ("letter", "letter_scan", "official")
"""Kinds of documents that bind us; each is a kind of line, its record the document's key."""


@dataclass(frozen=True, slots=True)
class Acts:
    """A line for each of these acts on records of one kind; `acts` empty: for every act.

    `contents` gives the bytes that stand for the records with these keys. They hold only what no
    later act changes, unless that act is among these. `record` of a line: the record's key, a
    dot, the move's.
    """

    kind: str
    title: str
    model: type[models.Model]
    of: str
    acts: frozenset[str]
    contents: Contents


@dataclass(frozen=True, slots=True)
class Rows:
    """A table whose rows are only ever added; `fields` are those that never change."""

    kind: str
    title: str
    model: type[models.Model]
    fields: tuple[str, ...]

    @property
    def table(self) -> str:
        return self.model._meta.db_table


def _decisions(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    fields = (
        *("number", "catalogue_id", "item_id", "applicant_id", "agent_id", "opened_at"),
        *("decided_at", "decided_by_id", "decision_reason", "decision_document_id"),
    )
    for key, snapshot, *values in _values(Application, keys, "snapshot", *fields):
        # That a check has begun is noted here too, after the decision.
        decided = {name: one for name, one in snapshot.items() if name != "check_started"}
        yield key, canonical([key, decided, *values])


def _findings(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for row in _values(
        UntruthFinding,
        keys,
        *("application_id", "task_id", "opened_by_id", "opened_at", "notified_at", "notice_id"),
        *("decided_at", "decided_by_id", "outcome", "reasoning", "intent_reasoning", "harm"),
        *("crime_suspected", "document_number", "document_id"),
    ):
        yield row[0], canonical(row)


def _draw(key: int) -> list[Any]:
    fields = (
        *("code", "agency_id", "team_size", "strata", "guarantee", "basis", "due_by", "frozen_at"),
        *("frozen_by_id", "reveal_until", "number_name", "number_at", "root__root", "root__size"),
    )
    return list(_values(Draw, [key], *fields))


def _frozen_draws(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for key in keys:
        units = _of(DrawUnit, key, "key", "salt", "application_id", "stratum", "skill", "recused")
        inspectors = _of(DrawInspector, key, "key", "salt", "account_id", "skills")
        if draw := _draw(key):
            yield key, canonical([*draw, units, inspectors])


def _drawn(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    for key in keys:
        numbers = list(_values(Draw, [key], "number", "number_by_id", "confirmed_by_id"))
        seals = _of(Sealing, key, "agency_id", "seal", "sealed_by_id", "secret", "revealed_by_id")
        teams = _of(DrawUnit, key, "key", "place", "team")
        if draw := _draw(key):
            yield key, canonical([*draw, *numbers, seals, teams])


def _of(model: type[models.Model], draw: int, *fields: str) -> list[Any]:
    rows = model._default_manager.filter(draw=draw).order_by("pk")
    return list(rows.values_list("pk", *fields))


def _revisions(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    fields = ("number", "catalogue_id", "agency_id", "published_on", "effective_from")
    for key, *values in _values(Revision, keys, *fields):
        changes = Change.objects.filter(revision=key).order_by("pk")
        told = list(changes.values_list("pk", "kind", "entry_id", "made_id", "content"))
        yield key, canonical([key, *values, told])


def _credit(keys: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Only what speaks against somebody."""
    for row in _values(
        CreditRecord,
        keys,
        *("party_id", "kind", "severity", "promise", "case_number", "document_number"),
        *("document_on", "proposed_by_id", "proposed_at", "recorded_by_id", "recorded_at"),
    ):
        if row[2] != "kept":
            yield row[0], canonical(row)


def _values(model: type[models.Model], keys: Sequence[int], *fields: str) -> Iterator[Any]:
    rows = model._default_manager.filter(pk__in=keys).order_by("pk")
    return iter(rows.values_list("pk", *fields))


_FOUND = frozenset({"dismiss", "find_mistake", "find_untrue", "find_false", "find_unfulfilled"})
_DECIDED = frozenset({"grant", "refuse", "terminate", "invalidate", "revoke"})

ACTS: tuple[Acts, ...] = (
    Acts("decision", "决定", Application, "application", _DECIDED, _decisions),
    Acts("finding", "认定", UntruthFinding, "untruth_finding", _FOUND, _findings),
    Acts("draw_frozen", "抽查名单", Draw, "draw", frozenset({"freeze"}), _frozen_draws),
    Acts("draw_outcome", "抽查结果", Draw, "draw", frozenset({"draw", "publish"}), _drawn),
    Acts("list", "清单的公布", Revision, "revision", frozenset({"publish"}), _revisions),
    Acts("credit_record", "信用记录", CreditRecord, "credit_record", frozenset(), _credit),
)

_VERSION = (
    *("entry_id", "number", "effective_from", "substitution", "other_way", "alternatives"),
    *("mandatory", "agent_allowed", "legal_basis", "article", "basis_level", "content"),
    *("conditions", "plan", "liability", "liability_basis", "disclosure", "facts"),
    *("scope_findings", "honesty"),
)
_RECEIPT = (
    *("party_id", "source", "purpose", "case_number", "attributes", "basis", "result", "problem"),
    *("asked_at", "asked_by_id"),
)
MOVES = Rows(
    "moves",
    "经过",
    Move,
    ("kind", "record_id", "act", "old", "new", "by_id", "role", "at", "reason", "basis", "detail"),
)
ROWS: tuple[Rows, ...] = (
    MOVES,
    Rows("looks", "查询留痕", AccessReceipt, _RECEIPT),
    Rows("versions", "清单条目", EntryVersion, _VERSION),
    Rows(
        "templates",
        "承诺书文本",
        LetterTemplate,
        ("item_id", "number", "effective_from", "content", "digest"),
    ),
)
DOCUMENTS = Document._meta.db_table

TITLES = {
    "letter": "承诺书",
    "letter_scan": "纸质承诺书的扫描件",
    "official": "公文",
    **{acts.kind: acts.title for acts in ACTS},
    **{rows.kind: rows.title for rows in ROWS},
}
