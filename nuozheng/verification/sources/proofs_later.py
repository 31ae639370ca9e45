"""Proofs whose shared data were not to be had when the case was opened: asked for again later.

The office need not wait: whoever files an agency's answer by hand settles the proof as before.
"""

from datetime import datetime, timedelta

from django.db import transaction

from nuozheng.applications.actions.obtain import obtain_from_sources
from nuozheng.applications.declaration import proofs_of
from nuozheng.applications.disposal import ToldNow, told_now, wanted_for
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.applications.sources import ask_about
from nuozheng.evidence.models import Move
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import AnswerStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.verification.sources.later import AT_ONCE, next_attempt
from nuozheng.verification.sources.models import LookupStatus, QueuedProof


def queue_proofs(application: Application, row: Move) -> None:
    """Each proof of the case that shared data should meet and whose source was silent."""
    open_ones = [
        proof.pk
        for proof in proofs_of(application)
        if proof.way is Substitution.DATA_SHARING and proof.status == ProofStatus.AWAITING_AGENCY
    ]
    if not open_ones:
        return
    for proof in DisposedProof.objects.filter(pk__in=open_ones).select_related("version"):
        said = proof.obtained.get("sources", {})
        if AnswerStatus.UNAVAILABLE.value not in said.values():
            continue
        names = sorted(name for name in said if name in registry())
        days = max((registry()[name].retry_days for name in names), default=1)
        QueuedProof.objects.get_or_create(
            proof=proof,
            status=LookupStatus.WAITING,
            defaults={
                "next_at": next_attempt(names, (), 0, row.at),
                "give_up_at": row.at + timedelta(days),
                "created_at": row.at,
            },
        )


def ask_due_proofs(now: datetime) -> dict[str, int]:
    """Ask for everything that is due; how many came to which end. Safe beside other workers."""
    ended: dict[str, int] = {}
    due = QueuedProof.objects.filter(status=LookupStatus.WAITING, next_at__lte=now)
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:AT_ONCE]):
        if (queued := _claimed(pk, now)) is not None:
            status = _ask(queued, now)
            ended[status] = ended.get(status, 0) + 1
    return ended


def _claimed(pk: int, now: datetime) -> QueuedProof | None:
    """The proof, its next time already set, so that nobody else asks; None if somebody did."""
    with transaction.atomic():
        queued = (
            QueuedProof.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("proof__version", "proof__application__item")
            .filter(pk=pk, status=LookupStatus.WAITING, next_at__lte=now)
            .first()
        )
        if queued is None:
            return None
        queued.attempts += 1
        names = [name for name in queued.proof.obtained.get("sources", {}) if name in registry()]
        queued.next_at = next_attempt(names, (), queued.attempts, now)
        queued.save(update_fields=["attempts", "next_at"])
        return queued


def _ask(queued: QueuedProof, now: datetime) -> LookupStatus:
    proof = queued.proof
    if proof.status != ProofStatus.AWAITING_AGENCY:
        return _end(queued, LookupStatus.DROPPED, now)
    told = _told(proof, now)
    if told.is_silent and now < queued.give_up_at and queued.next_at <= queued.give_up_at:
        return LookupStatus.WAITING
    status = obtain_from_sources(proof=proof, told=told, at=now)
    if status is None:
        return _end(queued, LookupStatus.DROPPED, now)
    whole = status is ProofStatus.SETTLED
    return _end(queued, LookupStatus.ANSWERED if whole else LookupStatus.TO_PERSON, now)


def _told(proof: DisposedProof, now: datetime) -> ToldNow:
    application = proof.application
    answers = ask_about(
        application,
        wanted_for(proof.version, application.applicant.kind),
        purpose="上次没有查成，再查一次，代替申请人提交证明",
        basis=application.policy.scope.dispositions.clause,
        by=None,
        at=now,
    )
    return told_now(application, proof.version, answers)


def _end(queued: QueuedProof, status: LookupStatus, now: datetime) -> LookupStatus:
    queued.status, queued.ended_at = status, now
    queued.save(update_fields=["status", "ended_at"])
    return status
