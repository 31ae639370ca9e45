"""What shared data told about a proof, in words, and what is left for the agency to check."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.gateways.sources.registry import Attribute, registry, source_named
from nuozheng.law.conditions import (
    AnswerStatus,
    Condition,
    SentencePart,
    date_text,
    number_text,
    sentence_parts,
)
from nuozheng.law.identifiers import mask_id
from nuozheng.law.vocabulary import Substitution


@dataclass(frozen=True, slots=True)
class FetchedValue:
    """One thing that a source said: its name, the words with their unit."""

    attribute: str
    title: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one source said for a proof, and for which day."""

    source: str
    title: str
    owner: str
    as_of: date | None
    values: tuple[FetchedValue, ...]


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A condition that no source could answer, and how the agency checks it."""

    key: str
    parts: tuple[SentencePart, ...]
    how: str

    @property
    def sentence(self) -> str:
        return "".join(part.text or "____" for part in self.parts)


def fetched_for(proof: DisposedProof, *, whole: bool = False) -> list[Fetched]:
    """What was fetched for a proof that shared data meet; numbers of papers masked or `whole`."""
    if proof.way is not Substitution.DATA_SHARING:
        return []
    return [
        Fetched(
            source=name,
            title=source.title,
            owner=source.owner,
            as_of=date.fromisoformat(answer["as_of"]) if answer["as_of"] else None,
            values=tuple(
                FetchedValue(key, known.title, value_text(known, value, whole))
                for key, value in answer["attributes"].items()
                if (known := source.attributes.get(key)) is not None
            ),
        )
        for name, answer in (proof.fetched or {}).items()
        if (source := source_named(name)) is not None
    ]


def left_open(proof: DisposedProof) -> list[LeftOpen]:
    """What the agency itself has, or had, to find out for a proof that shared data meet."""
    keys = set(proof.obtained.get("unanswered", ()))
    if proof.way is not Substitution.DATA_SHARING or not keys:
        return []
    return [
        LeftOpen(condition.key, tuple(sentence_parts(condition, {})), _how(condition))
        for condition in proof.version.condition_set.conditions
        if condition.key in keys
    ]


def is_partly_fetched(proof: DisposedProof) -> bool:
    """Every source answered, and yet the agency has something left to check."""
    answered = set(proof.obtained.get("sources", {}).values())
    return (
        proof.way is Substitution.DATA_SHARING
        and proof.status == ProofStatus.AWAITING_AGENCY
        and bool(answered)
        and answered <= {AnswerStatus.FOUND.value, AnswerStatus.PARTIAL.value}
    )


def _how(condition: Condition) -> str:
    if condition.attested is not None:
        return condition.attested.how
    asked = {side.source: None for one in condition.comparisons for side in one.sources}
    owners = "、".join(registry()[name].owner for name in asked)
    return f"请{owners}核对"


def value_text(known: Attribute, value: object, whole: bool = False) -> str:
    """The value in words; what a source wrote unreadably is shown as it came."""
    said = str(value)
    if known.kind == "yes_no":
        return {"True": "是", "False": "否"}.get(said, said)
    try:
        if known.kind == "number":
            return number_text(Decimal(said)) + known.unit
        if known.kind == "date":
            return date_text(date.fromisoformat(said))
    except (InvalidOperation, ValueError):
        return said
    if known.identifies and not whole:
        return mask_id(said)
    return known.options.get(said, said)
