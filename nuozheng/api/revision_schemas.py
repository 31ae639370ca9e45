"""A revision of a list as the API shows it: the change, its way, what may be done now."""

from datetime import date, datetime
from typing import Any, Literal

from nuozheng.api.case_schemas import ClockOut, clock_out
from nuozheng.api.entry_schemas import DifferenceOut, difference_out
from nuozheng.api.lookup import today
from nuozheng.api.operations import Operation, operations
from nuozheng.api.schemas import Basis, FindingOut, Out, basis_of, finding_out
from nuozheng.catalogue.duties.with_letters import papers_left
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.publish import SUBJECTS, channels_left
from nuozheng.catalogue.revision.actions.review import present_step
from nuozheng.catalogue.revision.comparison import differences
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.examination import checklist_of
from nuozheng.catalogue.revision.models import Announcement, Change, Opinion, Revision
from nuozheng.documents.models import Document
from nuozheng.evidence import deadlines
from nuozheng.law.policy import Policy
from nuozheng.law.review import (
    ABANDONED,
    APPROVED,
    DRAFT,
    FILED,
    PARTLY_PUBLISHED,
    PASS,
    PUBLISHED,
    RETURN,
    status_in_words,
    table,
    waiting_at,
)
from nuozheng.parties.models import Account

KIND = "revision"


class RevisionSummary(Out):
    """A revision in a list."""

    number: str
    place: str
    agency: str
    kind: Literal["list", "adjustment"]
    title: str
    status: str
    status_text: str
    opened_at: datetime
    submitted_at: datetime | None
    published_on: date | None
    effective_from: date | None


class DocumentOut(Out):
    """A document of a revision; its bytes at `revisions/{number}/documents/{id}`."""

    id: int
    title: str
    sha256: str


class StepOut(Out):
    """A step of the place's chain; `present` is the one that is waited for."""

    step: str
    title: str
    role: str
    role_text: str
    documents: list[str]
    present: bool
    basis: list[Basis]


class PointOut(Out):
    """One thing to mend; `change` is null where it is about the whole."""

    change: int | None
    what: str


class OpinionOut(Out):
    """What was said at a step, in which round."""

    round: int
    step: str
    outcome: Literal["passed", "returned"]
    text: str
    points: list[PointOut]
    document_number: str
    documents: list[DocumentOut]
    agency: str
    by: str
    at: datetime


class ChannelOut(Out):
    """A channel that the place demands."""

    subject: Literal["list", "template"]
    subject_text: str
    channel: str


class PaperLeftOut(Out):
    """A paper of the unit without which the publication is not complete."""

    what: str
    basis: list[Basis]


class AnnouncedOut(ChannelOut):
    """Where and when a channel carried it."""

    place: str
    on: date


class RevisionOut(RevisionSummary):
    """A revision whole, with what this caller may do now; its entries at `…/changes`."""

    grounds: str
    grounds_documents: list[DocumentOut]
    event_on: date | None
    specialised: bool
    retains: bool
    round: int
    opened_by: str
    changes: int
    steps: list[StepOut]
    opinions: list[OpinionOut]
    announced: list[AnnouncedOut]
    channels_left: list[ChannelOut]
    papers_left: list[PaperLeftOut]
    filed_on: date | None
    filing_receipt: str
    clocks: list[ClockOut]
    roles: list[str]
    allowed: list[Operation]


class ChangeOut(Out):
    """One entry that is added, changed or removed: its whole text and what differs."""

    id: int
    position: int
    kind: Literal["add", "change", "remove"]
    entry: int | None
    item: str
    proof: str
    content: dict[str, Any]
    differences: list[DifferenceOut]
    reason: str
    origin: str
    checklist: dict[str, Any] | None
    checked_by: str | None
    checked_at: datetime | None
    findings: list[FindingOut]


def revision_summary(row: Revision) -> RevisionSummary:
    """Needs catalogue and agency loaded."""
    return RevisionSummary(
        number=row.number,
        place=row.catalogue.slug,
        agency=row.agency.name,
        kind="adjustment" if row.kind == "adjustment" else "list",
        title=row.title,
        status=row.status,
        status_text=row.status_in_words,
        opened_at=row.opened_at,
        submitted_at=row.submitted_at,
        published_on=row.published_on,
        effective_from=row.effective_from,
    )


