"""The part that the letter and its blank form share: notice, conditions, statements, clauses."""

from collections.abc import Iterable
from dataclasses import dataclass

from nuozheng.documents.typesetting.content import (
    Clause,
    ConditionLine,
    NoticeItem,
    StatementLine,
)
from nuozheng.documents.typesetting.press import Json


@dataclass(frozen=True, slots=True)
class TextBody:
    """Notice, conditions and statements, with the clauses on which the statements rest."""

    notice: tuple[NoticeItem, ...]
    conditions: tuple[ConditionLine, ...]
    statements: tuple[StatementLine, ...]
    footnotes: tuple[Clause, ...]


class Notes:
    """Numbers each distinct clause once, in the order of first citation."""

    def __init__(self) -> None:
        self._numbers: dict[Clause, int] = {}
        self._printed = 0

    def cite(self, clauses: Iterable[Clause]) -> list[Json]:
        """The marks of these clauses."""
        return [
            self._numbers.setdefault(clause, len(self._numbers) + 1)
            for clause in dict.fromkeys(clauses)
        ]

    def unprinted(self) -> list[Json]:
        """Number, label and words of each clause cited since the last call."""
        fresh = [item for item in self._numbers.items() if item[1] > self._printed]
        self._printed = len(self._numbers)
        return [
            {"number": number, "label": clause.label, "words": clause.words}
            for clause, number in fresh
        ]


def text_body(body: TextBody) -> dict[str, Json]:
    """The shared part as the templates read it."""
    notes = Notes()
    return {
        "notice": [_notice(item, notes) for item in body.notice],
        "notice_clauses": notes.unprinted(),
        "conditions": _by_proof(body.conditions),
        "checked": any(line.check_result for line in body.conditions),
        "statements": [{"text": line.text, "ticked": line.ticked} for line in body.statements],
        "statement_marks": notes.cite(body.footnotes),
        "statement_clauses": notes.unprinted(),
    }


def _notice(item: NoticeItem, notes: Notes) -> Json:
    return {
        "number": item.number,
        "title": item.title,
        "paragraphs": list(item.paragraphs),
        "marks": notes.cite(item.basis),
    }


def _by_proof(conditions: tuple[ConditionLine, ...]) -> list[Json]:
    """Neighbouring conditions that stand in for the same proof, under the proof's name."""
    groups: list[tuple[str, list[Json]]] = []
    for line in conditions:
        if not groups or groups[-1][0] != line.proof_name:
            groups.append((line.proof_name, []))
        groups[-1][1].append(_condition(line))
    return [{"proof": proof, "lines": lines} for proof, lines in groups]


def _condition(line: ConditionLine) -> Json:
    return {
        "number": line.number,
        "sentence": [{"text": piece.text, "declared": piece.declared} for piece in line.sentence],
        "how_checked": line.how_checked,
        "ticked": line.ticked,
        "check": line.check_result,
    }
