"""What the page of a revision shows: the change, not the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from nuozheng.catalogue.duties.with_letters import papers_left
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.publish import SUBJECTS, channels_left
from nuozheng.catalogue.revision.actions.review import present_step
from nuozheng.catalogue.revision.comparison import Difference, differences
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.examination import checklist_of, examine_revision
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.catalogue.wording.obstacles import letter_obstacles
from nuozheng.evidence import deadlines
from nuozheng.law.findings import Finding
from nuozheng.law.listing import Checklist
from nuozheng.law.review import APPROVED, DRAFT, table
from nuozheng.law.vocabulary import Role
from nuozheng.web.clocks import clock_of
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.lists.revision_forms import RevisionForms
from nuozheng.web.desk.lists.rows import course_of, shape_of

KIND = "revision"
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change with what differs, what stands in its way and what is to be mended."""

    change: Change
    content: EntryContent
    differing: list[Difference]
    obstacles: Sequence[Finding]
    checklist: Checklist | None
    to_mend: list[str]
    typed_point: str

    @classmethod
    def of(
        cls, change: Change, obstacles: Sequence[Finding], to_mend: list[str], typed_point: str
    ) -> "ChangeRow":
        content = EntryContent.model_validate(change.content)
        before = content_of(change.base) if change.base else None
        return cls(
            change=change,
            content=content,
            differing=differences(before, content) if change.kind == "change" else [],
            obstacles=obstacles,
            checklist=checklist_of(change),
            to_mend=to_mend,
            typed_point=typed_point,
        )


def revision_context(revision: Revision, desk: Desk, typed: RevisionForms) -> dict[str, Any]:
    """Everything on the page; a reader sees only what their posts may do."""
    roles = access.roles_in(desk.account, revision, desk.today)
    moves = table(revision.policy, revision.facts)
    possible = {rule.act for role in roles for rule in moves.allowed(revision.status, role)}
    opinions = list(revision.opinions.select_related("by", "agency").prefetch_related("documents"))
    changes = list(
        revision.changes.select_related("base__entry__item", "base__entry__proof", "checked_by")[
            :MOST_SHOWN
        ]
    )
    examined = examine_revision(revision, changes) if revision.status == DRAFT else None
    whole = (*examined.whole, *letter_obstacles(revision)) if examined else ()
    mend = _to_mend(revision, opinions)
    step = present_step(revision)
    return {
        "revision": revision,
        "forms": typed,
        "shape": shape_of(revision),
        "state": revision.status_in_words,
        "steps": course_of(revision, opinions),
        "rows": [
            ChangeRow.of(
                one,
                examined.by_change[one.pk] if examined else (),
                mend.get(one.pk, []),
                typed.typed_point(str(one.pk)),
            )
            for one in changes
        ],
        "changes_total": revision.changes.count(),
        "whole": whole,
        "ready": examined is not None and examined.ready and not whole,
        "mend_whole": mend.get(None, []),
        "typed_whole": typed.typed_point("whole"),
        "opinions": opinions,
        "step": step,
        "may_edit": revision.status == DRAFT and Role.CATALOGUE_KEEPER in roles,
        "may_review": step is not None and f"pass_{step.key}" in possible,
        "may_publish": "publish" in possible,
        "may_announce": "announce" in possible,
        "may_file": "file" in possible,
        "recipient": revision.policy.listing.filing_recipient,
        "left": [(SUBJECTS[subject], channel) for subject, channel in channels_left(revision)],
        "papers_left": papers_left(revision),
        "announcements": [
            (SUBJECTS[one.subject], one) for one in revision.announcements.select_related("by")
        ],
        "is_public": revision.status not in (DRAFT, APPROVED) and revision.published_on,
        "deadlines": [clock_of(one, desk.today) for one in deadlines.running(KIND, revision.pk)],
        "grounds": list(revision.grounds_documents.all()),
        "history": happened({KIND: [revision.pk]}),
        "pass_label": step.label if step else "",
    }


def _to_mend(revision: Revision, opinions: Sequence[Any]) -> dict[int | None, list[str]]:
    """What the last return asked for, while the draft is being mended."""
    if revision.status != DRAFT or not opinions or opinions[-1].outcome != "returned":
        return {}
    found: dict[int | None, list[str]] = {}
    for point in opinions[-1].points:
        found.setdefault(point["change"], []).append(point["what"])
    return found
