"""What was typed into the editor of a letter, before anything is saved."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict

from nuozheng.catalogue.letters import CONDITIONS
from nuozheng.catalogue.wording.letter import (
    DraftedLetter,
    composed_items,
    paragraphs_of,
    text_of,
)
from nuozheng.law.wording import lint, scopes_of

FIELD = "text-"


def typed_text(posted: QueryDict, key: str) -> str:
    """The text area of an item as its page counts characters."""
    return posted.get(FIELD + key, "").replace("\r\n", "\n").replace("\x00", "")


def typed_paragraphs(posted: QueryDict, letter: DraftedLetter) -> dict[str, list[str]]:
    """By item, everything that the form sent."""
    return {
        key: paragraphs_of(typed_text(posted, key))
        for key in composed_items(letter)
        if key != CONDITIONS and FIELD + key in posted
    }


def as_typed(letter: DraftedLetter, paragraphs: dict[str, list[str]]) -> DraftedLetter:
    """The letter as it would read with what was typed."""
    composed = composed_items(letter)
    return replace(
        letter,
        rewritten={key: said for key, said in paragraphs.items() if said and said != composed[key]},
    )


def adopt(paragraphs: dict[str, list[str]], wanted: str) -> None:
    """Put the better wording in place; `wanted` is item:rule:start, as its button says."""
    key, _, rest = wanted.partition(":")
    rule, _, start = rest.partition(":")
    text = text_of(paragraphs.get(key, ()))
    flaws = [
        flaw
        for flaw in lint(text, scopes_of(key))
        if flaw.rule == rule and flaw.replacement is not None
    ]
    here = [flaw for flaw in flaws if str(flaw.start) == start] or flaws
    if here:
        flaw = here[0]
        mended = text[: flaw.start] + (flaw.replacement or "") + text[flaw.end :]
        paragraphs[key] = paragraphs_of(mended)


def restore(paragraphs: dict[str, list[str]], letter: DraftedLetter, key: str) -> None:
    """An item as its entries compose it."""
    composed: dict[str, Sequence[str]] = dict(composed_items(letter))
    if key in paragraphs and key in composed:
        paragraphs[key] = list(composed[key])
