"""What the page of a letter shows: items with their flaws, conditions, and what is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from nuozheng.catalogue.letters import CONDITIONS
from nuozheng.catalogue.wording.letter import DraftedLetter, text_of
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import outdated
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import sentence
from nuozheng.law.wording import Flaw, Level, Measure, lint, measures, scopes_of
from nuozheng.law.wording.quantified import how_checked
from nuozheng.web.notice_rows import chinese_number

_AROUND = 24
"""Characters of the text shown on both sides of a flawed term."""


@dataclass(frozen=True, slots=True)
class FlawRow:
    """A flaw with the words around it; `reason` is why a reviewer let it stand."""

    flaw: Flaw
    before: str
    after: str
    reason: str = ""
    by: str = ""

    @property
    def is_error(self) -> bool:
        return self.flaw.severity is Level.ERROR and not self.reason


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the notice; `fixed` is not written here, `over` was rewritten long ago."""

    key: str
    number: str
    title: str
    text: str
    basis: tuple[str, ...]
    flaws: tuple[FlawRow, ...]
    measures: tuple[Measure, ...]
    fixed: bool
    rewritten: bool
    over: bool

    @property
    def lines(self) -> int:
        """Rows of the text area, at 40 characters a row."""
        return max(2, sum(1 + len(line) // 40 for line in self.text.split("\n")))


@dataclass(frozen=True, slots=True)
class ConditionRow:
    number: int
    proof: str
    sentence: str
    how: str


@dataclass(frozen=True, slots=True)
class Renewed:
    """An item that differs from the letter in force; runs of text are kept, old or new."""

    title: str
    runs: tuple[tuple[str, str], ...]


def item_rows(letter: DraftedLetter, draft: LetterDraft | None) -> list[ItemRow]:
    """Every item in the order of the letter."""
    over = outdated(letter, draft) if draft else []
    return [
        ItemRow(
            key=one["key"],
            number=chinese_number(one["number"]),
            title=one["title"],
            text=(text := text_of(one["paragraphs"])),
            basis=tuple(one["basis"]),
            flaws=tuple(flaw_rows(one["key"], text, draft)),
            measures=tuple(measures([text])),
            fixed=one["key"] == CONDITIONS,
            rewritten=one["key"] in letter.rewritten,
            over=one["key"] in over,
        )
        for one in letter.content["items"]
    ]


def flaw_rows(key: str, text: str, draft: LetterDraft | None = None) -> Iterator[FlawRow]:
    """The flaws of one item's text, with a reviewer's leave where there is one."""
    allowed = {(one["item"], one["rule"], one["passage"]): one for one in _let_stand(draft)}
    for flaw in lint(text, scopes_of(key)):
        leave = allowed.get((key, flaw.rule, flaw.passage), {})
        yield FlawRow(
            flaw=flaw,
            before=text[max(0, flaw.start - _AROUND) : flaw.start].rpartition("\n")[2],
            after=text[flaw.end : flaw.end + _AROUND].partition("\n")[0],
            reason=leave.get("reason", ""),
            by=leave.get("name", ""),
        )


def condition_rows(letter: DraftedLetter) -> list[ConditionRow]:
    """Each condition with how it is checked."""
    sources = {key: source.title for key, source in registry().items()}
    listed = [
        (version.entry.proof.name, condition)
        for version in letter.service.versions
        for condition in version.condition_set.conditions
    ]
    return [
        ConditionRow(
            number, proof, sentence(condition, {}, blank="＿＿"), how_checked(condition, sources)
        )
        for number, (proof, condition) in enumerate(listed, start=1)
    ]


def renewed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Renewed]:
    """The items whose text is not that of the letter in force."""
    old = {one["key"]: text_of(one["paragraphs"]) for one in before.get("items", ())}
    found = []
    for one in after["items"]:
        text = text_of(one["paragraphs"])
        if old.get(one["key"], "") != text:
            found.append(Renewed(one["title"], tuple(runs(old.get(one["key"], ""), text))))
    return found


def runs(old: str, new: str) -> Iterator[tuple[str, str]]:
    """The two texts as one: ("same" | "old" | "new", words)."""
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            yield "same", old[a:b]
            continue
        if a < b:
            yield "old", old[a:b]
        if c < d:
            yield "new", new[c:d]


def _let_stand(draft: LetterDraft | None) -> Sequence[Mapping[str, str]]:
    return draft.let_stand if draft else ()
