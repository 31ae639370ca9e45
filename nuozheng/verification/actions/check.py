"""A verifier records what the check of one promised condition came to."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.check_forms import particulars
from nuozheng.law.conditions import Result, sentence
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import UNTRUTH_FINDING, VERIFICATION_TASK, TaskStatus, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.comparison import compare_again, declared, mark_started
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.sources.contested import must_not_be_contested
from nuozheng.verification.sources.later import failures, queue


@dataclass(frozen=True, slots=True)
class Observation:
    """What a verifier saw: the words, where from, and a photo or paper if there is one.

    `particulars` are the lines of the form that goes with the way of checking (law.check_forms).
    """

    note: str
    evidence: bytes | None = None
    particulars: Mapping[str, str] = field(default_factory=dict)


_ACTS = {
    TaskStatus.CONFIRMED: "confirm",
    TaskStatus.CONTRADICTED: "contradict",
    TaskStatus.UNABLE: "give_up",
}


def record_result(
    *, task: VerificationTask, by: Account, result: TaskStatus, observation: Observation
) -> VerificationTask:
    """Record 一致, 不一致 or 查不清. A contradiction opens a finding; it decides nothing.

    Errors: Refused without a note for anything but agreement, on a closed task, or for a stranger.
    """
    act, note = _ACTS[result], written(observation.note, "核查记录")
    if result is not TaskStatus.CONFIRMED and not note:
        raise Refused.because(
            "note_required", "请写明看到了什么、与承诺差在哪里。", cure="写一句就行。"
        )
    now = timezone.now()
    with transaction.atomic():
        row = locked(VerificationTask, task.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(VERIFICATION_TASK, act, row.status, roles)
        row.checked_at, row.checked_by = now, by
        row.result = {**row.seen, "note": note}
        if kept := particulars(row.manner, observation.particulars):
            row.result["particulars"] = kept
        if observation.evidence is not None:
            document = received(observation.evidence, kind="evidence", title="核查取证")
            document.created_at, document.created_by = now, by
            document.save()
            row.evidence = document
        if result is TaskStatus.CONTRADICTED:
            must_not_be_contested(row)
        mark_started(row.application)
        move(
            row,
            VERIFICATION_TASK,
            act,
            by=by,
            role=role,
            at=now,
            reason="核查记录见任务" if note else "",
            basis=row.basis,
            changed=("checked_at", "checked_by", "result", "evidence"),
        )
        if result is TaskStatus.CONTRADICTED:
            _open_finding(row, by, role)
    return row


def ask_again(*, task: VerificationTask, by: Account) -> Result:
    """Ask the sources again for one condition; agreement closes the task, nothing else does.

    A contradiction from data is shown to the verifier, who records it; a source that is down
    leaves the task as it was.
    """
    roles = access.roles_in(by, task.application, timezone.localdate())
    if Role.VERIFIER not in roles:
        raise Refused.because(
            "not_your_move",
            "只有核查人员能再次比对数据。",
            cure="请用核查人员的账号登录，或者转给核查的同事。",
        )
    if task.status not in (TaskStatus.OPEN, TaskStatus.UNABLE):
        raise Refused.because(
            "task_closed", "这项核查已经有结论，不用再比对。", cure="请直接看结论，您不用再做什么。"
        )
    now = timezone.now()
    outcome = compare_again(task, by=by, role=Role.VERIFIER, at=now)
    if outcome.result is Result.UNKNOWN:
        queue(task, failures(task.application, now), now)
    return outcome.result


def _open_finding(task: VerificationTask, by: Account, role: Role) -> UntruthFinding:
    now = timezone.now()
    condition, item = declared(task)
    finding = UntruthFinding.objects.create(
        application=task.application,
        task=task,
        status=UntruthStatus.OPENED,
        compared={
            "sentence": sentence(condition, item.declared.values),
            "found": task.seen.get("note", ""),
            "data": task.seen.get("data"),
        },
        opened_by=by,
        opened_at=now,
    )
    append(
        UNTRUTH_FINDING.kind,
        finding.pk,
        "open",
        "",
        UntruthStatus.OPENED,
        by=by,
        role=role,
        at=now,
        basis=task.basis,
    )
    return finding
