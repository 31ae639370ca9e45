"""Checks after signing: the tasks of a verifier's desk and their results."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Base64Bytes, Field

from nuozheng.api.authentication import account_of
from nuozheng.api.declaration_schemas import CheckedOut, checked_out
from nuozheng.api.lookup import roles_in, task_of, tasks, today
from nuozheng.api.operations import Operation, operations
from nuozheng.api.responses import answers
from nuozheng.api.schemas import (
    Basis,
    Body,
    Id,
    Key,
    Line,
    Out,
    Page,
    Paging,
    Text,
    basis_of,
    page_of,
)
from nuozheng.applications.models import Commitment
from nuozheng.law.procedure import VERIFICATION_TASK, TaskStatus
from nuozheng.parties.models import Account
from nuozheng.verification.actions.check import Observation, ask_again, record_result
from nuozheng.verification.models import VerificationTask

router = Router(tags=["核查"])

# A photo in JSON: base64 of at most 1 MB, within the bound on a request's data.
Evidence = Annotated[Base64Bytes, Field(max_length=2**20)]


class TaskSummary(Out):
    """One committed condition that no source has confirmed yet."""

    id: int
    number: str
    item: str
    proof: str
    condition: str
    manner: str
    due_on: date
    overdue: bool
    status: str
    status_text: str


class TaskOut(TaskSummary):
    """A task whole: what was promised, how to check it, why this deeply, what was found."""

    sentence: str
    standard: str
    reason: str
    basis: list[Basis]
    checked_at: datetime | None
    note: str
    data: CheckedOut | None
    has_evidence: bool
    allowed: list[Operation]


class Result(Body):
    """`confirmed` 一致, `contradicted` 不一致, `unable` 查不清; the last two need a note."""

    result: Literal["confirmed", "contradicted", "unable"]
    note: Text = ""
    evidence: Evidence | None = Field(None, description="PDF、JPEG或者PNG的Base64，不超过1MB")
    particulars: dict[Key, Line] = Field(
        {}, max_length=6, description="按核查方式另填的几项，例如现场核查的 place、present"
    )


@router.get("/tasks", response=answers(Page[TaskSummary]), summary="列出核查任务（核查人员）")
def list_tasks(
    request: HttpRequest, paging: Query[Paging], status: TaskStatus | None = None
) -> Page[TaskSummary]:
    """本机关的任务，先到期的在前。"""
    rows = tasks(account_of(request))
    return page_of(rows.filter(status=status) if status else rows, paging, _summary)


@router.get("/tasks/{id}", response=answers(TaskOut), summary="查看一项核查任务")
def show_task(request: HttpRequest, id: Id) -> TaskOut:
    account = account_of(request)
    return _shown(account, task_of(account, id))


@router.post("/tasks/{id}/result", response=answers(TaskOut), summary="登记核查结果（核查人员）")
def record(request: HttpRequest, id: Id, body: Result) -> TaskOut:
    """不一致只是立案，请本人说明以后由别的工作人员认定。"""
    account = account_of(request)
    record_result(
        task=task_of(account, id),
        by=account,
        result=TaskStatus(body.result),
        observation=Observation(body.note, body.evidence, body.particulars),
    )
    return _shown(account, task_of(account, id))


@router.post(
    "/tasks/{id}/comparison", response=answers(TaskOut), summary="再向数据源比对一次（核查人员）"
)
def compare_again(request: HttpRequest, id: Id) -> TaskOut:
    """一致就结束任务；不一致的由核查人员看过以后登记。"""
    account = account_of(request)
    ask_again(task=task_of(account, id), by=account)
    return _shown(account, task_of(account, id))


def _summary(task: VerificationTask) -> TaskSummary:
    return TaskSummary(
        id=task.pk,
        number=task.application.number,
        item=task.application.item.name,
        proof=task.proof.version.entry.proof.name,
        condition=task.condition_key,
        manner=task.manner,
        due_on=task.due_on,
        overdue=task.status in (TaskStatus.OPEN, TaskStatus.UNABLE) and task.due_on < today(),
        status=task.status,
        status_text=TaskStatus(task.status).chinese,
    )


def _shown(account: Account, task: VerificationTask) -> TaskOut:
    commitment = Commitment.objects.get(application=task.application_id)
    promised = (
        row["sentence"]
        for row in commitment.checks
        if (row["proof"], row["condition"]) == (str(task.proof_id), task.condition_key)
    )
    data = task.seen.get("data")
    roles = roles_in(account, task.application)
    return TaskOut(
        **_summary(task).model_dump(),
        sentence=next(promised, ""),
        standard=task.standard,
        reason=task.reason,
        basis=basis_of(task.basis),
        checked_at=task.checked_at,
        note=task.seen.get("note", ""),
        data=checked_out(data) if data else None,
        has_evidence=task.evidence_id is not None,
        allowed=operations(VERIFICATION_TASK, task.status, roles, task.pk),
    )
