"""Compose the text of notice and commitment from a service's entries and its place's pack."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from nuozheng.catalogue.letter_items import Composer
from nuozheng.catalogue.models import EntryVersion, LetterTemplate, ServiceItem
from nuozheng.law import commitment, notice
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.notice import NoticeContent
from nuozheng.law.policy import Policy


def compose(policy: Policy, item: ServiceItem, versions: Sequence[EntryVersion]) -> dict[str, Any]:
    """The content of a letter template: numbered items for people, elements for the examination.

    Shape: {"items": [{"key", "number", "title", "paragraphs", "basis"}], "elements": {element:
    text}, "facts": {...}, "statements": [sentence]}. The same items under the same numbers stand
    on screen and in the letter.
    """
    composer = Composer(policy, item, versions)
    items: list[dict[str, Any]] = []
    elements: dict[str, str] = {}
    for number, wanted in enumerate(notice.items(policy), start=1):
        written = composer.write(wanted.key)
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
    return {
        "items": items,
        "elements": elements,
        "facts": composer.facts(),
        "statements": [sentence for _, sentence in commitment.sentences(policy)],
    }


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


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a template's content."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


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