def revision_out(row: Revision, account: Account) -> RevisionOut:
    """The revision as this account sees it now."""
    roles = access.roles_in(account, row, today())
    opinions = row.opinions.select_related("by", "agency").prefetch_related("documents")
    return RevisionOut(
        **revision_summary(row).model_dump(),
        grounds=row.grounds,
        grounds_documents=[document_out(one) for one in row.grounds_documents.defer("content")],
        event_on=row.event_on,
        specialised=row.specialised,
        retains=row.retains,
        round=row.round,
        opened_by=str(row.opened_by),
        changes=row.changes.count(),
        steps=steps_out(row),
        opinions=[opinion_out(one) for one in opinions],
        announced=[announced_out(one) for one in row.announcements.all()],
        channels_left=[channel_out(subject, channel) for subject, channel in channels_left(row)],
        papers_left=[
            PaperLeftOut(what=one.what, basis=basis_of(one.clauses)) for one in papers_left(row)
        ],
        filed_on=row.filed_on,
        filing_receipt=row.filing_receipt,
        clocks=[clock_out(one, today()) for one in deadlines.running(KIND, row.pk)],
        roles=[role.value for role in roles],
        allowed=operations(table(row.policy, row.facts), row.status, roles, row.number),
    )


def steps_out(row: Revision) -> list[StepOut]:
    """The chain that this revision goes."""
    present = present_step(row)
    return [
        StepOut(
            step=one.key,
            title=one.label,
            role=one.role.value,
            role_text=one.role.chinese,
            documents=list(one.documents),
            present=one == present,
            basis=basis_of(one.clause),
        )
        for one in row.steps
    ]


def opinion_out(row: Opinion) -> OpinionOut:
    return OpinionOut(
        round=row.round,
        step=row.step,
        outcome="passed" if row.outcome == "passed" else "returned",
        text=row.text,
        points=[PointOut(**one) for one in row.points],
        document_number=row.document_number,
        documents=[document_out(one) for one in row.documents.all()],
        agency=row.agency.name,
        by=str(row.by),
        at=row.at,
    )


def document_out(row: Document) -> DocumentOut:
    return DocumentOut(id=row.pk, title=row.title, sha256=row.sha256)


def channel_out(subject: str, channel: str) -> ChannelOut:
    return ChannelOut(
        subject="template" if subject == "template" else "list",
        subject_text=SUBJECTS[subject],
        channel=channel,
    )


def announced_out(row: Announcement) -> AnnouncedOut:
    which = channel_out(row.subject, row.channel).model_dump()
    return AnnouncedOut(**which, place=row.place, on=row.on)


def change_out(row: Change) -> ChangeOut:
    """Needs base, its entry, item and proof, and the signer loaded."""
    content = EntryContent.model_validate(row.content)
    before = content_of(row.base) if row.base else None
    signed = checklist_of(row)
    return ChangeOut(
        id=row.pk,
        position=row.position,
        kind="add" if row.kind == "add" else "remove" if row.kind == "remove" else "change",
        entry=row.entry_id,
        item=content.item.name,
        proof=content.proof.name,
        content=row.content,
        differences=[
            difference_out(one)
            for one in (differences(before, content) if row.kind == "change" else ())
        ],
        reason=row.reason,
        origin=row.origin,
        checklist=signed.model_dump(mode="json") if signed else None,
        checked_by=str(row.checked_by) if row.checked_by else None,
        checked_at=row.checked_at,
        findings=[finding_out(stored) for stored in row.findings],
    )


def states_in_words(policy: Policy) -> dict[str, str]:
    """Every status that a revision of this place can have had, as its history names it."""
    steps = (*policy.listing.review_chain.value, *policy.listing.change_chain.value)
    ends = (DRAFT, APPROVED, PARTLY_PUBLISHED, PUBLISHED, FILED, ABANDONED)
    states = (*map(waiting_at, steps), *ends)
    return {state: status_in_words(state, steps) for state in states}


def steps_in_words(row: Revision) -> dict[str, str]:
    """What its place calls each act of a step; its own chain where two chains name it otherwise."""
    listing = row.policy.listing
    steps = (*listing.review_chain.value, *listing.change_chain.value, *row.steps)
    said = ((PASS, "通过"), (RETURN, "退回修改"))
    return {f"{act}{one.key}": f"{one.label}：{word}" for one in steps for act, word in said}
