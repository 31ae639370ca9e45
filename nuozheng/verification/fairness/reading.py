"""Every night: the test of each place is made, kept, and an alarm raised where it is unequal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append
from nuozheng.law.fairness.comparison import (
    SILENT_DAYS,
    WINDOW_DAYS,
    Comparison,
    Kind,
    compare,
)
from nuozheng.law.fairness.moves import FAIRNESS_ALARM, FairnessStatus
from nuozheng.law.policy import Policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Jurisdiction
from nuozheng.verification.fairness.counting import count_cases, looked_at
from nuozheng.verification.fairness.models import FairnessAlarm, FairnessReading
from nuozheng.verification.places import policy_of


def read_places(today: date) -> int:
    """Make and keep the test of every place with cases; how many. Twice a day is once."""
    since = today - timedelta(days=WINDOW_DAYS)
    handed_in = Application.objects.filter(submitted_at__date__gte=since)
    places = Jurisdiction.objects.filter(agencies__in=handed_in.values("agency")).distinct()
    done = FairnessReading.objects.filter(on=today).values("jurisdiction")
    wanted = list(places.exclude(pk__in=done).select_related("parent").order_by("pk"))
    return sum(read_place(place, today) is not None for place in wanted)


def read_place(place: Jurisdiction, today: date) -> FairnessReading | None:
    """The test of one place on one day; None where its text has no such rule."""
    policy = policy_of(place)
    rule = policy.verification.non_discrimination
    if not rule.value:
        return None
    cases = count_cases(place, today)
    found = compare(cases, looked_at(place, today))
    with transaction.atomic():
        reading = FairnessReading.objects.create(
            jurisdiction=place,
            on=today,
            counted=_counted(cases),
            comparisons=[asdict(one) for one in found],
            basis=list(rule.clause),
            read_at=timezone.now(),
        )
        for one in found:
            if one.is_unequal and not _answered_lately(place, one, today):
                _alarm(reading, policy, one)
    return reading


def comparisons_of(reading: FairnessReading) -> list[Comparison]:
    """What the reading said, test by test."""
    return [Comparison(**one) for one in reading.comparisons]


def _counted(cases: Counter[Kind]) -> dict[str, int]:
    """Cases by commitment, with documents, and those to which nobody can be compared."""
    alone = {kind for kind in cases if Kind(kind.stratum, not kind.committed) not in cases}
    return {
        "committed": _sum(cases, (kind for kind in cases if kind.committed)),
        "documents": _sum(cases, (kind for kind in cases if not kind.committed)),
        "alone": _sum(cases, alone),
        "strata": len({kind.stratum for kind in cases if kind not in alone}),
    }


def _sum(cases: Counter[Kind], kinds: Iterable[Kind]) -> int:
    return sum(cases[kind] for kind in kinds)


def _answered_lately(place: Jurisdiction, one: Comparison, today: date) -> bool:
    """An open alarm, or one that was answered in the last days, says it already."""
    since = today - timedelta(days=SILENT_DAYS)
    same = FairnessAlarm.objects.filter(
        jurisdiction=place, measure=one.measure, inspector=one.inspector
    )
    return same.filter(Q(status=FairnessStatus.OPEN) | Q(answered_at__date__gt=since)).exists()


def _alarm(reading: FairnessReading, policy: Policy, one: Comparison) -> None:
    now, rule = timezone.now(), policy.supervision.escalation_days
    found: dict[str, Any] = asdict(one)
    alarm = FairnessAlarm.objects.create(
        reading=reading,
        jurisdiction_id=reading.jurisdiction_id,
        measure=one.measure,
        inspector_id=one.inspector,
        status=FairnessStatus.OPEN,
        found=found,
        basis=reading.basis,
        raised_at=now,
    )
    deadlines.start(
        FAIRNESS_ALARM.kind,
        alarm.pk,
        "look_into",
        title="查清为什么用承诺的人被查得多",
        from_day=reading.on,
        days=rule.value,
        basis=rule.clause,
    )
    append(
        FAIRNESS_ALARM.kind,
        alarm.pk,
        "raise_alarm",
        "",
        FairnessStatus.OPEN,
        by=None,
        role=Role.SYSTEM,
        at=now,
        basis=reading.basis,
        detail={"hits": one.hits, "of": one.of, "expected": round(one.expected, 1)},
    )
