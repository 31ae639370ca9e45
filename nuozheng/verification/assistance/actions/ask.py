"""Ask another agency: check, write the form, and send it; locating waits for approval."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.assistance.moves import (
    ASSISTANCE_REQUEST,
    RUNNING,
    AssistanceKind,
    AssistanceStatus,
)
from nuozheng.law.assistance.rules import check_request, days_of
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Party
from nuozheng.verification.assistance.access import asking_roles
from nuozheng.verification.assistance.actions.entries import register_later
from nuozheng.verification.assistance.forms import Form, ask_of, number_of_now, provider_of
from nuozheng.verification.assistance.messages import tell
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.verification.follow import PENDING
from nuozheng.verification.methods import switch
from nuozheng.verification.models import VerificationTask

CLOCK = "assistance"


def request_assistance(*, task: VerificationTask, by: Account, form: Form) -> AssistanceRequest:
    """Write the request and send it; the applicant's own clocks are not touched.

    Errors: Refused with every finding of `check_request`, for strangers and for settled tasks.
    """
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        row = locked(VerificationTask, task.pk)
        roles = access.roles_in(by, row.application, today)
        role = must_be_allowed(ASSISTANCE_REQUEST, "send", AssistanceStatus.PREPARED, roles)
        _must_be_open(row, form)
        policy = row.application.policy
        if wrong := obstacles(check_request(policy, ask := ask_of(row, form))):
            raise Refused(*wrong)
        if form.replaces is not None:
            _replace(form.replaces, row, by, now)
        if AssistanceRequest.objects.filter(task=row, status__in=RUNNING).exists():
            raise Refused.because(
                "assistance_is_running",
                "这项核查已经请了别的单位协助，还没有答复。",
                cure="请等答复；要改请别的单位，先撤回原来的请求。",
            )
        days, basis = days_of(policy, ask)
        request = _written(row, form, by, now, days, basis)
        if form.entry is None and form.urgent and request.provider is not None:
            register_later(request, by=by, at=now)
        if ask.kind is not AssistanceKind.LOCATE:
            _send(request, "send", by, role, now)
    return request


def approve(*, request: AssistanceRequest, by: Account) -> AssistanceRequest:
    """The head of the requesting agency lets somebody be looked for (LYG19-2.3b)."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(AssistanceRequest, request.pk)
        roles = asking_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_REQUEST, "approve", row.status, roles)
        _send(row, "approve", by, role, now)
    return row


def turn_down(*, request: AssistanceRequest, by: Account, reason: str) -> AssistanceRequest:
    """The head doesn't approve, and says why; nothing leaves the agency."""
    reason = written(reason, "理由", 200)
    with transaction.atomic():
        row = locked(AssistanceRequest, request.pk)
        roles = asking_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_REQUEST, "turn_down", row.status, roles)
        move(
            row, ASSISTANCE_REQUEST, "turn_down", by=by, role=role, at=timezone.now(), reason=reason
        )
    return row


def take_back(
    *, request: AssistanceRequest, by: Account | None, reason: str, role: Role | None = None
) -> AssistanceRequest:
    """Not needed any more, or another agency is asked instead; `by` None is the system."""
    now = timezone.now()
    reason = written(reason, "理由", 200)
    with transaction.atomic():
        row = locked(AssistanceRequest, request.pk)
        roles = [Role.SYSTEM] if by is None else asking_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_REQUEST, "take_back", row.status, roles)
        was_sent = row.sent_at is not None
        move(row, ASSISTANCE_REQUEST, "take_back", by=by, role=role, at=now, reason=reason)
        deadlines.meet(ASSISTANCE_REQUEST.kind, row.pk, CLOCK, now)
        if was_sent:
            tell(row, "take_back", now, reason)
    return row


def _must_be_open(task: VerificationTask, form: Form) -> None:
    query = form.kind is AssistanceKind.QUERY
    if task.status in (PENDING if query else (*PENDING, TaskStatus.CONTRADICTED)):
        return
    raise Refused.because(
        "task_closed", "这项核查已经有结论，不用再请别的单位查。", cure="请直接看结论。"
    )


def _replace(old: AssistanceRequest, task: VerificationTask, by: Account, at: datetime) -> None:
    """A substitute source: the first request, where it still runs, is taken back."""
    if old.task_id == task.pk and old.status in RUNNING:
        take_back(request=old, by=by, reason="改请别的单位协助")


def _written(
    task: VerificationTask, form: Form, by: Account, at: datetime, days: int, basis: tuple[str, ...]
) -> AssistanceRequest:
    case = task.application
    provider, cell, provider_name = provider_of(form, task.agency)
    request = AssistanceRequest.objects.create(
        number=number_of_now(),
        task=task,
        requester=task.agency,
        requester_name=task.agency.name,
        provider=provider,
        provider_cell=cell,
        provider_name=provider_name,
        entry=form.entry,
        replaces=form.replaces,
        policy_key=case.policy_key,
        kind=form.kind,
        urgent_reason=written(form.urgent_reason, "紧急的原因", 200) if form.urgent else "",
        item=case.item.name,
        proof=task.proof.version.entry.proof.name,
        subject_kind=case.applicant.kind,
        subject_name=case.applicant.name,
        subject_identifier=case.applicant.identifier,
        subject_index=Party.index_of(case.applicant.identifier),
        question=written(form.question, "要核实什么"),
        legal_basis=written(form.legal_basis, "法律依据", 200),
        tried=list(form.tried),
        days=days,
        basis=list(basis),
        status=AssistanceStatus.PREPARED,
        created_at=at,
        created_by=by,
    )
    append(
        ASSISTANCE_REQUEST.kind,
        request.pk,
        "prepare",
        "",
        AssistanceStatus.PREPARED,
        by=by,
        role=Role.VERIFIER,
        at=at,
        basis=basis,
        detail={"task": task.pk, "kind": form.kind, "tried": list(form.tried)},
    )
    return request


def _send(request: AssistanceRequest, act: str, by: Account, role: Role, at: datetime) -> None:
    """From here the other agency's clock runs, the message is queued, and the person can see it."""
    assert request.task is not None
    today = timezone.localtime(at).date()
    clock = deadlines.start(
        ASSISTANCE_REQUEST.kind,
        request.pk,
        CLOCK,
        title="答复协助请求",
        from_day=today,
        days=request.days,
        basis=request.basis,
    )
    request.sent_at, request.due_on = at, clock.due_on
    move(
        request,
        ASSISTANCE_REQUEST,
        act,
        by=by,
        role=role,
        at=at,
        basis=request.basis,
        detail={"to": request.provider_name},
        changed=("sent_at", "due_on"),
    )
    tell(request, "request", at)
    if request.kind == AssistanceKind.QUERY:
        switch(request.task, "assistance", by=by, role=role, at=at)
    AccessReceipt.objects.create(
        party=request.task.application.applicant,
        source=f"{request.provider_name}"[:40],
        purpose=f"{AssistanceKind(request.kind).chinese}：核查{request.item}的承诺"[:120],
        case_number=request.task.application.number,
        attributes=[request.proof[:60]],
        basis=request.basis,
        result="asked",
        asked_at=at,
        asked_by=by,
    )
