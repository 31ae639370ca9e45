"""The pieces of which letters, blank forms and official documents are made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    """A provision and its own words; printed as a numbered note."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; what the person declared is underlined like a filled blank.

    A declared piece without text prints as a blank to be filled in by hand.
    """

    text: str
    declared: bool = False


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """One numbered item of what the agency informs about; `number` counts from 1."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    basis: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition of the commitment, with the proof that it stands in for.

    `check_result` is what the data said at signing, in words; empty where nothing was asked.
    """

    number: int
    proof_name: str
    sentence: tuple[Piece, ...]
    how_checked: str
    ticked: bool = False
    check_result: str = ""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One of the statements that the person ticks."""

    text: str
    ticked: bool = False
