"""The credit file as the rules read it."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from nuozheng.credit.models import CreditRecord
from nuozheng.law.credit import RecordFact, Standing, standing
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Party

_EFFECTIVE = (RecordStatus.IN_FORCE, RecordStatus.REPAIRED, RecordStatus.ENDED)
_OF_A_FACT = (
    "party_id",
    "severity",
    "kind",
    "document_on",
    "document_number",
    "repaired_on",
    "ends_on",
    "agency__name",
    "jurisdiction__place",
)


def fact_of(record: CreditRecord) -> RecordFact:
    """One adverse record that has a document, as a fact for the rules."""
    assert record.document_on is not None
    return RecordFact(
        severity=Severity(record.severity),
        kind=record.kind,  # type: ignore[arg-type]
        recorded_on=record.document_on,
        document_number=record.document_number,
        agency=record.agency.name,
        repaired_on=record.repaired_on,
        ended_on=record.ends_on,
        place=record.jurisdiction.place,
    )


def facts_of(party: Party) -> tuple[RecordFact, ...]:
    """Every adverse record that was registered, ended ones too: the rules say what counts."""
    return tuple(fact_of(record) for record in _adverse(party).only(*_OF_A_FACT))


def adverse(party: Party) -> list[CreditRecord]:
    """Registered adverse records, latest first. Proposed ones have no effect and are left out."""
    return list(_adverse(party))


def _adverse(party: Party) -> QuerySet[CreditRecord]:
    return (
        party.credit_records.filter(status__in=_EFFECTIVE)
        .exclude(kind="kept")
        .select_related("agency", "jurisdiction")
        .order_by("-document_on")
    )


def standing_of(party: Party, on: date) -> Standing:
    """What counts about a party on a day, with the number of promises kept.

    One query for all those who have no adverse record.
    """
    kept = Count("pk", filter=Q(kind="kept"))
    counted = party.credit_records.aggregate(kept=kept, all=Count("pk"))
    facts = facts_of(party) if counted["all"] > counted["kept"] else ()
    return standing(facts, on, kept=counted["kept"])
