"""How plain a text is (通俗易懂, ORD21-4.3c): numbers, each beside what it should keep to."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONG_SENTENCE = 60
"""Characters beyond which a sentence is long; its titles in 《》 count as one character each."""
MEAN_SENTENCE = 35
LONG_SHARE = 10
JARGON_SHARE = 3
_SENTENCE = re.compile(r"[^。；！？\n]+")
_TITLE = re.compile(r"《[^《》]*》")
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Measure:
    """One number with what it should not exceed; `examples` are the passages that raise it."""

    key: str
    label: str
    value: float
    limit: float
    unit: str
    examples: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        return self.value <= self.limit


def measures(paragraphs: Iterable[str]) -> list[Measure]:
    """Length of sentences in characters, the share of long ones, and the share of jargon in %."""
    found = [one.strip() for text in paragraphs for one in _SENTENCE.findall(text) if one.strip()]
    lengths = [_length(one) for one in found]
    total = sum(lengths)
    long = [one for one, length in zip(found, lengths, strict=True) if length > LONG_SENTENCE]
    uses = [use for one in found for use in jargon(one)]
    said = sum(len(word) for word, _plain in uses)
    return [
        Measure("mean", "平均句长", _round(total, len(found)), MEAN_SENTENCE, "字"),
        Measure(
            "longest", "最长的一句", max(lengths, default=0), LONG_SENTENCE, "字", tuple(long[:3])
        ),
        Measure("long", "长句占比", _round(100 * len(long), len(found)), LONG_SHARE, "%"),
        Measure(
            "jargon",
            "公文用词占比",
            _round(100 * said, total),
            JARGON_SHARE,
            "%",
            tuple(_in_words(word, plain) for word, plain in dict.fromkeys(uses)),
        ),
    ]


def jargon(text: str) -> list[tuple[str, str]]:
    """Words that people don't use, each with the plain one ("" where it can simply go)."""
    pattern, plain = _jargon()
    return [(word, plain[word]) for word in pattern.findall(_TITLE.sub("", text))]


@cache
def _jargon() -> tuple[re.Pattern[str], dict[str, str]]:
    table = files("nuozheng.law.registers").joinpath("jargon.csv").read_text("utf-8")
    plain = {row["word"]: row["plain"] for row in csv.DictReader(table.splitlines())}
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), plain


def _length(sentence: str) -> int:
    return len(_SPACE.sub("", _TITLE.sub("书", sentence)))


def _round(part: float, whole: int) -> float:
    return round(part / whole, 1) if whole else 0.0


def _in_words(word: str, plain: str) -> str:
    return f"{word}→{plain}" if plain else f"{word}（可以不说）"
