"""Batches of checks: a data centre's own clock opens one, watches it, pauses it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from ninja import Query, Router
from pydantic import Field

from nuozheng.api.authentication import account_of
from nuozheng.api.lookup import today
from nuozheng.api.operations import Operation, operations
from nuozheng.api.responses import answers
from nuozheng.api.schemas import Basis, Body, Id, Key, Out, Page, Paging, basis_of, page_of
from nuozheng.law.bulk import VERIFICATION_BATCH
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import posts
from nuozheng.verification.bulk import access
from nuozheng.verification.bulk.actions import open_batch, pause, resume
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.jobs import run_batch

router = Router(tags=["核查"])


class BatchSummary(Out):
    """A batch in a list; `counts`: result → tasks."""

    id: int
    status: str
    status_text: str
    total: int
    done: int
    counts: dict[str, int]
    opened_at: datetime
    ended_at: datetime | None


class Told(Out):
    """What one source delivered: rows read, looks noted, and of which days the data are."""

    source: str
    title: str
    rows: int
    looks: int
    first: date | None
    last: date | None


class BatchOut(BatchSummary):
    """A batch whole."""

    agencies: list[str]
    source: str
    due_by: date | None
    sources: list[Told]
    to_look_at: int = Field(description="不一致、还没有人看的项数")
    basis: list[Basis]
    allowed: list[Operation]


class Opening(Body):
    """Which tasks: those that ask a source, those due by a day, at most so many."""

    source: Key | None = None
    due_by: date | None = None
    most: int | None = Field(None, ge=1, le=10_000_000)


@router.get(
    "/batches", response=answers(Page[BatchSummary]), summary="列出批量核查（核查、监督人员）"
)
def list_batches(request: HttpRequest, paging: Query[Paging]) -> Page[BatchSummary]:
    """本机关参加的，新的在前。"""
    return page_of(_batches(account_of(request)).order_by("-pk"), paging, _summary)


@router.post("/batches", response=answers(BatchOut), summary="开一批核查（核查人员）")
def open_(request: HttpRequest, body: Opening) -> BatchOut:
    """本人所在各单位待核查的承诺，与数据源交换来的数据成批比对；由后台去查，不认定任何人不实。"""
    account = account_of(request)
    with transaction.atomic():
        batch = open_batch(
            agencies=_own_agencies(account),
            by=account,
            source=body.source or "",
            due_by=body.due_by,
            most=body.most,
        )
        run_batch.defer(batch_id=batch.pk)
    return _shown(account, batch)


@router.get("/batches/{id}", response=answers(BatchOut), summary="查看一批核查")
def show_batch(request: HttpRequest, id: Id) -> BatchOut:
    account = account_of(request)
    return _shown(account, _batch(account, id))


@router.post("/batches/{id}/pause", response=answers(BatchOut), summary="暂停（核查人员）")
def pause_batch(request: HttpRequest, id: Id) -> BatchOut:
    """正在写的写完就停，写下的都算数。"""
    account = account_of(request)
    return _shown(account, pause(batch=_batch(account, id), by=account))


@router.post("/batches/{id}/resumption", response=answers(BatchOut), summary="接着查（核查人员）")
def resume_batch(request: HttpRequest, id: Id) -> BatchOut:
    """从停下的地方接着查，不会有重复的结果。"""
    account = account_of(request)
    with transaction.atomic():
        batch = resume(batch=_batch(account, id), by=account)
        run_batch.defer(batch_id=batch.pk)
    return _shown(account, batch)


def _batches(account: Account) -> QuerySet[VerificationBatch]:
    return access.visible_to(account, today())


def _batch(account: Account, id: int) -> VerificationBatch:
    found = _batches(account).filter(pk=id).first()
    if found is None:
        raise Http404
    return found


def _own_agencies(account: Account) -> list[Agency]:
    held = posts(account, today())
    return list({one.agency_id: one.agency for one in held if one.role == Role.VERIFIER}.values())


def _summary(batch: VerificationBatch) -> BatchSummary:
    return BatchSummary(
        id=batch.pk,
        status=batch.status,
        status_text=batch.state.chinese,
        total=batch.total,
        done=batch.done,
        counts=dict(batch.counts),
        opened_at=batch.opened_at,
        ended_at=batch.ended_at,
    )


def _shown(account: Account, batch: VerificationBatch) -> BatchOut:
    roles = {Role(post.role) for post in posts(account, today())} & set(access.ROLES)
    return BatchOut(
        **_summary(batch).model_dump(),
        agencies=[one.name for one in batch.agencies.order_by("pk")],
        source=batch.source,
        due_by=batch.due_by,
        sources=[
            Told(
                source=one["source"],
                title=one["title"],
                rows=one["rows"],
                looks=one["looks"],
                first=_day(one["from"]),
                last=_day(one["until"]),
            )
            for one in batch.sources
        ],
        to_look_at=access.to_look_at(batch, account, today()).count(),
        basis=basis_of(batch.basis),
        allowed=operations(VERIFICATION_BATCH, batch.status, sorted(roles), batch.pk),
    )


def _day(kept: int | None) -> date | None:
    """A batch keeps its days as their ordinals."""
    return None if kept is None else date.fromordinal(kept)
