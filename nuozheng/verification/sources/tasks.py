"""共享任务: the unit in charge of sharing is given one proof at a time, and tells how far it is."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import Catalogue, Proof
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.data_registers import SCOPES, SHARING_TASK, SharingTaskStatus
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.sources.access import register_owner
from nuozheng.verification.sources.models import SharingTask
from nuozheng.verification.sources.sharing import must_be_of, only_the_owner

TaskAct = Literal["report_progress", "finish_task", "drop_task"]
CLOCK = "share"
_LONGEST = 200


def set_task(
    *, catalogue: Catalogue, proof: Proof, scope: str, what: str, due_on: date | None, by: Account
) -> SharingTask:
    """The unit in charge takes on to get this proof shared. Errors: Refused for anybody else."""
    now, today = timezone.now(), timezone.localdate()
    what = written(what, "要办什么", _LONGEST)
    only_the_owner(catalogue, by)
    owner = register_owner(catalogue.jurisdiction, catalogue.policy)
    basis = catalogue.policy.verification.data_owner.clause
    if owner is None:
        raise Refused.because(
            "register_has_no_owner",
            "这里的规定没有写由谁牵头，任务没有单位可以交。",
            *basis,
            cure="请先在清单里一项一项登记，或者由上级指定牵头单位。",
        )
    if not what or scope not in SCOPES:
        raise Refused.because(
            "task_says_what", "还没有写要办什么、是哪一种共享。", *basis, cure="写一句就行。"
        )
    if due_on is None or due_on < today:
        raise Refused.because(
            "task_is_due_later",
            "没有写期限，或者期限在今天以前。",
            *basis,
            cure="请写今天或者以后的日期。",
        )
    place = catalogue.jurisdiction
    with transaction.atomic():
        standing = SharingTask.objects.filter(
            jurisdiction=place, proof=proof, status=SharingTaskStatus.OPEN
        )
        if standing.select_for_update().exists():
            raise Refused.because(
                "task_is_set_already",
                "这份证明的共享任务正在办。",
                *basis,
                cure="请在那一项里报进展。",
            )
        row = SharingTask.objects.create(
            jurisdiction=place,
            proof=proof,
            owner=owner,
            scope=scope,
            what=what,
            status=SharingTaskStatus.OPEN,
            set_at=now,
            due_on=due_on,
        )
        deadlines.start_until(
            SHARING_TASK.kind,
            row.pk,
            CLOCK,
            title="数据共享任务办成",
            due_on=due_on,
            from_day=today,
            basis=basis,
        )
        append(
            SHARING_TASK.kind,
            row.pk,
            "set_task",
            "",
            SharingTaskStatus.OPEN,
            by=by,
            role=Role.DATA_OWNER,
            at=now,
            reason=what,
            basis=basis,
        )
    return row


def report_task(
    *, catalogue: Catalogue, task: SharingTask, act: TaskAct, reason: str, by: Account
) -> SharingTask:
    """Tell how far it is, that it is done, or why it can't be. Errors: Refused for anybody else."""
    now, reason = timezone.now(), written(reason, "进展", _LONGEST)
    only_the_owner(catalogue, by)
    with transaction.atomic():
        row = locked(SharingTask, task.pk)
        must_be_of(catalogue, row.jurisdiction_id)
        role = must_be_allowed(SHARING_TASK, act, row.status, (Role.DATA_OWNER,))
        row.progress = reason or row.progress
        if act != "report_progress":
            deadlines.meet(SHARING_TASK.kind, row.pk, CLOCK, now)
        move(
            row,
            SHARING_TASK,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=catalogue.policy.verification.data_owner.clause,
            changed=("progress",),
        )
    return row
