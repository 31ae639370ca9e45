"""A step of a story: what happened, line by line, each line with the clauses it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuozheng.law.clauses import Clause, clause
from nuozheng.law.findings import Finding


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with the ids of its clauses."""

    text: str
    basis: tuple[str, ...] = ()

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, each once."""
        return tuple(clause(key) for key in dict.fromkeys(self.basis))


@dataclass(frozen=True, slots=True)
class Step:
    """One act with its title and lines."""

    title: str
    lines: tuple[Line, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """Every clause id of the step, each once."""
        return tuple(dict.fromkeys(key for line in self.lines for key in line.basis))


def step(title: str, *lines: Line) -> Step:
    return Step(title, lines)


def said(finding: Finding) -> Line:
    """A finding as a line, with what would cure it."""
    return Line(f"{finding.detail}{finding.cure}", finding.basis)


def stored(finding: dict[str, object]) -> Line:
    """A stored finding as a line."""
    basis = finding["basis"]
    assert isinstance(basis, Sequence)
    return Line(f"{finding['detail']}{finding.get('cure') or ''}", tuple(basis))
