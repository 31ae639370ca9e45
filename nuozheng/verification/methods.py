"""A task goes another way, or to a person: which one, and since when, stays on its record."""

from collections.abc import Sequence
from datetime import datetime

from nuozheng.evidence.moves import append
from nuozheng.law.procedure import VERIFICATION_TASK
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.models import VerificationTask


def switch(
    task: VerificationTask,
    manner: str,
    *,
    by: Account | None,
    role: Role,
    at: datetime,
    reason: str = "",
    basis: Sequence[str] = (),
) -> None:
    """Set how a task is checked from now on; its due day and everything else stay."""
    if task.manner == manner:
        return
    before, task.manner = task.manner, manner
    task.save(update_fields=["manner"])
    append(
        VERIFICATION_TASK.kind,
        task.pk,
        "switch_method",
        task.status,
        task.status,
        by=by,
        role=role,
        at=at,
        reason=reason,
        basis=basis or task.basis,
        detail={"from": before, "to": manner},
    )


def to_person(
    task: VerificationTask,
    reason: str,
    *,
    at: datetime,
    basis: Sequence[str] = (),
    detail: dict[str, object] | None = None,
) -> None:
    """The verifier has to look, and why; the task stays as open as it was."""
    append(
        VERIFICATION_TASK.kind,
        task.pk,
        "to_person",
        task.status,
        task.status,
        by=None,
        role=Role.SYSTEM,
        at=at,
        reason=reason,
        basis=basis or task.basis,
        detail=detail,
    )
