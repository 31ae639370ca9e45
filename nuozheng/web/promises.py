"""What was promised in a case and what is known of it now: the check at signing, then the tasks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from nuozheng.applications.declaration import Checked, values_of
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    DisposedProof,
)
from nuozheng.law.conditions import Condition, SentencePart, sentence_parts
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.vocabulary import Substitution
from nuozheng.verification.models import VerificationTask
from nuozheng.web.compared import Compared, compare

CONTRADICTED, CONFIRMED, MANUAL = "contradicted", "confirmed", "manual"
_ORDER = (CONTRADICTED, "not_met", "ambiguous", "not_found", "unknown", MANUAL, "met", CONFIRMED)
_BY_TASK = {TaskStatus.CONFIRMED: CONFIRMED, TaskStatus.CONTRADICTED: CONTRADICTED}


@dataclass(frozen=True)
class Promise:
    """One promised condition: sentence, what the data said last, and the task to check it."""

    proof: DisposedProof
    condition: Condition
    commitment: Commitment
    checked: Checked | None
    task: VerificationTask | None

    @property
    def result(self) -> str:
        """Where the condition stands, in the words of the component `says`."""
        if self.task is not None and (settled := _BY_TASK.get(TaskStatus(self.task.status))):
            return settled
        if self.checked is None or self.checked.chinese == "由人核查":
            return MANUAL
        return self.checked.result.value

    @cached_property
    def parts(self) -> list[SentencePart]:
        return sentence_parts(self.condition, values_of(self.commitment, self.proof))

    @cached_property
    def rows(self) -> list[Compared]:
        if self.checked is None:
            return []
        return compare(self.condition, values_of(self.commitment, self.proof), self.checked)

    def with_check(self, checked: Checked) -> "Promise":
        """The same promise beside another answer of the data."""
        return Promise(self.proof, self.condition, self.commitment, checked, self.task)

    @property
    def explanation(self) -> str:
        """Why the data say nothing, for a condition without a comparison."""
        settled = self.task is not None and TaskStatus(self.task.status) in _BY_TASK
        return "" if settled or self.checked is None or self.rows else self.checked.explanation

    @property
    def manner(self) -> str:
        """How it is or was checked; "" where the data settled it."""
        return METHOD_WORD[self.task.manner] if self.task else ""

    @property
    def rank(self) -> int:
        return _ORDER.index(self.result)


def promises_of(
    application: Application,
    proofs: Sequence[DisposedProof],
    tasks: Iterable[VerificationTask],
) -> list[Promise]:
    """Every promised condition, discrepancies first; empty where nothing was signed.

    `proofs` come with their versions; the commitment is read from the case.
    """
    commitment = commitment_of(application)
    if commitment is None or commitment.status != CommitmentStatus.SIGNED:
        return []
    checks = {_key(stored): Checked.from_stored(stored) for stored in commitment.checks}
    by_key = {(task.proof_id, task.condition_key): task for task in tasks}
    found: list[Promise] = []
    for proof in proofs:
        if proof.way is not Substitution.COMMITMENT:
            continue
        for condition in proof.version.condition_set.conditions:
            task = by_key.get((proof.pk, condition.key))
            later = task.seen.get("data") if task else None
            checked = checks.get((str(proof.pk), condition.key))
            if later:
                checked = Checked.from_stored(later)
            found.append(Promise(proof, condition, commitment, checked, task))
    return sorted(found, key=lambda promise: promise.rank)


def commitment_of(application: Application) -> Commitment | None:
    """The case's commitment, if one was begun."""
    try:
        return application.commitment
    except Commitment.DoesNotExist:
        return None


def summary(results: Sequence[str]) -> tuple[str, str]:
    """What the data say of a whole case, in one shape and a few words; "" where nothing does."""
    if not results:
        return "", ""
    for code in _ORDER[:-2]:
        if count := results.count(code):
            return code, _SUMMED[code] % {"count": count}
    return CONFIRMED, str(_("全部一致"))


_SUMMED = {
    CONTRADICTED: _("%(count)s项不一致"),
    "not_met": _("%(count)s项不在标准以内"),
    "ambiguous": _("%(count)s项对不准"),
    "not_found": _("%(count)s项查不到"),
    "unknown": _("%(count)s项数据源暂不可用"),
    MANUAL: _("%(count)s项由人核查"),
}


def _key(stored: dict[str, Any]) -> tuple[str, str]:
    return stored["proof"], stored["condition"]
