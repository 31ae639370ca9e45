"""Look-ups that got no answer: asked again, ever more slowly, and in the end handed to a person."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import AccessReceipt, Move
from nuozheng.gateways.sources.admission import next_day, opens_next
from nuozheng.gateways.sources.protocol import Trouble
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import Result, required_attributes
from nuozheng.law.vocabulary import Role
from nuozheng.verification.comparison import compare_again
from nuozheng.verification.follow import PENDING
from nuozheng.verification.methods import to_person
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.sources.contested import condition_of, open_corrections
from nuozheng.verification.sources.models import LookupStatus, QueuedLookup

FIRST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(hours=12)
AT_ONCE = 200
"""Look-ups of one run; what is left is due at the next."""
_CHINA = ZoneInfo("Asia/Shanghai")


def queue_after_signing(application: Application, row: Move) -> None:
    """Each promise that a source would tell and could not: kept for later answers."""
    commitment = application.commitment
    checks = (one for one in commitment.checks if one["comparisons"])
    if not any(Result(one["result"]) is Result.UNKNOWN for one in checks):
        return
    since = commitment.checked_at or row.at
    failed = failures(application, since - timedelta(minutes=1))
    if not failed:
        return
    tasks = VerificationTask.objects.filter(application=application, status__in=PENDING)
    for task in tasks.select_related("proof__version", "application"):
        queue(task, failed, row.at)


def failures(application: Application, since: datetime) -> dict[str, AccessReceipt]:
    """The last receipt of each source of a case, where it tells that an answer may still come."""
    receipts = AccessReceipt.objects.filter(
        party=application.applicant_id, case_number=application.number, asked_at__gte=since
    ).order_by("pk")
    last = {receipt.source: receipt for receipt in receipts}
    return {name: one for name, one in last.items() if _comes_later(one.trouble)}


def queue(
    task: VerificationTask, failed: dict[str, AccessReceipt], at: datetime
) -> QueuedLookup | None:
    """Keep the task's look-up for later; None where none of its sources failed.

    A look-up that waits already is the same one. A promise is never checked later than its day.
    """
    wanted = required_attributes([condition_of(task)])
    sources = sorted(set(wanted) & set(failed))
    if not sources:
        return None
    waiting = QueuedLookup.objects.filter(task=task, status=LookupStatus.WAITING).first()
    if waiting is not None:
        return waiting
    days = max(registry()[name].retry_days for name in sources)
    last = failed[sources[0]]
    return QueuedLookup.objects.create(
        task=task,
        sources=sources,
        status=LookupStatus.WAITING,
        next_at=next_attempt(sources, {one.trouble for one in failed.values()}, 0, at),
        give_up_at=min(at + timedelta(days), max(_end_of(task), at)),
        trouble=last.trouble,
        problem=last.problem,
        created_at=at,
    )


def next_attempt(
    sources: Iterable[str], troubles: Iterable[str], attempts: int, now: datetime
) -> datetime:
    """When asking again makes sense: after a wait that doubles, in hours, with quota left."""
    moment = now + min(FIRST_WAIT * (1 << min(attempts, 10)), LONGEST_WAIT)
    moment = moment.astimezone(_CHINA)
    if Trouble.QUOTA in set(troubles):
        moment = max(moment, next_day(now.astimezone(_CHINA)))
    for name in sources:
        if (source := registry().get(name)) is not None:
            moment = max(moment, opens_next(source, moment))
    return moment


def ask_due(now: datetime) -> dict[str, int]:
    """Ask everything that is due; how many came to which end. Safe beside other workers."""
    ended: dict[str, int] = {}
    due = QueuedLookup.objects.filter(status=LookupStatus.WAITING, next_at__lte=now)
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:AT_ONCE]):
        if (lookup := _claimed(pk, now)) is not None:
            status = _ask(lookup, now)
            ended[status] = ended.get(status, 0) + 1
    return ended


def _claimed(pk: int, now: datetime) -> QueuedLookup | None:
    """The look-up, its next time already set, so that nobody else asks it; None if somebody did."""
    with transaction.atomic():
        lookup = (
            QueuedLookup.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("task__application__item", "task__proof__version")
            .filter(pk=pk, status=LookupStatus.WAITING, next_at__lte=now)
            .first()
        )
        if lookup is None:
            return None
        lookup.attempts += 1
        lookup.next_at = next_attempt(lookup.sources, (), lookup.attempts, now)
        lookup.save(update_fields=["attempts", "next_at"])
        return lookup


def _ask(lookup: QueuedLookup, now: datetime) -> LookupStatus:
    task = lookup.task
    if task.status not in PENDING:
        return _end(lookup, LookupStatus.DROPPED, now)
    outcome = compare_again(task, by=None, role=Role.SYSTEM, at=now)
    if outcome.is_settled:
        return _end(lookup, LookupStatus.ANSWERED, now)
    failed = failures(task.application, now)
    mine = {name: failed[name] for name in failed if name in lookup.sources}
    if outcome.result is not Result.UNKNOWN or not (mine or open_corrections(task)):
        return _hand_over(lookup, _ANSWERED_OTHERWISE[outcome.result], now)
    if mine:
        last = next(iter(mine.values()))
        lookup.trouble, lookup.problem = last.trouble, last.problem
    if now >= lookup.give_up_at or lookup.next_at > lookup.give_up_at:
        return _hand_over(lookup, f"一直查不到：{lookup.problem}", now)
    troubles = [one.trouble for one in mine.values()]
    lookup.next_at = next_attempt(lookup.sources, troubles, lookup.attempts, now)
    lookup.save(update_fields=["trouble", "problem", "next_at"])
    return LookupStatus.WAITING


_ANSWERED_OTHERWISE = {
    Result.CONTRADICTED: "数据与承诺不一致，请人看过再记结果",
    Result.NOT_MET: "承诺的内容本身不在标准以内，请人看过",
    Result.AMBIGUOUS: "数据对不准，请换办法查",
    Result.NOT_FOUND: "数据源查不到，不等于没有，请换办法查",
    Result.UNKNOWN: "数据源说不清，请换办法查",
    Result.MET: "没有可以比对的数据，请人核查",
}


def _hand_over(lookup: QueuedLookup, reason: str, now: datetime) -> LookupStatus:
    """To a person, with the reason; the task itself stays as open as it was."""
    with transaction.atomic():
        to_person(
            lookup.task,
            reason,
            at=now,
            detail={"attempts": lookup.attempts, "trouble": lookup.trouble},
        )
        lookup.problem = reason[:200]
        return _end(lookup, LookupStatus.TO_PERSON, now)


def _end(lookup: QueuedLookup, status: LookupStatus, now: datetime) -> LookupStatus:
    lookup.status, lookup.ended_at = status, now
    lookup.save(update_fields=["status", "ended_at", "trouble", "problem"])
    return status


def _comes_later(trouble: str) -> bool:
    return bool(trouble) and Trouble(trouble).comes_later


def _end_of(task: VerificationTask) -> datetime:
    """The first moment after the task's last day."""
    after = task.due_on + timedelta(1)
    return timezone.make_aware(datetime(after.year, after.month, after.day), _CHINA)


def waiting_for(task: VerificationTask) -> QueuedLookup | None:
    """The last look-up of a task that is or was kept for later; None where there is none."""
    return QueuedLookup.objects.filter(task=task).order_by("-pk").first()
