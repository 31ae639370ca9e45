"""Open, pause and resume a batch. What it finds is written by `running`; it accuses nobody."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from nuozheng.evidence.moves import append, locked, move
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.bulk import VERIFICATION_BATCH, BatchStatus
from nuozheng.law.findings import Refused
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import posts
from nuozheng.verification.bulk.due import asking, pending
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.models import VerificationTask


def open_batch(
    *,
    agencies: Sequence[Agency],
    by: Account | None,
    source: str = "",
    due_by: date | None = None,
    most: int | None = None,
    place: str = "",
) -> VerificationBatch:
    """A batch of everything that these agencies still have to check, waiting to be run.

    `by` nobody: started by the system's own clock or command. Errors: Refused for a stranger,
    where nothing is due, and for a source that is not known.
    """
    if source and source not in registry():
        raise Refused.because(
            "source_unknown", "没有登记这个数据源。", cure="请从列出的数据源里选。"
        )
    if by is not None:
        _must_be_verifier(by, agencies)
    tasks = pending(by, timezone.localdate()).filter(agency__in=agencies)
    tasks = tasks.filter(due_on__lte=due_by) if due_by else tasks
    tasks = asking(tasks, source) if source else tasks
    total, last = tasks.count(), tasks.aggregate(last=Max("pk"))["last"]
    if not total:
        raise Refused.because(
            "nothing_due",
            "没有待核查的任务，不用开这一批。",
            cure="过些时候再来，或者换一个数据源。",
        )
    now = timezone.now()
    with transaction.atomic():
        batch = VerificationBatch.objects.create(
            place=place,
            source=source,
            due_by=due_by,
            most=most,
            status=BatchStatus.QUEUED,
            total=min(total, most or total),
            last_task=last,
            basis=_basis(tasks),
            started_by=by,
            opened_at=now,
        )
        batch.agencies.set(agencies)
        append(
            VERIFICATION_BATCH.kind,
            batch.pk,
            "open",
            "",
            BatchStatus.QUEUED,
            by=by,
            role=_role(by),
            at=now,
            basis=batch.basis,
        )
    return batch


def pause(*, batch: VerificationBatch, by: Account | None) -> VerificationBatch:
    """Stop after what is being written. Errors: Refused for a stranger or where nothing runs."""
    return _moved(batch, "pause", by)


def resume(*, batch: VerificationBatch, by: Account | None) -> VerificationBatch:
    """Queue a paused or failed batch again. Errors: Refused for a stranger, or once it is done."""
    return _moved(batch, "resume", by)


def _moved(batch: VerificationBatch, act: str, by: Account | None) -> VerificationBatch:
    if by is not None:
        _must_be_verifier(by, list(batch.agencies.all()))
    with transaction.atomic():
        row = locked(VerificationBatch, batch.pk)
        move(
            row, VERIFICATION_BATCH, act, by=by, role=_role(by), at=timezone.now(), basis=row.basis
        )
    return row


def _basis(tasks: QuerySet[VerificationTask]) -> list[str]:
    """What each place says of checks in batches, otherwise of its ways to check."""
    keys = tasks.order_by().values_list("application__policy_key", flat=True).distinct()
    plans = [load_policy(key).verification for key in sorted(keys)]
    clauses = (plan.batch_checks.clause or plan.methods.clause for plan in plans)
    return list(dict.fromkeys(clause for several in clauses for clause in several))


def _role(by: Account | None) -> Role:
    return Role.SYSTEM if by is None else Role.VERIFIER


def _must_be_verifier(by: Account, agencies: Sequence[Agency]) -> None:
    today = timezone.localdate()
    held = {post.agency_id for post in posts(by, today) if post.role == Role.VERIFIER}
    if not agencies or not held >= {agency.pk for agency in agencies}:
        raise Refused.because(
            "not_your_move",
            "只有本单位的核查人员能开、停这一批核查。",
            cure="请用核查人员的账号登录，或者转给他们办理。",
        )
