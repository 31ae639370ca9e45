"""The text of a letter as it stands in a draft, and everything that is said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nuozheng.catalogue import letters
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.services import Service
from nuozheng.law import notice
from nuozheng.law.findings import Finding
from nuozheng.law.policy import Policy
from nuozheng.law.wording import Flaw, Measure, errors, lint, measures, quantified, scopes_of


@dataclass(frozen=True)
class DraftedLetter:
    """The letter of one service with what was rewritten in it."""

    policy: Policy
    service: Service
    rewritten: Mapping[str, Sequence[str]]

    @cached_property
    def composed(self) -> dict[str, Any]:
        """As the entries alone make it."""
        return letters.compose(self.policy, self.service.item, self.service.versions)

    @cached_property
    def content(self) -> dict[str, Any]:
        """As it would be published."""
        if not self.rewritten:
            return self.composed
        return letters.compose(
            self.policy, self.service.item, self.service.versions, self.rewritten
        )

    @cached_property
    def flaws(self) -> dict[str, list[Flaw]]:
        """By item; positions count in the item's paragraphs joined by line breaks."""
        found = {
            one["key"]: lint(text_of(one["paragraphs"]), scopes_of(one["key"]))
            for one in self.content["items"]
        }
        return {key: flaws for key, flaws in found.items() if flaws}

    @cached_property
    def measures(self) -> list[Measure]:
        return measures(text for one in self.content["items"] for text in one["paragraphs"])

    @cached_property
    def elements(self) -> list[Finding]:
        """One answer for each element that the place demands."""
        return notice.examine(self.policy, letters.notice_content(self.content))

    @cached_property
    def lacking(self) -> list[Finding]:
        return letters.lacking(self.policy, self.content)

    @cached_property
    def conditions(self) -> list[Finding]:
        """Whether each condition can be counted or checked."""
        return [
            finding
            for proof, stored in self.service.stored
            for finding in quantified(self.policy, proof, stored)
        ]

    def report(self) -> dict[str, Any]:
        """What is kept of the examination with the draft."""
        return {
            "digest": letters.digest(self.content),
            "errors": sum(len(errors(flaws)) for flaws in self.flaws.values()),
            "flaws": {key: [one.as_json() for one in found] for key, found in self.flaws.items()},
            "measures": {one.key: one.value for one in self.measures},
        }


def drafted(policy: Policy, service: Service, draft: LetterDraft | None) -> DraftedLetter:
    """The letter with what a draft rewrote; as composed where there is none."""
    return DraftedLetter(policy, service, draft.paragraphs if draft else {})


def text_of(paragraphs: Sequence[str]) -> str:
    """Paragraphs as one text, a paragraph a line."""
    return "\n".join(paragraphs)


def paragraphs_of(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.replace("\x00", "").splitlines() if line.strip()]


def composed_items(letter: DraftedLetter) -> dict[str, list[str]]:
    """The paragraphs of each item as the entries make them."""
    return {one["key"]: one["paragraphs"] for one in letter.composed["items"]}
