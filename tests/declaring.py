"""What a member of the cast types and ticks in the form of a proof."""

from typing import Any

from django.utils import timezone

from nuozheng.applications.declaration import TICK
from nuozheng.applications.models import DisposedProof
from nuozheng.law.conditions import (
    ChoiceFact,
    DateFact,
    FactOperand,
    NumberFact,
    SourceOperand,
    YesNoFact,
)
from nuozheng.sandbox.cast import CastMember


def declared_by(
    member: CastMember, proof: DisposedProof, changes: dict[str, str]
) -> dict[str, str]:
    """What a member states for one proof: as the sources it knows, else something in range."""
    entered: dict[str, str] = {}
    for condition in proof.version.condition_set.conditions:
        entered[TICK + condition.key] = "on"
        known = {
            left.fact: member.stated(right.source).get(right.attribute)
            for comparison in condition.comparisons
            for left, right in (
                (comparison.left, comparison.right),
                (comparison.right, comparison.left),
            )
            if isinstance(left, FactOperand) and isinstance(right, SourceOperand)
        }
        for fact in condition.facts:
            value = known.get(fact.key)
            entered[fact.key] = changes.get(
                fact.key, _plausible(fact) if value is None else _typed(value)
            )
    return entered


def _typed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _plausible(fact: Any) -> str:
    match fact:
        case NumberFact():
            return str(fact.minimum or 0)
        case DateFact():
            return timezone.localdate().isoformat()
        case ChoiceFact():
            return str(fact.options[0].value)
        case YesNoFact():
            return "yes"
        case _:
            return "示例路1号"
