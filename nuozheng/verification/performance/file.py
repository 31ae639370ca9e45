"""诚信档案: everything that was promised, checked, kept and broken, in the order of time."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from nuozheng.applications.models import Application, Commitment
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.evidence.models import Move
from nuozheng.law.performance import PART_OF, Part
from nuozheng.parties.models import Party
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.verification.performance.status import performed


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened to a commitment; `agency` is the unit that handled it."""

    move: Move
    part: Part
    case_number: str
    item: str
    agency_id: int
    agency: str


def promises_of_party(party: Party, places: Collection[int] | None = None) -> QuerySet[Commitment]:
    """The commitments of a party with their `performance`, latest first; `None`: everywhere."""
    found = performed().filter(application__applicant=party)
    if places is not None:
        found = found.filter(application__agency__jurisdiction__in=places)
    return found.select_related("application__item", "application__agency").order_by(
        "-signed_at", "-pk"
    )


def moves_of(party: Party, places: Collection[int] | None = None) -> QuerySet[Move]:
    """Every concluded act of a party's commitments and records, latest first."""
    wanted = Q(pk__in=[])
    for kind, ids in _ids(party, places).items():
        if ids:
            wanted |= Q(kind=kind, record_id__in=ids, act__in=list(PART_OF[kind]))
    return Move.objects.filter(wanted).select_related("by").order_by("-at", "-id")


def lines_of(moves: Iterable[Move]) -> list[Line]:
    """What each act was about; two queries for each kind, whatever their number."""
    listed = list(moves)
    by_kind: dict[str, set[int]] = {}
    for one in listed:
        by_kind.setdefault(one.kind, set()).add(one.record_id)
    numbers = {kind: _numbers(kind, ids) for kind, ids in by_kind.items()}
    every = {number for found in numbers.values() for number in found.values()}
    cases = {
        case.number: case
        for case in Application.objects.filter(number__in=every)
        .select_related("item", "agency")
        .only("number", "item__name", "agency__name", "status")
    }
    found = []
    for one in listed:
        number = numbers[one.kind].get(one.record_id, "")
        case = cases.get(number)
        found.append(
            Line(
                one,
                PART_OF[one.kind][one.act],
                number,
                case.item.name if case else "",
                case.agency_id if case else 0,
                case.agency.name if case else "",
            )
        )
    return found


def _ids(party: Party, places: Collection[int] | None) -> dict[str, list[int]]:
    cases = Application.objects.filter(applicant=party, commitment__signed_at__isnull=False)
    records = CreditRecord.objects.filter(party=party)
    if places is not None:
        cases = cases.filter(agency__jurisdiction__in=places)
        records = records.filter(jurisdiction__in=places)
    case_ids = list(cases.order_by().values_list("pk", flat=True))
    record_ids = list(records.order_by().values_list("pk", flat=True))
    found: dict[str, QuerySet[Any]] = {
        "verification_task": VerificationTask.objects.filter(application__in=case_ids),
        "untruth_finding": UntruthFinding.objects.filter(application__in=case_ids),
        "credit_repair": CreditRepair.objects.filter(record__in=record_ids),
        "credit_objection": CreditObjection.objects.filter(record__in=record_ids),
    }
    rest = {kind: list(rows.order_by().values_list("pk", flat=True))
            for kind, rows in found.items()}  # fmt: skip
    return {"application": case_ids, "credit_record": record_ids, **rest}


def _numbers(kind: str, ids: Collection[int]) -> dict[int, str]:
    """The number of the case that each record is about."""
    of: dict[str, tuple[type[Any], str]] = {
        "application": (Application, "number"),
        "verification_task": (VerificationTask, "application__number"),
        "untruth_finding": (UntruthFinding, "application__number"),
        "credit_record": (CreditRecord, "case_number"),
        "credit_repair": (CreditRepair, "record__case_number"),
        "credit_objection": (CreditObjection, "record__case_number"),
    }
    model, path = of[kind]
    return dict(model.objects.filter(pk__in=ids).order_by().values_list("pk", path))
