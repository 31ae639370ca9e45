"""What verification does when a case moves: open, date and cancel tasks, record kept promises."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from nuozheng.applications.declaration import Checked, committed_proofs
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.credit.actions.propose import Promise, record_kept
from nuozheng.evidence import rows
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import move
from nuozheng.law.calendar import load_calendar
from nuozheng.law.procedure import VERIFICATION_TASK, ApplicationStatus, TaskStatus
from nuozheng.law.verification_plan import Depth
from nuozheng.law.vocabulary import Role
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.planning import (
    depth_of,
    manner_of,
    plan_of,
    standard_of,
    timing,
)

PENDING = (TaskStatus.OPEN, TaskStatus.UNABLE)


def open_tasks(application: Application, row: Move) -> None:
    """One task for each committed condition that no source has confirmed."""
    results = {
        (result.proof_key, result.condition_key): result
        for result in map(Checked.from_stored, application.commitment.checks)
    }
    today = timezone.localtime(row.at).date()
    level, why = depth_of(application, today)
    tasks: list[VerificationTask] = []
    for proof in committed_proofs(application):
        plan = plan_of(proof, application.policy.verification.after_decision_days.value)
        if plan.exempt and level is not Depth.FULL:
            continue
        due = timing(plan, _expected_event(application, plan.from_event, today))
        for condition in proof.version.condition_set.conditions:
            result = results.get((str(proof.pk), condition.key))
            if result is not None and result.is_settled:
                continue
            tasks.append(
                VerificationTask(
                    application=application,
                    proof=proof,
                    condition_key=condition.key,
                    agency_id=application.agency_id,
                    manner=manner_of(condition, plan),
                    standard=standard_of(condition, plan),
                    timing=plan.from_event,
                    reason=why.detail,
                    basis=list(
                        dict.fromkeys(
                            (*application.policy.verification.plan_fields.clause, *why.basis)
                        )
                    ),
                    due_on=due.on,
                    provisional=due.provisional,
                    status=TaskStatus.OPEN,
                    created_at=row.at,
                )
            )
    rows.insert_all(tasks)


def set_due_days(application: Application, row: Move) -> None:
    """Count again from the decision, now that its day is known."""
    decided_on = timezone.localtime(row.at).date()
    tasks = list(
        VerificationTask.objects.filter(
            application=application, status__in=PENDING, timing="decision"
        ).select_related("proof__version")
    )
    for task in tasks:
        plan = plan_of(task.proof, application.policy.verification.after_decision_days.value)
        due = timing(plan, decided_on)
        task.due_on, task.provisional = due.on, due.provisional
    VerificationTask.objects.bulk_update(tasks, ["due_on", "provisional"])


def recount_tasks() -> int:
    """Count provisional tasks again once a year's arrangement is known; how many moved."""
    moved = 0
    pending = VerificationTask.objects.filter(status__in=PENDING, provisional=True)
    for task in pending.select_related("application__item", "proof__version").order_by("pk"):
        plan = plan_of(task.proof, task.application.policy.verification.after_decision_days.value)
        due = timing(plan, _event_day(task))
        if (due.on, due.provisional) != (task.due_on, task.provisional):
            moved += due.on != task.due_on
            task.due_on, task.provisional = due.on, due.provisional
            task.save(update_fields=["due_on", "provisional"])
    return moved


def cancel_tasks(application: Application, row: Move) -> None:
    """Nothing is left to check: the commitment was withdrawn or the case has ended."""
    pending = VerificationTask.objects.select_for_update().filter(
        application=application, status__in=PENDING
    )
    for task in pending:
        move(task, VERIFICATION_TASK, "cancel", by=None, role=Role.SYSTEM, at=row.at)


def record_promise_of_task(task: VerificationTask, row: Move) -> None:
    """A confirmed task may be the last one of its case."""
    record_promise_if_kept(task.application, row)


def record_promise_if_kept(application: Application, row: Move) -> None:
    """A granted case whose every committed condition was found true is a promise kept.

    What nobody checked, because it is exempt, is neither kept nor broken.
    """
    if application.status != ApplicationStatus.GRANTED:
        return
    commitment = Commitment.objects.filter(
        application=application, status=CommitmentStatus.SIGNED
    ).first()
    if commitment is None or not all_found_true(application, commitment):
        return
    record_kept(
        policy=application.policy,
        promise=promise_of(application, committed_names(application)),
        at=row.at,
    )


def all_found_true(application: Application, commitment: Commitment) -> bool:
    """Whether each condition was settled by data at signing or confirmed by a task since."""
    confirmed = VerificationTask.objects.filter(
        application=application, status=TaskStatus.CONFIRMED
    ).values_list("proof", "condition_key")
    found_true = {(str(proof), key) for proof, key in confirmed}
    return all(
        result.is_settled or (result.proof_key, result.condition_key) in found_true
        for result in map(Checked.from_stored, commitment.checks)
    )


def committed_names(application: Application) -> list[str]:
    """The proofs that were promised, by name."""
    return [proof.version.entry.proof.name for proof in committed_proofs(application)]


def promise_of(application: Application, names: Iterable[str]) -> Promise:
    """The promise as it stands in the credit file; it names proofs, not what was declared."""
    return Promise(
        party=application.applicant,
        agency=application.agency,
        case_number=application.number,
        words=f"办理{application.item.name}，承诺代替{'、'.join(names)}",
    )


def _event_day(task: VerificationTask) -> date:
    """The day from which a standing task counts."""
    case = task.application
    if task.timing == "decision" and case.decided_at is not None:
        return timezone.localtime(case.decided_at).date()
    return _expected_event(case, task.timing, timezone.localtime(task.created_at).date())


def _expected_event(application: Application, event: str, today: date) -> date:
    """The day from which a plan counts; a decision still to come is expected on its last day."""
    if event != "decision" or application.due_on is None:
        return today
    item, calendar = application.item, load_calendar()
    natural = item.decision_day_kind == "calendar"
    count = calendar.add_days if natural else calendar.add_working_days
    return count(application.due_on, item.decision_days).on
