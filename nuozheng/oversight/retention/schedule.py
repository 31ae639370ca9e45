"""The nightly run over every rule of every place, and what it would do tonight."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Count, DateTimeField, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import Erasure, Move, StaffLook
from nuozheng.evidence.moves import locked
from nuozheng.law.policy import load_policy
from nuozheng.law.policy.around import KeepRule
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.retention import CLOSED, NEVER_HANDED_IN, because, last_day_before, must_wait
from nuozheng.oversight.retention.erasing import OF_CASE, end_visits
from nuozheng.oversight.retention.holds import needed_for


@dataclass(frozen=True, slots=True)
class Erased:
    """What a rule does, or would do; `waits` says why it doesn't yet."""

    rule: KeepRule
    count: int
    case_number: str = ""
    waits: str = ""


def run(today: date, *, do: bool = True) -> Iterator[Erased]:
    """Every rule, case by case, each in its own transaction; without `do` nothing is changed."""
    for key in (
        Application.objects.order_by("policy_key").values_list("policy_key", flat=True).distinct()
    ):
        for rule in load_policy(key).retention.rules.value:
            if rule.key in OF_CASE:
                yield from _of_cases(rule, key, today, do)
    for rule in load_policy("cn").retention.rules.value:
        if rule.key == "visits":
            yield from _told(rule, end_visits(today, do), do)
        elif rule.key == "looks":
            yield from _looks(rule, today, do)


def _of_cases(rule: KeepRule, policy_key: str, today: date, do: bool) -> Iterator[Erased]:
    cases = _had_their_time(rule, today).filter(policy_key=policy_key).order_by("pk")
    for pk in list(cases.values_list("pk", flat=True)):
        with transaction.atomic():
            case = locked(Application, pk)
            count = OF_CASE[rule.key](case, rule, False)
            waits = must_wait(needed_for(case)) if count else ""
            if count and do and not waits:
                OF_CASE[rule.key](case, rule, True)
                _tell(rule, count, case.applicant_id, case.number)
        if count:
            yield Erased(rule, count, case.number, waits)


def _had_their_time(rule: KeepRule, today: date) -> QuerySet[Application]:
    """Cases whose event lies far enough back; the end of a case is its last move."""
    before = _end_of(last_day_before(rule, today))
    if rule.after == "opened":
        return Application.objects.filter(status__in=NEVER_HANDED_IN, opened_at__lte=before)
    moves = Move.objects.filter(kind=APPLICATION.kind, record_id=OuterRef("pk"))
    ended = moves.values("record_id").annotate(last=Max("at")).values("last")
    return Application.objects.annotate(
        ended_at=Subquery(ended, output_field=DateTimeField())
    ).filter(status__in=CLOSED, ended_at__lte=before)


def _looks(rule: KeepRule, today: date, do: bool) -> Iterator[Erased]:
    old = StaffLook.objects.filter(day__lte=last_day_before(rule, today))
    by_party = old.order_by("party").values_list("party").annotate(n=Count("pk"))
    for party_id, count in list(by_party):
        with transaction.atomic():
            if do:
                old.filter(party=party_id).delete()
                _tell(rule, count, party_id, "")
        yield Erased(rule, count)


def _told(rule: KeepRule, count: int, do: bool) -> Iterator[Erased]:
    if count:
        if do:
            _tell(rule, count, None, "")
        yield Erased(rule, count)


def _tell(rule: KeepRule, count: int, party_id: int | None, case_number: str) -> None:
    Erasure.objects.create(
        rule=rule.key,
        title=rule.title,
        deed=rule.deed,
        party_id=party_id,
        case_number=case_number,
        count=count,
        reason=because(rule),
        basis=list(rule.clause),
        at=timezone.now(),
    )


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
