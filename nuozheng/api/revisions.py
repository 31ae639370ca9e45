"""Revisions of a list: begin one, see it with all that hinders it, hand it in or give it up."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Status

from nuozheng.api.authentication import account_of
from nuozheng.api.case_schemas import MoveOut
from nuozheng.api.errors import too_large
from nuozheng.api.responses import FILE_BODY, PDF_ANSWER, answers, file
from nuozheng.api.revision_lookup import changes_of, held, kept_part, revision_of, revisions
from nuozheng.api.revision_schemas import (
    RevisionOut,
    RevisionSummary,
    revision_out,
    revision_summary,
    states_in_words,
    steps_in_words,
)
from nuozheng.api.schemas import (
    Body,
    CaseNumber,
    FindingOut,
    Id,
    Key,
    Line,
    Out,
    Page,
    Paging,
    Slug,
    Text,
    basis_of,
    finding_out,
    page_of,
)
from nuozheng.catalogue.revision.actions.draft import (
    abandon,
    attach_grounds,
    describe,
    open_revision,
)
from nuozheng.catalogue.revision.actions.review import hindrances, submit
from nuozheng.catalogue.revision.models import Revision
from nuozheng.documents.models import Document
from nuozheng.documents.uploads import MAXIMUM_BYTES, MOST
from nuozheng.evidence import moves
from nuozheng.law.review import DRAFT, act_in_words
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

router = Router(tags=["修订清单"])
KIND = "revision"


class OpeningIn(Body):
    """Which list; `agency` only where you keep the parts of several."""

    list: Slug
    agency: Id | None = None
    kind: Literal["list", "adjustment"] = "list"
    title: Line
    grounds: Text = ""
    event_on: date | None = None


class Description(Body):
    """Title, grounds, and whether the matter is specialised or technical."""

    title: Line
    grounds: Text = ""
    specialised: bool = False


class ReasonIn(Body):
    """Why."""

    reason: Text


class Hindering(Out):
    """What stands in the way of one change."""

    change: int
    findings: list[FindingOut]


class Hindrances(Out):
    """Everything that would refuse handing in now; `whole` is about no single change."""

    ready: bool
    whole: list[FindingOut]
    changes: list[Hindering]


@router.get("/revisions", response=answers(Page[RevisionSummary]), summary="列出看得到的清单修订")
def list_revisions(
    request: HttpRequest, paging: Query[Paging], status: Key | None = None
) -> Page[RevisionSummary]:
    """本单位的；审核、批准、公布的人还有本地区提交过的。"""
    rows = revisions(account_of(request))
    return page_of(rows.filter(status=status) if status else rows, paging, revision_summary)


@router.post(
    "/revisions",
    response=answers(RevisionOut, 201),
    summary="起草一份修订（清单管理人员）",
    description="同样的内容重复发送，只要那份草稿还是空的，给回的就是它，不会起草两份。",
)
def open_one(request: HttpRequest, body: OpeningIn) -> Status[RevisionOut]:
    account = account_of(request)
    catalogue, agency = kept_part(account, body.list, body.agency)
    said = {
        "kind": body.kind,
        "title": body.title.strip(),
        "grounds": body.grounds.strip(),
        "event_on": body.event_on,
    }
    with transaction.atomic():
        # One at a time for each account, so that the second of two alike finds the first.
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        alike = Revision.objects.filter(
            catalogue=catalogue, agency=agency, opened_by=account, status=DRAFT, round=0, **said
        )
        found = alike.filter(changes=None).order_by("-pk").first()
        revision = found or open_revision(
            catalogue=catalogue,
            agency=agency,
            kind=body.kind,
            title=body.title,
            grounds=body.grounds,
            event_on=body.event_on,
            by=account,
        )
    return Status(201, shown(account, revision.number))


@router.get("/revisions/{number}", response=answers(RevisionOut), summary="查看一份修订")
def show_revision(request: HttpRequest, number: CaseNumber) -> RevisionOut:
    """走到哪一步、每一步的意见、还没有登记的渠道，以及您现在可以做什么（`allowed`）。"""
    return shown(account_of(request), number)


@router.put(
    "/revisions/{number}", response=answers(RevisionOut), summary="写标题和理由（清单管理人员）"
)
def describe_revision(request: HttpRequest, number: CaseNumber, body: Description) -> RevisionOut:
    account = account_of(request)
    describe(
        revision=revision_of(account, number),
        title=body.title,
        grounds=body.grounds,
        specialised=body.specialised,
        by=account,
    )
    return shown(account, number)


@router.post(
    "/revisions/{number}/grounds",
    response=answers(RevisionOut, 201),
    openapi_extra=FILE_BODY,
    summary="附一份依据文件（清单管理人员）",
    description=f"请求体就是文件：PDF、JPEG或者PNG，不超过{MOST}。同一份重复发送，只存一份。",
)
def add_grounds(request: HttpRequest, number: CaseNumber) -> Status[RevisionOut] | HttpResponse:
    account = account_of(request)
    revision = revision_of(account, number)
    # Read from the stream: `body` is bounded for JSON, files may be larger.
    content = request.read(MAXIMUM_BYTES + 1)
    if len(content) > MAXIMUM_BYTES:
        return too_large(request, None)
    digest = Document.of(content, kind="", title="", media_type="").sha256
    with transaction.atomic():
        if not held(revision).grounds_documents.filter(sha256=digest).exists():
            attach_grounds(revision=revision, content=content, by=account)
    return Status(201, shown(account, number))


@router.get(
    "/revisions/{number}/documents/{id}",
    response=answers(None),
    openapi_extra=PDF_ANSWER,
    summary="下载修订所附的一份文件",
)
def fetch_document(request: HttpRequest, number: CaseNumber, id: Id) -> HttpResponse:
    revision = revision_of(account_of(request), number)
    reviewed = Document.objects.filter(pk__in=revision.opinions.values("documents"))
    found = (revision.grounds_documents.all().order_by() | reviewed.order_by()).filter(pk=id)
    document = found.first()
    if document is None:
        raise Http404
    return file(document)


@router.get(
    "/revisions/{number}/history",
    response=answers(Page[MoveOut]),
    summary="查看修订的全部经过",
)
def show_history(request: HttpRequest, number: CaseNumber, paging: Query[Paging]) -> Page[MoveOut]:
    revision = revision_of(account_of(request), number)
    words, steps = states_in_words(revision.policy), steps_in_words(revision)
    return page_of(
        moves.history(KIND, revision.pk),
        paging,
        lambda row: MoveOut(
            act=row.act,
            label=steps.get(row.act) or act_in_words(row.act),
            old=words.get(row.old, ""),
            new=words.get(row.new, ""),
            role=Role(row.role).chinese,
            by=str(row.by) if row.by else "",
            at=row.at,
            reason=row.reason,
            basis=basis_of(row.basis),
        ),
    )


@router.get(
    "/revisions/{number}/findings",
    response=answers(Hindrances),
    summary="提交以前看还差什么",
    description="和提交时查的是同一套；空的就可以提交。承诺书文本的也在里面。",
)
def show_hindrances(request: HttpRequest, number: CaseNumber) -> Hindrances:
    revision = revision_of(account_of(request), number)
    found = hindrances(revision, list(changes_of(revision)))
    return Hindrances(
        ready=found.ready,
        whole=[finding_out(one) for one in found.whole],
        changes=[
            Hindering(change=change, findings=[finding_out(one) for one in findings])
            for change, findings in found.by_change.items()
            if findings
        ],
    )


@router.post(
    "/revisions/{number}/submission",
    response=answers(RevisionOut),
    summary="提交审核（清单管理人员）",
    description="一次说全所有的问题；第二次提交得到409。",
)
def submit_revision(request: HttpRequest, number: CaseNumber) -> RevisionOut:
    account = account_of(request)
    submit(revision=revision_of(account, number), by=account)
    return shown(account, number)


@router.post(
    "/revisions/{number}/abandonment",
    response=answers(RevisionOut),
    summary="不再报送（清单管理人员）",
)
def abandon_revision(request: HttpRequest, number: CaseNumber, body: ReasonIn) -> RevisionOut:
    account = account_of(request)
    abandon(revision=revision_of(account, number), reason=body.reason, by=account)
    return shown(account, number)


def shown(account: Account, number: str) -> RevisionOut:
    """The revision as this account sees it after its act."""
    return revision_out(revision_of(account, number), account)
