"""What reviewers say of a revision; its publication, channel by channel, and its filing."""

from datetime import date
from typing import Annotated, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Base64Bytes, Field

from nuozheng.api.authentication import account_of
from nuozheng.api.responses import answers
from nuozheng.api.revision_lookup import held, revision_of
from nuozheng.api.revision_schemas import RevisionOut
from nuozheng.api.revisions import shown
from nuozheng.api.schemas import Body, CaseNumber, Id, Key, Line, Text
from nuozheng.catalogue.revision.actions.publish import announce, file_upward, publish
from nuozheng.catalogue.revision.actions.review import Point, opine, present_step
from nuozheng.law.findings import Refused

router = Router(tags=["审核和公布清单"])

# Several in one call: base64 of 1 MB altogether, within the bound on a request's data.
Paper = Annotated[Base64Bytes, Field(max_length=2**20)]


class PointIn(Body):
    """One thing to mend, of one change or of the whole."""

    change: Id | None = None
    what: Text


class OpinionIn(Body):
    """`step` is the step that is spoken on, so that nothing is said twice by mistake.

    `documents` are files by what they are, as the step names them: PDF, JPEG or PNG as Base64.
    """

    step: Key
    outcome: Literal["passed", "returned"]
    text: Text
    points: list[PointIn] = Field(default=[], max_length=200)
    document_number: Annotated[Line, Field(max_length=80)] = ""
    documents: dict[Line, Paper] = Field(default={}, max_length=10)


class PublicationIn(Body):
    """The day from which the changes are in force."""

    effective_from: date


class AnnouncementIn(Body):
    """Where and when a channel carried it."""

    subject: Literal["list", "template"]
    channel: Line
    place: Text
    on: date


class FilingIn(Body):
    """When it was filed, and the receipt."""

    on: date
    receipt: Line


@router.post(
    "/revisions/{number}/opinions",
    response=answers(RevisionOut, 201),
    summary="这一步：通过，或者退回写明改哪里（审核人员）",
    description="`step`已经有人办过的得到409。起草、签名核对的人不能审核。",
)
def give_opinion(request: HttpRequest, number: CaseNumber, body: OpinionIn) -> Status[RevisionOut]:
    account = account_of(request)
    revision = revision_of(account, number)
    with transaction.atomic():
        now = held(revision)
        present = present_step(now)
        if present is not None and present.key != body.step:
            raise Refused.because(
                "step_passed",
                f"这份修订现在{now.status_in_words}，不在您写的那一步。",
                *present.clause,
                cure="重新查看修订，看现在到哪一步。",
            )
        opine(
            revision=revision,
            outcome=body.outcome,
            text=body.text,
            points=[Point(one.what, one.change) for one in body.points],
            document_number=body.document_number,
            documents=body.documents,
            by=account,
        )
    return Status(201, shown(account, number))


@router.post(
    "/revisions/{number}/publication",
    response=answers(RevisionOut),
    summary="公布（公布的人）",
    description="写明施行日期；承诺书文本和办事指南一并公布。",
)
def publish_revision(request: HttpRequest, number: CaseNumber, body: PublicationIn) -> RevisionOut:
    account = account_of(request)
    publish(revision=revision_of(account, number), effective_from=body.effective_from, by=account)
    return shown(account, number)


@router.post(
    "/revisions/{number}/announcements",
    response=answers(RevisionOut, 201),
    summary="登记一个公布渠道",
    description="还没有登记的在`channels_left`里；每个渠道登记一次。",
)
def announce_revision(
    request: HttpRequest, number: CaseNumber, body: AnnouncementIn
) -> Status[RevisionOut]:
    account = account_of(request)
    announce(
        revision=revision_of(account, number),
        subject=body.subject,
        channel=body.channel,
        place=body.place,
        on=body.on,
        by=account,
    )
    return Status(201, shown(account, number))


@router.post("/revisions/{number}/filing", response=answers(RevisionOut), summary="登记报备和回执")
def file_revision(request: HttpRequest, number: CaseNumber, body: FilingIn) -> RevisionOut:
    account = account_of(request)
    file_upward(revision=revision_of(account, number), on=body.on, receipt=body.receipt, by=account)
    return shown(account, number)
