"""Revisions as rows of a table, and the course of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nuozheng.catalogue.revision.models import Opinion, Revision
from nuozheng.law.review import (
    ABANDONED,
    APPROVED,
    DRAFT,
    FILED,
    PARTLY_PUBLISHED,
    PUBLISHED,
    files_after_publication,
    waiting_at,
)
from nuozheng.web.parts import Step, StepState

_SHAPE = {PUBLISHED: "ok", FILED: "ok", ABANDONED: ""}


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision of a table."""

    revision: Revision
    changes: int
    shape: str
    state: str


def revision_rows(revisions: Iterable[Revision]) -> list[RevisionRow]:
    """Rows for revisions that carry their number of changes as `changed`."""
    return [
        RevisionRow(one, getattr(one, "changed", 0), shape_of(one), one.status_in_words)
        for one in revisions
    ]


def shape_of(revision: Revision) -> str:
    """Which mark stands before its state."""
    return _SHAPE.get(revision.status, "wait")


def course_of(revision: Revision, opinions: Sequence[Opinion]) -> list[Step]:
    """The chain as steps: done with its opinion, the present one, those to come."""
    said = {one.step: one for one in opinions if one.round == revision.round}
    over = revision.status in (APPROVED, PARTLY_PUBLISHED, PUBLISHED, FILED)
    steps = [
        Step(
            title=_("起草、核对范围"),
            state=StepState.NOW if revision.status == DRAFT else StepState.DONE,
            when=revision.submitted_at,
            detail=str(revision.opened_by),
        )
    ]
    for step in revision.steps:
        opinion = said.get(step.key)
        passed = opinion is not None and opinion.outcome == "passed"
        now = revision.status == waiting_at(step)
        steps.append(
            Step(
                title=step.label,
                state=StepState.NOW
                if now
                else (StepState.DONE if passed or over else StepState.NEXT),
                when=opinion.at if opinion and passed else None,
                detail=_signed(opinion) if opinion and passed else step.role.chinese,
                basis=step.clause,
            )
        )
    return [*steps, *_afterwards(revision)]


def _afterwards(revision: Revision) -> list[Step]:
    listing = revision.policy.listing
    published = revision.published_on is not None
    complete = revision.status in (PUBLISHED, FILED)
    now = revision.status in (APPROVED, PARTLY_PUBLISHED)
    steps = [
        Step(
            title=_("公布"),
            state=StepState.DONE if complete else (StepState.NOW if now else StepState.NEXT),
            when=revision.published_on if published else None,
            detail="、".join(listing.list_channels.value),
            basis=listing.list_channels.clause,
        )
    ]
    if files_after_publication(revision.policy):
        steps.append(
            Step(
                title=_("报备"),
                state=StepState.DONE
                if revision.status == FILED
                else (StepState.NOW if complete else StepState.NEXT),
                when=revision.filed_on,
                detail=listing.filing_recipient.value,
                basis=listing.filing_recipient.clause,
            )
        )
    return steps


def _signed(opinion: Opinion) -> str:
    number = f"，{opinion.document_number}" if opinion.document_number else ""
    return f"{opinion.agency.short_name}，{opinion.by}{number}"
