"""What follows where many tasks are confirmed at once: the same as for each of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models.expressions import RawSQL

from nuozheng.applications.declaration import Checked
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    DisposedProof,
)
from nuozheng.credit.actions.propose import record_all_kept
from nuozheng.law.policy import policies
from nuozheng.law.procedure import ApplicationStatus, TaskStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import IDENTITY
from nuozheng.verification.bulk.due import among
from nuozheng.verification.follow import promise_of
from nuozheng.verification.models import VerificationTask

_CASES_OF = "SELECT application_id FROM verification_verificationtask WHERE id = ANY(%s)"


def record_promises(confirmed: Sequence[int], at: datetime) -> None:
    """Promises kept, of granted cases whose every committed condition was found true.

    As `verification.follow.record_promise_if_kept`, where the place records them.
    """
    recording = [
        key for key, policy in policies().items() if policy.credit.record_coverage.value == "all"
    ]
    cases = Application.objects.filter(
        pk__in=RawSQL(_CASES_OF, [list(confirmed)]),
        status=ApplicationStatus.GRANTED,
        policy_key__in=recording,
    )
    found = {
        case.pk: case
        for case in cases.select_related("applicant", "agency__jurisdiction", "item").defer(
            "snapshot", "eligibility", *(f"applicant__{name}" for name in IDENTITY)
        )
    }
    kept = _all_found_true(found)
    names = _names(kept)
    record_all_kept(
        [(found[pk].policy, promise_of(found[pk], names.get(pk, []))) for pk in kept], at=at
    )


def _all_found_true(cases: dict[int, Application]) -> list[int]:
    """Cases of which each condition was settled at signing or confirmed since."""
    tasks = VerificationTask.objects.filter(
        application__in=among(cases), status=TaskStatus.CONFIRMED
    )
    confirmed = {
        (case, str(proof), key)
        for case, proof, key in tasks.values_list("application", "proof", "condition_key")
    }
    signed = Commitment.objects.filter(application__in=among(cases), status=CommitmentStatus.SIGNED)
    rows: Iterable[tuple[int, Any]] = signed.order_by("application").values_list(
        "application", "checks"
    )
    return [
        case
        for case, checks in rows
        if all(
            one.is_settled or (case, one.proof_key, one.condition_key) in confirmed
            for one in map(Checked.from_stored, checks)
        )
    ]


def _names(cases: Sequence[int]) -> dict[int, list[str]]:
    """The proofs that were promised in each case, by name."""
    proofs = DisposedProof.objects.filter(
        application__in=among(cases), substitution=Substitution.COMMITMENT
    )
    names: dict[int, list[str]] = {}
    for case, name in proofs.order_by("application", "position").values_list(
        "application", "version__entry__proof__name"
    ):
        names.setdefault(case, []).append(name)
    return names
