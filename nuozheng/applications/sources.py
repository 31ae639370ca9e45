"""Ask data sources about an applicant, keep the receipts, hand the answers to the rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from nuozheng.applications.models import Application
from nuozheng.gateways.sources.client import ask_all
from nuozheng.gateways.sources.protocol import Answer, Query, Subject
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.conditions import AnswerStatus, SourceAnswer
from nuozheng.parties import receipts
from nuozheng.parties.models import Party

Wanted = Mapping[str, Iterable[str]]
Contested = Mapping[str, frozenset[str]]
"""Source → attributes that the person holds to be wrong, and that count for nothing so long."""


def ask_about(
    application: Application,
    wanted: Wanted,
    *,
    purpose: str,
    basis: Sequence[str],
    by: Any,
    at: datetime,
) -> dict[str, SourceAnswer]:
    """One answer per source, each look-up with its receipt. Call it outside a transaction.

    Sources that don't know this kind of subject are not asked. Never raises for a failing source:
    it is UNAVAILABLE and counts against nobody. Nor does what its subject has contested.
    """
    party = application.applicant
    queries = [
        Query(
            source=source,
            subject=subject_of(party),
            attributes=tuple(sorted(attributes)),
            purpose=purpose,
            case_number=application.number,
            item_code=application.item.implementation_code,
            clause=basis[0] if basis else "",
        )
        for source, attributes in sorted(wanted.items())
        if party.kind in registry()[source].subjects
    ]
    if not queries:
        return {}
    answers = ask_all(queries)
    receipts.keep(party.pk, zip(queries, answers, strict=True), by=by, at=at, basis=basis)
    contested = contested_by(party)
    return {answer.source: _for_the_rules(answer, contested) for answer in answers}


def subject_of(party: Party) -> Subject:
    """Whose data are asked for."""
    kind = "person" if party.is_person else "company"
    return Subject(kind=kind, identifier=party.identifier, name=party.name)  # type: ignore[arg-type]


def contested_by(party: Party) -> Contested:
    """What somebody holds to be wrong, as long as its owner has not answered."""
    return _contested_by()(party.pk)


def _for_the_rules(answer: Answer, contested: Contested) -> SourceAnswer:
    return SourceAnswer(
        source=answer.source,
        status=AnswerStatus(answer.status.value),
        as_of=answer.as_of,
        attributes=answer.attributes,
        unanswered=answer.unanswered,
        contested=contested.get(answer.source, frozenset()),
    )


@cache
def _contested_by() -> Callable[[int], Contested]:
    """Corrections are kept by a part above this one, so the settings name who knows of them."""
    found: Callable[[int], Contested] = import_string(settings.CONTESTED_FACTS)
    return found
