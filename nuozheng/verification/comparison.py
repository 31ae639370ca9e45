"""Ask the sources about one promised condition again; agreement is the only thing it concludes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.declaration import ProofDeclaration, checked, read_stored
from nuozheng.applications.models import Application, Commitment
from nuozheng.applications.sources import ask_about
from nuozheng.evidence.moves import locked, move
from nuozheng.gateways.sources.registry import freshness_days
from nuozheng.law.conditions import Condition, ConditionResult, evaluate, required_attributes
from nuozheng.law.procedure import VERIFICATION_TASK, TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.models import VerificationTask


def compare_again(
    task: VerificationTask, *, by: Account | None, role: Role, at: datetime
) -> ConditionResult:
    """Ask for the task's condition and keep what came; the data's agreement confirms the task.

    Nothing else is concluded: by a program (`by` None, role SYSTEM) no more than by a person.
    """
    condition, item = declared(task)
    answers = ask_about(
        task.application,
        required_attributes([condition]),
        purpose=f"核查{task.application.item.name}的承诺",
        basis=task.basis,
        by=by,
        at=at,
    )
    commitment = task.application.commitment
    assert commitment.signed_at is not None
    (outcome,) = evaluate(
        [condition],
        item.declared.values,
        answers,
        timezone.localtime(commitment.signed_at).date(),
        freshness_days(),
    )
    with transaction.atomic():
        row = locked(VerificationTask, task.pk)
        if row.status not in (TaskStatus.OPEN, TaskStatus.UNABLE) or _was_corrected(commitment):
            return outcome
        row.result = {**row.seen, "data": checked(item, condition, outcome).as_json()}
        row.save(update_fields=["result"])
        mark_started(row.application)
        if outcome.is_settled:
            row.checked_at, row.checked_by = at, by
            move(
                row,
                VERIFICATION_TASK,
                "confirm",
                by=by,
                role=role,
                at=at,
                basis=row.basis,
                changed=("checked_at", "checked_by"),
            )
    return outcome


def _was_corrected(asked_about: Commitment) -> bool:
    """Whether its signer corrected the letter while the sources were asked."""
    standing = Commitment.objects.only("letter_number").get(pk=asked_about.pk)
    return standing.letter_number != asked_about.letter_number


def declared(task: VerificationTask) -> tuple[Condition, ProofDeclaration]:
    """The condition that a task checks, and what was declared under it."""
    commitment = Commitment.objects.get(application=task.application_id)
    item = read_stored(commitment, task.proof)
    condition = next(c for c in item.conditions.conditions if c.key == task.condition_key)
    return condition, item


def mark_started(application: Application) -> None:
    """From here on a check has begun, which some places weigh when somebody withdraws."""
    if not application.snapshot.get("check_started"):
        application.snapshot = {**application.snapshot, "check_started": True}
        application.save(update_fields=["snapshot"])
