"""What an applicant declares, proof by proof: typed text in, values, faults and results out."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.evidence.prepared import Prepared
from nuozheng.law.conditions import (
    Condition,
    ConditionResult,
    ConditionSet,
    Declared,
    Result,
    Value,
    from_json,
    parse_declared,
    sentence,
    to_json,
)
from nuozheng.law.vocabulary import Substitution

TICK = "tick:"
"""Prefix of the box beside a condition: 这一条符合."""

_WITH_THEIR_ENTRY = DisposedProof.objects.select_related("version__entry__proof")
_ASKED_OF_A_PROOF = (
    "application",
    "position",
    "substitution",
    "status",
    "version__conditions",
    "version__plan",
    "version__agent_allowed",
    "version__disclosure",
    "version__entry",
)
_FOR_SIGNING = Prepared(
    lambda case: (
        DisposedProof.objects.select_related("version")
        .filter(application=case)
        .only(*_ASKED_OF_A_PROOF)
        .order_by("position")
    )
)
_FOR_A_LETTER = Prepared(
    lambda case: (
        _WITH_THEIR_ENTRY.filter(application=case)
        .only(*_ASKED_OF_A_PROOF, "version__entry__proof__name")
        .order_by("position")
    )
)
_HELD = "held_proofs"

Entered = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ProofDeclaration:
    """One committed proof with what was entered for it; `unticked` holds condition keys."""

    proof: DisposedProof
    conditions: ConditionSet
    declared: Declared
    unticked: tuple[str, ...]

    @property
    def key(self) -> str:
        return str(self.proof.pk)

    @property
    def is_complete(self) -> bool:
        return not self.declared.errors and not self.unticked


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition as it stood when checked: its sentence, result and comparisons."""

    proof_key: str
    condition_key: str
    sentence: str
    result: Result
    chinese: str
    explanation: str
    comparisons: tuple[dict[str, Any], ...] = field(default=())

    @property
    def is_settled(self) -> bool:
        return self.result is Result.CONFIRMED

    @property
    def fails_the_standard(self) -> bool:
        """What was declared is itself outside the standard, whatever the sources say of it."""
        parts = [Result(part["result"]) for part in self.comparisons]
        return Result.NOT_MET in (self.result, *parts)

    def as_json(self) -> dict[str, Any]:
        return {
            "proof": self.proof_key,
            "condition": self.condition_key,
            "sentence": self.sentence,
            "result": self.result.value,
            "chinese": self.chinese,
            "explanation": self.explanation,
            "comparisons": list(self.comparisons),
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Any]) -> "Checked":
        return cls(
            stored["proof"],
            stored["condition"],
            stored["sentence"],
            Result(stored["result"]),
            stored["chinese"],
            stored["explanation"],
            tuple(stored["comparisons"]),
        )


def hold_proofs(application: Application) -> None:
    """Read the proofs of a case once, with what signing asks of them and no more.

    `proofs_of` and `committed_proofs` of this object then use these.
    """
    vars(application)[_HELD] = _FOR_SIGNING(case=application.pk)


def hold_named_proofs(application: Application) -> None:
    """The same with the names that a letter says."""
    vars(application)[_HELD] = _FOR_A_LETTER(case=application.pk)


def proofs_of(application: Application) -> Iterable[DisposedProof]:
    """All proofs of a case with their entries, in order: those held, or as they stand now."""
    held: Sequence[DisposedProof] | None = vars(application).get(_HELD)
    if held is not None:
        return held
    return _WITH_THEIR_ENTRY.filter(application=application).order_by("position")


def committed_proofs(application: Application) -> list[DisposedProof]:
    """The proofs that this applicant chose to commit to, in order."""
    return [proof for proof in proofs_of(application) if proof.way is Substitution.COMMITMENT]


def declared_proofs(commitment: Commitment) -> list[DisposedProof]:
    """The proofs that a checked or signed commitment speaks of, whatever became of them since."""
    return [
        proof for proof in proofs_of(commitment.application) if str(proof.pk) in commitment.declared
    ]


def field_names(proof: DisposedProof) -> frozenset[str]:
    """Everything that can be filled in for a proof: its facts and its boxes."""
    conditions = proof.version.condition_set.conditions
    facts = {fact.key for condition in conditions for fact in condition.facts}
    return frozenset(facts | {TICK + condition.key for condition in conditions})


def read(proofs: Sequence[DisposedProof], entered: Entered, today: date) -> list[ProofDeclaration]:
    """Parse what was typed for each committed proof."""
    return [_read_one(proof, entered.get(str(proof.pk), {}), today) for proof in proofs]


def _read_one(proof: DisposedProof, entered: Mapping[str, str], today: date) -> ProofDeclaration:
    conditions = proof.version.condition_set
    unticked = tuple(
        condition.key
        for condition in conditions.conditions
        if entered.get(TICK + condition.key) != "on"
    )
    return ProofDeclaration(proof, conditions, parse_declared(conditions, entered, today), unticked)


def stored(declarations: Sequence[ProofDeclaration]) -> dict[str, dict[str, str]]:
    """The typed values as text, by proof."""
    return {item.key: to_json(item.declared.values) for item in declarations}


def values_of(commitment: Commitment, proof: DisposedProof) -> dict[str, Value]:
    """The declared values of one proof with their types."""
    return from_json(proof.version.condition_set, commitment.declared.get(str(proof.pk), {}))


def read_stored(commitment: Commitment, proof: DisposedProof) -> ProofDeclaration:
    """One proof of a checked or signed commitment, complete by construction."""
    values = values_of(commitment, proof)
    return ProofDeclaration(proof, proof.version.condition_set, Declared(values=values), ())


def digest(declared: Mapping[str, Any]) -> str:
    """SHA-256 of canonical JSON: equal declarations, equal digests."""
    canonical = json.dumps(declared, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def checked(
    declaration: ProofDeclaration, condition: Condition, result: ConditionResult
) -> Checked:
    """A result with its sentence, ready to be shown and stored."""
    return Checked(
        proof_key=declaration.key,
        condition_key=condition.key,
        sentence=sentence(condition, declaration.declared.values),
        result=result.result,
        chinese=result.chinese,
        explanation=result.reason.chinese,
        comparisons=tuple(
            {
                "key": part.key,
                "result": part.result.value,
                "left": _text(part.left),
                "right": _text(part.right),
                "difference": _text(part.difference),
                "percent": _text(part.percent),
                "as_of": part.as_of.isoformat() if part.as_of else None,
                "source": part.source,
                "reason": part.reason.chinese,
            }
            for part in result.comparisons
        ),
    )


def _text(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return "、".join(str(_text(item)) for item in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)
