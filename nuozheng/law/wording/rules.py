"""The 89 rules on wording, as their register states them."""

import csv
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

OPEN, SHUT = "⟦", "⟧"
"""Around the flagged term where an exception looks at the whole sentence."""
_ARTICLE = "第[0-9〇零一二三四五六七八九十百千]+条"
_BETWEEN = "||"


class Level(StrEnum):
    """严重程度: only an error keeps a text from being handed in."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"

    @property
    def chinese(self) -> str:
        return {"error": "必须改", "warn": "建议改", "info": "提示"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Level).index(self)


class Scope(StrEnum):
    """Which part of a letter a rule looks at."""

    MATERIALS = "材料"
    NOTICE = "告知内容"
    COMMITMENT = "承诺内容"
    LIABILITY = "责任"
    COURSE = "流程"


EVERYWHERE = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    `unless` lets a term stand in a sentence that it matches (the term stands between ⟦ and ⟧), in
    the parts `unless_in`; `info_if` makes it a mere hint there. `rewrite` is the pattern within
    the term and `rewritten` what takes its place; both empty where the better wording is advice.
    """

    id: str
    term: str
    pattern: re.Pattern[str]
    category: str
    level: Level
    scopes: frozenset[Scope]
    why: str
    better: str
    bad_example: str
    must_not_flag: tuple[str, ...]
    exception: str
    unless: re.Pattern[str] | None
    unless_in: frozenset[Scope]
    info_if: re.Pattern[str] | None
    rewrite: re.Pattern[str] | None
    rewritten: str

    def level_in(self, sentence: str, where: frozenset[Scope]) -> Level | None:
        """How grave the term is in this sentence; None where an exception lets it stand."""
        if self.unless and where & self.unless_in and self.unless.search(sentence):
            return None
        return Level.INFO if self.info_if and self.info_if.search(sentence) else self.level

    def replacement(self, term: str) -> str | None:
        """The better text for what was flagged; None where only advice can be given."""
        if self.rewrite is None or not self.rewrite.search(term):
            return None
        return self.rewrite.sub(self.rewritten, term, count=1)


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in the order of the register."""
    table = files("nuozheng.law.registers").joinpath("vague_terms.csv").read_text("utf-8")
    return tuple(_rule(row) for row in csv.DictReader(table.splitlines()))


def _rule(row: dict[str, str]) -> Rule:
    pattern, _, rewritten = row["rewrite"].partition("→")
    allowed = (row["must_not_flag"], row["must_not_flag_needs_suppress_rule"])
    return Rule(
        id=row["id"],
        term=row["term"],
        pattern=re.compile(row["regex"]),
        category=row["category"],
        level=Level(row["severity"]),
        scopes=_scopes(row["scope"]),
        why=row["explanation"],
        better=row["better_wording"],
        bad_example=row["bad_example"],
        must_not_flag=tuple(
            example.strip()
            for cell in allowed
            for example in cell.split(_BETWEEN)
            if example.strip()
        ),
        exception=row["suppress_rule"],
        unless=_compiled(row["unless"]),
        unless_in=_scopes(row["unless_in"]) or EVERYWHERE,
        info_if=_compiled(row["info_if"]),
        rewrite=_compiled(pattern),
        rewritten=rewritten,
    )


def _scopes(cell: str) -> frozenset[Scope]:
    return frozenset(Scope(name) for name in cell.split(";") if name)


def _compiled(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern.replace("{条号}", _ARTICLE)) if pattern else None
