"""Lint a text: every term that a rule forbids, why, and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from nuozheng.law.wording.rules import EVERYWHERE, OPEN, SHUT, Level, Rule, Scope, rules

KEPT = 4096
"""Passages whose flaws each process remembers: as one types, only what was typed is new."""
_TITLE = re.compile(r"《[^《》]*》")
_MASK = "\ue000"
_END = re.compile(r"[。；！？\n]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """One term that should not stand there; `start` and `end` count characters of the text.

    `replacement` is the text to put in its place ("" deletes it), None where `better` is advice.
    `passage` is the sentence around it, by which a reviewer's leave is bound to it.
    """

    rule: str
    start: int
    end: int
    term: str
    severity: Level
    category: str
    why: str
    better: str
    replacement: str | None
    passage: str

    def as_json(self) -> dict[str, object]:
        """The flaw as a snapshot that can be stored or printed."""
        return {name: getattr(self, name) for name in Flaw.__slots__} | {
            "severity": self.severity.value
        }


def lint(text: str, where: Iterable[Scope] = EVERYWHERE) -> list[Flaw]:
    """What is wrong with the wording of a text, in its order, by the rules of these parts.

    不含模糊表述或兜底条款 (MJ21-2.2.5k). Titles in 《》 are never looked at.
    """
    return list(_lint(text, frozenset(where)))


def errors(flaws: Iterable[Flaw]) -> list[Flaw]:
    """Those that keep a text from being handed in."""
    return [flaw for flaw in flaws if flaw.severity is Level.ERROR]


@lru_cache(maxsize=KEPT)
def _lint(text: str, where: frozenset[Scope]) -> tuple[Flaw, ...]:
    masked = _TITLE.sub(lambda title: f"《{_MASK * (len(title.group()) - 2)}》", text)
    found = [
        flaw
        for rule in rules()
        if rule.scopes & where
        for flaw in _flaws(rule, text, masked, where)
    ]
    return tuple(sorted(found, key=lambda flaw: (flaw.start, flaw.severity.rank, flaw.rule)))


def _flaws(rule: Rule, text: str, masked: str, where: frozenset[Scope]) -> Iterator[Flaw]:
    for match in rule.pattern.finditer(masked):
        start, end = match.span()
        before, after = _around(masked, start, end)
        term = text[start:end]
        level = rule.level_in(f"{before}{OPEN}{term}{SHUT}{after}", where)
        if level is not None:
            yield Flaw(
                rule=rule.id,
                start=start,
                end=end,
                term=term,
                severity=level,
                category=rule.category,
                why=rule.why,
                better=rule.better,
                replacement=rule.replacement(term),
                passage=text[start - len(before) : end + len(after)].strip(),
            )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """The rest of the sentence on both sides."""
    opening = max((stop.end() for stop in _END.finditer(text, 0, start)), default=0)
    closing = _END.search(text, end)
    return text[opening:start], text[end : closing.start() if closing else len(text)]
