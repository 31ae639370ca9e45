"""The one sentence of a condition: on the screen, in the check before signing, in the letter."""

from collections.abc import Mapping
from dataclasses import dataclass

from nuozheng.law.conditions.definitions import Condition
from nuozheng.law.conditions.facts import Fact, Value
from nuozheng.law.conditions.template import constant_text, fact_text, split


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A run of text, or the place of a fact, whose `text` is what was declared ("" if nothing)."""

    text: str
    fact: Fact | None = None

    @property
    def kind(self) -> str:
        """ "fact" where a field or a declared value stands, otherwise "text"."""
        return "fact" if self.fact else "text"


def sentence_parts(condition: Condition, values: Mapping[str, Value]) -> list[SentencePart]:
    """The sentence cut where facts stand, so that a screen can put fields into it."""
    parts = []
    for piece in split(condition.sentence):
        if piece.kind == "fact":
            fact = condition.fact(piece.body)
            declared = values.get(fact.key)
            parts.append(SentencePart("" if declared is None else fact_text(fact, declared), fact))
        else:
            said = piece.body if piece.kind == "text" else constant_text(piece.body)
            parts.append(SentencePart(said))
    return parts


def sentence(condition: Condition, values: Mapping[str, Value], blank: str = "____") -> str:
    """The sentence as signed; `blank` stands where nothing was declared, as on the blank form."""
    parts = sentence_parts(condition, values)
    return "".join(part.text or (blank if part.fact else "") for part in parts)
