"""Hand a revision in, and what each reviewer says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.draft import latest_versions
from nuozheng.catalogue.revision.examination import Examined, checklist_of, examine_revision
from nuozheng.catalogue.revision.models import Change, Opinion, Revision
from nuozheng.catalogue.wording.obstacles import letter_obstacles, quality_obstacles
from nuozheng.documents.uploads import received
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.policy.review_step import ReviewStep
from nuozheng.law.review import PASS, RETURN, table, waiting_at
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account, Agency, Membership, in_force


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to mend: of one change, or of the whole where `change` is None."""

    what: str
    change: int | None = None


def submit(*, revision: Revision, by: Account) -> Revision:
    """Hand in a draft that holds everything its place demands.

    Whether it is specialised and whether it keeps a proof is fixed here: that decides the chain.
    Errors: Refused, with every obstacle of every entry at once.
    """
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        changes = list(held.changes.select_related("base", "entry"))
        held.specialised = held.specialised or any(
            (signed := checklist_of(one)) is not None and signed.specialised for one in changes
        )
        held.retains = any(_retains(one) for one in changes)
        moves = table(held.policy, held.facts)
        roles = access.roles_in(by, held, timezone.localdate())
        role = must_be_allowed(moves, "submit", held.status, roles)
        if found := hindrances(held, changes).findings():
            raise Refused(*found)
        held.round += 1
        held.submitted_at = timezone.now()
        move(
            held,
            moves,
            "submit",
            by=by,
            role=role,
            at=held.submitted_at,
            detail={"round": held.round, "changes": len(changes)},
            changed=("specialised", "retains", "round", "submitted_at"),
        )
    return held


def hindrances(revision: Revision, changes: Sequence[Change]) -> Examined:
    """Everything that keeps a draft from being handed in now, its letters included."""
    found = examine_revision(revision, changes)
    whole = (*found.whole, *_overtaken(changes), *letter_obstacles(revision))
    return Examined(whole, found.by_change)


def opine(
    *,
    revision: Revision,
    outcome: Literal["passed", "returned"],
    text: str,
    by: Account,
    points: Sequence[Point] = (),
    document_number: str = "",
    documents: Mapping[str, bytes] | None = None,
) -> Opinion:
    """Say at the present step that it may go on, or what exactly has to be mended.

    `documents` are files by what they are; those that the step demands must be there to pass.
    Errors: Refused, also for whoever drafted or signed any of it.
    """
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        step = _present(held)
        moves = table(held.policy, held.facts)
        act = (PASS if outcome == "passed" else RETURN) + step.key
        roles = access.roles_in(by, held, timezone.localdate())
        role = must_be_allowed(moves, act, held.status, roles)
        _nobody_reviews_their_own(held, by, step)
        said = _said(held, step, outcome, text, points, documents or {})
        opinion = Opinion.objects.create(
            revision=held,
            round=held.round,
            step=step.key,
            outcome=outcome,
            text=said,
            points=_checked_points(held, points),
            document_number=document_number.strip()[:80],
            agency=_acting_for(held, by, role),
            at=timezone.now(),
            by=by,
        )
        _attach(opinion, step, documents or {}, opinion.at, by)
        move(
            held,
            moves,
            act,
            by=by,
            role=role,
            at=opinion.at,
            reason=said if outcome == "returned" else "",
            basis=step.clause,
            detail={"opinion": opinion.pk, "round": held.round},
        )
    return opinion


def present_step(revision: Revision) -> ReviewStep | None:
    """The step that a revision waits for; None before and after review."""
    return next((s for s in revision.steps if waiting_at(s) == revision.status), None)


def _present(revision: Revision) -> ReviewStep:
    step = present_step(revision)
    if step is None:
        raise Refused.because(
            "nothing_to_review",
            f"这份修订{revision.status_in_words}，现在没有要审核的。",
            cure="请刷新页面，看最新的状态；也可能是别人刚刚办过了。",
        )
    return step


def _retains(change: Change) -> bool:
    return change.kind != "remove" and (
        change.content.get("substitution") == Substitution.RETAINED.value
    )


def _overtaken(changes: Sequence[Change]) -> list[Finding]:
    """Changes written against a version that is no longer the latest."""
    based = [one for one in changes if one.entry_id is not None and one.base_id is not None]
    latest = latest_versions([one.entry_id for one in based if one.entry_id is not None])
    return [
        Finding(
            "written_against_an_old_version",
            Outcome.NOT_MET,
            f"第{one.position}项“{one.content['proof']['name']}”写的时候依据的版本已经变了。",
            cure="打开这一项，对照现行版本再改一次。",
        )
        for one in based
        if one.entry_id is not None and latest[one.entry_id].pk != one.base_id
    ]


def _nobody_reviews_their_own(revision: Revision, by: Account, step: ReviewStep) -> None:
    drafted = revision.opened_by_id == by.pk or revision.changes.filter(checked_by=by).exists()
    if drafted:
        raise Refused.because(
            "drafter_cannot_review",
            "这份修订是您起草或者核对的，不能由您自己审核。",
            *step.clause,
            cure="请另一位有审核职责的人员来看。",
        )


def _said(
    revision: Revision,
    step: ReviewStep,
    outcome: str,
    text: str,
    points: Sequence[Point],
    documents: Mapping[str, bytes],
) -> str:
    said = written(text, "审核意见")
    found = quality_obstacles(revision) if outcome == "passed" else []
    if not said:
        found.append(
            Finding(
                "opinion_empty", Outcome.NOT_MET, "没有写审核意见。", step.clause,
                cure="写明意见；退回的，写明为什么。",
            )
        )  # fmt: skip
    if outcome == "returned" and not any(point.what.strip() for point in points):
        found.append(
            Finding(
                "nothing_to_mend", Outcome.NOT_MET, "退回要逐条写明改什么。", step.clause,
                cure="至少写一条：哪一项、改成什么。",
            )
        )  # fmt: skip
    if outcome == "passed":
        found += [
            Finding(
                "document_missing", Outcome.NOT_MET, f"缺少“{name}”。", step.clause,
                cure=f"上传“{name}”（PDF或照片）。",
            )
            for name in step.documents
            if not documents.get(name)
        ]  # fmt: skip
    if found:
        raise Refused(*found)
    return said


def _checked_points(revision: Revision, points: Sequence[Point]) -> list[dict[str, Any]]:
    known = set(revision.changes.values_list("pk", flat=True))
    kept = [point for point in points if point.what.strip()]
    if any(point.change is not None and point.change not in known for point in kept):
        raise Refused.because(
            "point_of_another", "要改的那一项不在这份修订里。", cure="请刷新页面再写。"
        )
    return [{"change": one.change, "what": written(one.what, "要改的")} for one in kept]


def _attach(
    opinion: Opinion,
    step: ReviewStep,
    documents: Mapping[str, bytes],
    at: datetime,
    by: Account,
) -> None:
    for name, content in documents.items():
        if not content:
            continue
        document = received(content, kind="review", title=f"{name}（{step.label}）"[:200])
        document.created_at, document.created_by = at, by
        document.save()
        opinion.documents.add(document)


def _acting_for(revision: Revision, by: Account, role: Role) -> Agency:
    """The agency for which the reviewer speaks: the revision's own, else where the post is."""
    if role in access.OWN:
        return revision.agency
    post = (
        Membership.objects.filter(
            in_force(timezone.localdate()),
            account=by,
            role=role.value,
            agency__jurisdiction=revision.catalogue.jurisdiction_id,
        )
        .select_related("agency")
        .order_by("agency_id")
    )
    return post[0].agency
