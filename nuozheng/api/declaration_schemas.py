"""What is declared, proof by proof, as it goes in and as it is shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StrictBool, StrictFloat, StrictInt

from nuozheng.api.schemas import Body, Id, Key, Out, Text
from nuozheng.applications.declaration import TICK, Checked, Entered, ProofDeclaration
from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.law.findings import Finding, Outcome, Refused

Value = (
    Text
    | StrictBool
    | Annotated[StrictInt, Field(ge=-(10**15), le=10**15)]
    | Annotated[StrictFloat, Field(ge=-1e15, le=1e15, allow_inf_nan=False)]
)


class ProofEntry(Body):
    """What is declared for one proof: its facts by key, and the conditions that are ticked."""

    proof: Id
    facts: dict[Key, Value] = Field(default={}, max_length=100)
    ticked: list[Key] = Field(default=[], max_length=100)


class Declaration(Body):
    """Any number of the committed proofs; those not named stay as they were."""

    proofs: list[ProofEntry] = Field(max_length=100)


class ConditionOut(Out):
    """One condition: its sentence with places for facts, and its whole definition."""

    key: str
    sentence: str
    definition: dict[str, Any]
    ticked: bool


class ProofDeclared(Out):
    """One committed proof: what was entered and what is wrong with it."""

    proof: str
    name: str
    conditions: list[ConditionOut]
    entered: dict[str, str]
    errors: dict[str, str]
    complete: bool


class CheckedOut(Out):
    """One condition against the data: confirmed, contradicted, or why it can't be said."""

    proof: str
    condition: str
    sentence: str
    result: str
    result_text: str
    explanation: str
    comparisons: list[dict[str, Any]]


class DeclarationOut(Out):
    """The commitment of a case so far; `checks` are of the last check."""

    status: str
    status_text: str
    letter_number: str
    proofs: list[ProofDeclared]
    checks: list[CheckedOut]
    checked_at: datetime | None
    insists: str


def entered_from(body: Declaration, declarations: Sequence[ProofDeclaration]) -> Entered:
    """The body in the form that is saved.

    Errors: Refused where it names a proof that is not committed to, or a fact or condition that
    the proof doesn't have.
    """
    known = {item.proof.pk: item for item in declarations}
    wrong: list[Finding] = []
    entered: dict[str, dict[str, str]] = {}
    for entry in body.proofs:
        item = known.get(entry.proof)
        if item is None:
            wrong.append(_unknown(f"input.{entry.proof}", "这份证明不在要承诺的证明里。"))
            continue
        conditions = {condition.key for condition in item.conditions.conditions}
        names = [*(set(entry.facts) - item.conditions.facts.keys())]
        names += [*(set(entry.ticked) - conditions)]
        wrong += [
            _unknown(
                f"input.{item.key}.{name}",
                f"{item.proof.version.entry.proof.name}没有{name}这一项。",
            )
            for name in sorted(names)
        ]
        ticks = {TICK + key: "on" for key in entry.ticked}
        entered[item.key] = {key: _typed(value) for key, value in entry.facts.items()} | ticks
    if wrong:
        raise Refused(*wrong)
    return entered


def declaration_out(
    commitment: Commitment, declarations: Sequence[ProofDeclaration]
) -> DeclarationOut:
    return DeclarationOut(
        status=commitment.status,
        status_text=str(CommitmentStatus(commitment.status).label),
        letter_number=commitment.letter_number,
        proofs=[_proof(commitment, item) for item in declarations],
        checks=[checked_out(stored) for stored in commitment.checks],
        checked_at=commitment.checked_at,
        insists=commitment.insists or "",
    )


def checked_out(result: Checked | Mapping[str, Any]) -> CheckedOut:
    """A result as made now, or as stored."""
    stored = result.as_json() if isinstance(result, Checked) else result
    return CheckedOut(
        proof=stored["proof"],
        condition=stored["condition"],
        sentence=stored["sentence"],
        result=stored["result"],
        result_text=stored["chinese"],
        explanation=stored["explanation"],
        comparisons=list(stored["comparisons"]),
    )


def _proof(commitment: Commitment, item: ProofDeclaration) -> ProofDeclared:
    entered = commitment.entered.get(item.key, {})
    return ProofDeclared(
        proof=item.key,
        name=item.proof.version.entry.proof.name,
        conditions=[
            ConditionOut(
                key=condition.key,
                sentence=condition.sentence,
                definition=condition.model_dump(mode="json", exclude_defaults=True),
                ticked=condition.key not in item.unticked,
            )
            for condition in item.conditions.conditions
        ],
        entered={key: text for key, text in entered.items() if not key.startswith(TICK)},
        errors=item.declared.errors,
        complete=item.is_complete,
    )


def _typed(value: str | bool | int | float) -> str:
    """As a person would type it; a float without an exponent."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:f}".rstrip("0").rstrip(".")
    return str(value)


def _unknown(key: str, detail: str) -> Finding:
    return Finding(key, Outcome.NOT_MET, detail, cure="请先GET declaration，里面有各项的key。")
