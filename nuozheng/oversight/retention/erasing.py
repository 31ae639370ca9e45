"""What each rule deletes, of one case or of everybody."""

from collections.abc import Callable, Mapping
from datetime import date

from django.contrib.sessions.models import Session
from django.utils import timezone

from nuozheng.applications.models import Application, Commitment, CommitmentStatus, DisposedProof
from nuozheng.documents.models import Document
from nuozheng.evidence.log.adding import forget
from nuozheng.law.policy.around import KeepRule
from nuozheng.law.retention import because
from nuozheng.law.vocabulary import Role
from nuozheng.verification.inspections.models import VisitPaper

OfCase = Callable[[Application, KeepRule, bool], int]


def blank_draft(case: Application, _rule: KeepRule, do: bool) -> int:
    """What was typed and fetched for a case that was never handed in."""
    drafts = Commitment.objects.filter(application=case, status=CommitmentStatus.DRAFT)
    count = 0
    for draft in drafts:
        if draft.entered or draft.declared or draft.checks or draft.insists:
            count += 1
            draft.entered, draft.declared, draft.checks, draft.insists = {}, {}, [], None
            if do:
                draft.save(update_fields=["entered", "declared", "checks", "insists"])
    return count + delete_answers(case, _rule, do)


def delete_answers(case: Application, _rule: KeepRule, do: bool) -> int:
    """The values that sources gave; which source answered when stays with the proof."""
    held = DisposedProof.objects.filter(application=case, fetched__isnull=False)
    return held.update(fetched=None) if do else held.count()


def blank_places(case: Application, _rule: KeepRule, do: bool) -> int:
    """Where the photos of a visit were taken."""
    papers = VisitPaper.objects.filter(record__visit__checks__task__application=case).distinct()
    placed = [paper for paper in papers if paper.place]
    for paper in placed if do else ():
        paper.place = {}
        paper.save(update_fields=["place"])
    return len(placed)


def blank_uploads(case: Application, rule: KeepRule, do: bool) -> int:
    """The bytes of what was handed in; title, size and digests stay, the log forgets its salt."""
    held = [
        document
        for document in Document.objects.filter(pk__in=case.proofs.values("document"))
        if not document.is_erased and not document.is_ours
    ]
    for document in held if do else ():
        document.content = b""
        document.save(update_fields=["content"])
        forget(
            document.kind,
            str(document.pk),
            by=None,
            role=Role.SYSTEM,
            at=timezone.now(),
            reason=because(rule),
        )
    return len(held)


def end_visits(today: date, do: bool) -> int:
    """Sessions that have run out."""
    over = Session.objects.filter(expire_date__lt=timezone.now())
    return over.delete()[0] if do else over.count()


OF_CASE: Mapping[str, OfCase] = {
    "drafts": blank_draft,
    "answers": delete_answers,
    "photos": blank_places,
    "uploads": blank_uploads,
}
