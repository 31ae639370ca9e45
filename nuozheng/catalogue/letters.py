"""Compose the text of notice and commitment from a service's entries and its place's pack."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from nuozheng.catalogue.letter_items import Composer
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law import commitment, notice
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.letter_model import Written
from nuozheng.law.notice import NoticeContent
from nuozheng.law.policy import Policy
from nuozheng.law.wording import elements_said

CONDITIONS = "conditions"
"""The one item that nobody rewrites: a condition's sentence is also its check."""
Rewritten = Mapping[str, Sequence[str]]
"""Paragraphs written by hand, by the key of their item."""
_STAY_PAID = ("不予退还", "不退")


def compose(
    policy: Policy,
    item: ServiceItem,
    versions: Sequence[EntryVersion],
    rewritten: Rewritten = MappingProxyType({}),
) -> dict[str, Any]:
    """The content of a letter template: numbered items for people, elements for the examination.

    Shape: {"title", "items": [{"key", "number", "title", "paragraphs", "basis"}], "elements":
    {element: text}, "facts": {...}, "statements": [sentence]}. The same items under the same
    numbers stand on screen and in the letter. What was rewritten counts by what it says now;
    "rewritten" then holds by item the mark of the composed text that it stands for.
    """
    composer = Composer(policy, item, versions)
    items: list[dict[str, Any]] = []
    elements: dict[str, str] = {}
    over: dict[str, str] = {}
    for number, wanted in enumerate(notice.items(policy), start=1):
        written = composer.write(wanted.key)
        if wanted.key in rewritten and wanted.key != CONDITIONS:
            over[wanted.key] = mark(written.paragraphs)
            paragraphs = tuple(rewritten[wanted.key])
            said = elements_said(wanted.elements, paragraphs, item.name)
            written = Written(paragraphs, written.basis, said)
        items.append(
            {
                "key": wanted.key,
                "number": number,
                "title": wanted.title,
                "paragraphs": list(written.paragraphs),
                "basis": list(dict.fromkeys(written.basis)),
            }
        )
        elements.update(written.elements)
    content = {
        "title": composer.title,
        "items": items,
        "elements": elements,
        "facts": _facts_said(composer.facts(), rewritten),
        "statements": [sentence for _, sentence in commitment.sentences(policy)],
    }
    return content | ({"rewritten": over} if over else {})


def rewritten_in(content: Mapping[str, Any]) -> dict[str, list[str]]:
    """What was written by hand in a published letter, so that the next one keeps it."""
    return {
        one["key"]: one["paragraphs"]
        for one in content["items"]
        if one["key"] in content.get("rewritten", {})
    }


def mark(paragraphs: Sequence[str]) -> str:
    """A short digest by which a composed text is known again."""
    return hashlib.sha256(json.dumps(list(paragraphs)).encode()).hexdigest()[:16]


def _facts_said(facts: dict[str, Any], rewritten: Rewritten) -> dict[str, Any]:
    """What the notice rests on, without what a rewritten text no longer tells."""
    if "disclosure" in rewritten:
        text = "".join(rewritten["disclosure"])
        for part in ("disclosure_scope", "disclosure_until"):
            facts[part] = facts[part] if facts[part] in text else ""
    if "liability" in rewritten:
        text = "".join(rewritten["liability"])
        facts["fees_not_refunded"] &= any(word in text for word in _STAY_PAID)
    return facts


def notice_content(content: Mapping[str, Any]) -> NoticeContent:
    """A template's content as the examination of notices reads it."""
    return NoticeContent(texts=content["elements"], **content["facts"])


def lacking(policy: Policy, content: Mapping[str, Any]) -> list[Finding]:
    """What the place demands of notice and commitment and the text does not say, each by name."""
    said = "\n".join(content.get("statements", ()))
    return [
        *notice.missing_elements(policy, notice_content(content)),
        *obstacles(commitment.template_states(policy, said)),
    ]


def title_of(content: Mapping[str, Any], item: str) -> str:
    """The letter's title with the name of its matter (ORD21-A1).

    Texts that were published before titles were part of them are titled as they were on download.
    """
    return str(content.get("title") or f"证明事项告知承诺书（{item}）")


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a template's content."""
    return hashlib.sha256(canonical(content)).hexdigest()


def canonical(content: Mapping[str, Any]) -> bytes:
    """The canonical JSON of a template's content: whoever has it can compute its digest."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def template_in_force(item: ServiceItem, on: date) -> LetterTemplate:
    """The letter of a service on a day; Refused where none is published."""
    found = (
        LetterTemplate.objects.filter(item=item, effective_from__lte=on)
        .exclude(effective_until__lt=on)
        .order_by("-number")
        .first()
    )
    if found is None:
        raise Refused.because(
            "no_letter_published",
            f"“{item.name}”的告知承诺书文本还没有公布，暂时不能承诺。",
            *item.catalogue.policy.notice.elements.clause,
            cure="可以先改用别的办法；文本公布以后再来。",
        )
    return found


def committable(versions: Iterable[EntryVersion]) -> list[EntryVersion]:
    """The versions that may be met by commitment, for which the letter is written."""
    return [version for version in versions if version.may_commit]
