"""公示内容: each piece of a letter or record, and in which ways it may be shown to the public."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from nuozheng.law.answers import met, not_met
from nuozheng.law.disclosure.detector import masked as without_numbers
from nuozheng.law.findings import Finding
from nuozheng.law.identifiers import mask_id

Kind = Literal[
    "plain", "person_name", "company_name", "identifier", "phone", "address", "promise", "free"
]
Way = Literal["whole", "masked", "hidden"]
WAY_WORD: dict[Way, str] = {"whole": "公开", "masked": "遮去一部分", "hidden": "不公开"}
_WAYS: dict[Kind, tuple[Way, ...]] = {
    "plain": ("whole", "hidden"),
    "company_name": ("whole", "hidden"),
    "person_name": ("masked", "hidden"),
    "identifier": ("masked", "hidden"),
    "phone": ("hidden",),
    "address": ("hidden",),
    "promise": ("masked", "hidden"),
    "free": ("whole", "hidden"),
}
"""The ways of a kind, the usual one first; a person's data are never shown whole."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of what may be published: its text as stored, and how the public sees it.

    `blank` is the text of a promise without what the person declared.
    """

    key: str
    label: str
    text: str
    kind: Kind = "plain"
    blank: str = ""
    way: Way | None = None

    @property
    def ways(self) -> tuple[Way, ...]:
        return _WAYS[self.kind]

    @property
    def chosen(self) -> Way:
        return self.way or self.ways[0]

    @property
    def public(self) -> str:
        """What the public reads; empty where nothing of it is shown."""
        if self.chosen == "hidden" or self.chosen not in self.ways:
            return ""
        if self.kind == "promise":
            return without_numbers(self.blank)
        if self.kind == "person_name":
            return mask_name(self.text)
        if self.kind == "identifier":
            return mask_id(self.text)
        return without_numbers(self.text)

    def as_stored(self) -> dict[str, str]:
        """The piece as it is kept, encrypted, until the publication ends."""
        return {
            "key": self.key,
            "label": self.label,
            "text": self.text,
            "kind": self.kind,
            "blank": self.blank,
            "way": self.chosen,
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Piece":
        return cls(**stored)


def mask_name(name: str) -> str:
    """张＊＊: the first character, and two signs whatever the length."""
    return f"{name[:1]}＊＊" if name else ""


def way_is_open(piece: Piece, way: str) -> Finding:
    """A person's name, number, phone and address are never public whole (CN-PIPL-25)."""
    key, basis = "private_data_stay_masked", ("CN-PIPL-25", "CN-GKTL-15")
    if way in piece.ways:
        return met(key, "可以这样公示。", basis)
    words = "、".join(WAY_WORD[one] for one in piece.ways)
    return not_met(key, f"“{piece.label}”只能选：{words}。", basis, cure=f"改选：{words}。")
