"""The credit file as the rules read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.prepared import Prepared
from nuozheng.law.credit import ADVERSE, RecordFact, Standing, standing
from nuozheng.law.procedure import RecordStatus
from nuozheng.law.vocabulary import Severity
from nuozheng.parties.models import Party

_EFFECTIVE = (
    RecordStatus.IN_FORCE,
    RecordStatus.DISPUTED,
    RecordStatus.REPAIRED,
    RecordStatus.ENDED,
)
_OF_A_FACT = (
    "severity",
    "kind",
    "document_on",
    "document_number",
    "repaired_on",
    "ends_on",
    "recorded_at",
    "status",
    "agency__name",
    "jurisdiction__place",
)
_KEPT = (
    CreditRecord.objects.filter(party=OuterRef("pk"), kind="kept")
    .order_by()
    .values("party")
    .annotate(number=Count("party"))
    .values("number")
)
_FILE = Prepared(
    lambda party: (
        Party.objects.filter(pk=party)
        .annotate(
            held=FilteredRelation(
                "credit_records",
                condition=Q(
                    credit_records__kind__in=ADVERSE, credit_records__status__in=_EFFECTIVE
                ),
            )
        )
        .order_by("-held__document_on", "-held__pk")
        .values_list(Subquery(_KEPT), *(f"held__{name}" for name in _OF_A_FACT))
    )
)
"""A file in one query, by the index of a party's records: a row for each adverse record, or one."""
_HELD = "held_credit_file"


@dataclass(frozen=True, slots=True)
class CreditFile:
    """Every adverse record that was registered, and the number of promises kept."""

    records: tuple[RecordFact, ...]
    kept: int


def fact_of(record: CreditRecord) -> RecordFact:
    """One adverse record that has a document, as a fact for the rules."""
    own = [getattr(record, name) for name in _OF_A_FACT[:-2]]
    return _fact([*own, record.agency.name, record.jurisdiction.place])


def _fact(row: Sequence[Any]) -> RecordFact:
    """The fact from its columns, in the order of `_OF_A_FACT`."""
    severity, kind, document_on, number, repaired, ended, recorded_at, status, agency, place = row
    return RecordFact(
        severity=Severity(severity),
        kind=kind,
        recorded_on=document_on,
        document_number=number,
        agency=agency,
        repaired_on=repaired,
        ended_on=ended,
        disputed=status == RecordStatus.DISPUTED,
        place=place,
        registered_on=timezone.localtime(recorded_at).date() if recorded_at else None,
    )


def hold_file(party: Party) -> None:
    """Read the file once, within one act: `facts_of` and `standing_of` of this object use it."""
    vars(party)[_HELD] = _file_of(party)


def facts_of(party: Party) -> tuple[RecordFact, ...]:
    """Every adverse record that was registered, ended ones too: the rules say what counts."""
    return _file_of(party).records


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
    """What counts about a party on a day, with the number of promises kept."""
    file = _file_of(party)
    return standing(file.records, on, kept=file.kept)


def standing_on(party: Party, on: date) -> Standing:
    """`standing_of` for a past day: promises kept are counted as they were known on it."""
    kept = CreditRecord.objects.filter(party=party, kind="kept", recorded_at__date__lte=on)
    return standing(facts_of(party), on, kept=kept.count())


def _file_of(party: Party) -> CreditFile:
    """The file that is held, or as it stands now, in one query."""
    held: CreditFile | None = vars(party).get(_HELD)
    if held is not None:
        return held
    rows = _FILE(party=party.pk)
    kept = rows[0][0] if rows else 0
    return CreditFile(tuple(_fact(row[1:]) for row in rows if row[1] is not None), kept or 0)
