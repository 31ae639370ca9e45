"""Fields inside a condition's sentence: what is asked at each place and what was typed there."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from nuozheng.law.conditions.facts import DateFact, Fact, NumberFact, TextFact
from nuozheng.law.conditions.sentences import SentencePart

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Blank:
    """One field. `raw` is what the person typed, kept even when it is wrong."""

    fact: Fact
    name: str
    raw: str = ""
    error: str = ""
    earliest: str = ""
    latest: str = ""
    shows_unit: bool = False

    @property
    def anchor(self) -> str:
        return f"id_{self.name}"

    @property
    def label(self) -> str:
        """The accessible name: the unit is part of what is asked."""
        unit = self.fact.unit if isinstance(self.fact, NumberFact) else ""
        return f"{self.fact.label}（{unit}）" if unit else self.fact.label

    @property
    def inputmode(self) -> str:
        whole = isinstance(self.fact, NumberFact) and self.fact.decimals == 0
        return "numeric" if whole else "decimal"

    @property
    def max_length(self) -> int:
        return self.fact.max_length if isinstance(self.fact, TextFact) else 40

    @property
    def takes_picker(self) -> bool:
        """A date picker drops what it can't read, so a day written otherwise stays as text."""
        return not self.raw or _ISO_DAY.fullmatch(self.raw) is not None

    @property
    def described_by(self) -> str:
        ids = [f"{self.anchor}_error"] if self.error else []
        return " ".join([*ids, *([f"{self.anchor}_helptext"] if self.fact.hint else [])])


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the sentence: words, a field, or a fact asked further up (`repeats`)."""

    text: str = ""
    blank: Blank | None = None
    repeats: str = ""


def places(
    parts: Iterable[SentencePart],
    raw: Mapping[str, str],
    errors: Mapping[str, str],
    today: date,
    prefix: str = "",
    asked: Container[str] = (),
) -> list[Place]:
    """The sentence with its fields; a fact in `asked`, or met twice, is asked only once."""
    listed = list(parts)
    found: list[Place] = []
    here: set[str] = set()
    for index, part in enumerate(listed):
        fact = part.fact
        if fact is None:
            found.append(Place(text=part.text))
        elif fact.key in here or fact.key in asked:
            found.append(Place(repeats=fact.label))
        else:
            here.add(fact.key)
            after = listed[index + 1].text if index + 1 < len(listed) else ""
            found.append(Place(blank=_blank(fact, raw, errors, today, prefix, after)))
    return found


def _blank(
    fact: Fact,
    raw: Mapping[str, str],
    errors: Mapping[str, str],
    today: date,
    prefix: str,
    after: str,
) -> Blank:
    unit = fact.unit if isinstance(fact, NumberFact) else ""
    bounds = (fact.earliest, fact.latest) if isinstance(fact, DateFact) else (None, None)
    return Blank(
        fact=fact,
        name=f"{prefix}-{fact.key}" if prefix else fact.key,
        raw=raw.get(fact.key, ""),
        error=errors.get(fact.key, ""),
        earliest=_day(bounds[0], today),
        latest=_day(bounds[1], today),
        shows_unit=bool(unit) and not after.startswith(unit),
    )


def _day(bound: date | str | None, today: date) -> str:
    if bound is None:
        return ""
    return today.isoformat() if isinstance(bound, str) else bound.isoformat()
