"""The credit file as the rules read it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.prepared import Prepared
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
_COUNTED = Prepared(
    lambda party: (
        CreditRecord.objects.filter(party=party)
        .order_by()
        .values_list("kind")
        .annotate(Count("pk"))
    )
)
_HELD = "held_credit_file"


@dataclass(frozen=True, slots=True)
class CreditFile:
    """Every adverse record that was registered, and the number of promises kept."""

    records: tuple[RecordFact, ...]
    kept: int


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


def _file_of(party: Party) -> CreditFile:
    """The file that is held, or as it stands now: one query where no record is adverse."""
    held: CreditFile | None = vars(party).get(_HELD)
    if held is not None:
        return held
    counted: dict[str, int] = dict(_COUNTED(party=party.pk))
    kept = counted.pop("kept", 0)
    records = _adverse(party).only(*_OF_A_FACT) if counted else ()
    return CreditFile(tuple(fact_of(record) for record in records), kept)
