"""A signed letter that is set anew: the old version is kept whole, the new one names it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from nuozheng.applications.actions.notify import letter_number
from nuozheng.applications.declaration import Checked, digest
from nuozheng.applications.models import Commitment
from nuozheng.applications.signature import content_digest
from nuozheng.law.conditions import Condition, Value, to_json
from nuozheng.law.signatures import SignatureMeans
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.models import LetterVersion

_CHANGED = (
    "declared", "declared_digest", "checks", "checked_at", "checked_digest", "entered", "insists",
    "letter", "letter_number", "content_digest", "signed_at", "signed_by", "witnessed_by",
    "statements", "signature", "signature_paper",
)  # fmt: skip
_REPLACES = "本承诺书代替编号为"


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be said instead: the new values by proof, and the conditions that they change."""

    values: dict[str, dict[str, Value]]
    changed: dict[str, tuple[Condition, ...]]

    @property
    def keys(self) -> list[tuple[str, str]]:
        return [(proof, one.key) for proof, some in self.changed.items() for one in some]


@dataclass(frozen=True, slots=True)
class Why:
    """The person's reason, and whether what they now say is outside the standard."""

    reason: str
    falls_short: bool


def versions_of(commitment: Commitment) -> QuerySet[LetterVersion]:
    """The earlier versions of a letter, oldest first."""
    return LetterVersion.objects.filter(commitment=commitment)


def keep_old(
    commitment: Commitment,
    correction: Correction,
    why: Why,
    by: Account,
    at: datetime,
) -> None:
    """File the letter as it stood, with its own number, day and bytes."""
    assert commitment.letter_id is not None and commitment.signed_at is not None
    LetterVersion.objects.create(
        commitment=commitment,
        number=versions_of(commitment).count() + 1,
        letter_number=commitment.letter_number,
        declared=commitment.declared,
        checks=commitment.checks,
        content_digest=commitment.content_digest,
        signed_at=commitment.signed_at,
        signed_by=commitment.signed_by,
        letter_id=commitment.letter_id,
        signature=commitment.signature,
        signature_paper_id=commitment.signature_paper_id,
        corrected=[key for _proof, key in correction.keys],
        why=why.reason,
        falls_short=why.falls_short,
        corrected_at=at,
        corrected_by=by,
    )


def set_anew(
    commitment: Commitment,
    correction: Correction,
    results: Sequence[Checked],
    insists: str,
    by: Account,
    at: datetime,
) -> None:
    """The new version: its own number and digest; what was not corrected stays as signed."""
    replaced = commitment.letter_number
    new = {(one.proof_key, one.condition_key): one.as_json() for one in results}
    commitment.checks = [
        new.get((row["proof"], row["condition"]), row) for row in commitment.checks
    ]
    told = {key: to_json(values) for key, values in correction.values.items()}
    commitment.declared = {**commitment.declared, **told}
    commitment.entered = {
        key: {**facts, **told.get(key, {})} for key, facts in commitment.entered.items()
    }
    commitment.declared_digest = commitment.checked_digest = digest(commitment.declared)
    commitment.checked_at = commitment.signed_at = at
    commitment.signed_by, commitment.witnessed_by = by, None
    commitment.insists = insists or commitment.insists
    said = [one for one in commitment.statements if not one.startswith(_REPLACES)]
    commitment.statements = [*said, f"{_REPLACES}{replaced}的承诺书，由本人自行更正"]
    commitment.letter, commitment.letter_number = None, letter_number()
    # What was drawn or certified was so for the old text; the new one is signed by account.
    commitment.signature, commitment.signature_paper = {"means": SignatureMeans.ACCOUNT}, None
    commitment.content_digest = content_digest(commitment.application, commitment)
    commitment.save(update_fields=_CHANGED)
