"""Grades of companies are fetched from the place's grading platform and kept as they are."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from nuozheng.credit.grades.models import CompanyGrade
from nuozheng.gateways.credit.grading import AT_ONCE, ask_grades
from nuozheng.gateways.credit.platforms import platforms
from nuozheng.gateways.delivery import Undelivered
from nuozheng.parties.models import Party

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GradeShown:
    """A grade as an officer sees it: what, by whom, of which day."""

    grade: str
    platform: str
    graded_on: date


def import_grades(place: str, companies: Iterable[Party], at: datetime) -> int:
    """Ask every grading platform of a place about these companies; how many have a grade.

    A platform that doesn't answer leaves what is there, with its day.
    """
    wanted = {one.identifier: one for one in companies if not one.is_person}
    found = 0
    for key, platform in platforms().grading.items():
        if place not in platform.places:
            continue
        known = sorted(wanted)
        for codes in (known[first : first + AT_ONCE] for first in range(0, len(known), AT_ONCE)):
            try:
                grades = ask_grades(key, codes)
            except Undelivered as fault:
                _log.warning("no grades from %s: %s", key, fault)
                break
            CompanyGrade.objects.bulk_create(
                [
                    CompanyGrade(
                        party=wanted[one.code],
                        platform=key,
                        grade=one.grade,
                        graded_on=one.graded_on,
                        fetched_at=at,
                    )
                    for one in grades
                ],
                update_conflicts=True,
                unique_fields=["party", "platform"],
                update_fields=["grade", "graded_on", "fetched_at"],
            )
            found += len(grades)
    return found


def grades_of(party: Party) -> list[GradeShown]:
    """What platforms say of a company; empty for people."""
    if party.is_person:
        return []
    known = platforms().grading
    return [
        GradeShown(
            one.grade,
            known[one.platform].title if one.platform in known else one.platform,
            one.graded_on,
        )
        for one in party.grades.all()
    ]
