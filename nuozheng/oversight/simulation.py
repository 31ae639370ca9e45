"""Run a changed pack over the cases of the past; nothing is written, not even by mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time
from statistics import median

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.applications.examination import agent_of
from nuozheng.applications.models import Application, CommitmentStatus, DisposedProof
from nuozheng.catalogue.revision.examination import read_plan
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.standing import fact_of
from nuozheng.law.credit import RecordFact
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.policy import Policy, policies
from nuozheng.law.procedure import FOUND_AGAINST, RecordStatus
from nuozheng.law.simulation import ASSUMED_MINUTES, Check, PastCase, Simulated, simulate
from nuozheng.law.vocabulary import PartyKind, Substitution
from nuozheng.verification.inspections.models import VisitRecord
from nuozheng.verification.models import VerificationTask

LEAST_VISITS = 5
"""So many recorded visits make a measured time; fewer leave the assumption."""
_AT_ONCE = 500
_REGISTERED = (
    RecordStatus.IN_FORCE,
    RecordStatus.DISPUTED,
    RecordStatus.REPAIRED,
    RecordStatus.ENDED,
)


def run(changed: Policy, since: date, until: date) -> tuple[Simulated, Mapping[str, int]]:
    """The cases opened from `since` to `until`, under their own pack and the changed one.

    The second are the minutes of each way to check, measured where there is enough to measure.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        minutes = {**ASSUMED_MINUTES, **_measured(changed.place)}
        found = simulate(_cases(changed, since, until), changed, minutes)
    return found, minutes


def _opened(changed: Policy, since: date, until: date) -> QuerySet[Application]:
    """Those of the place; where the pack is one in use, only those that go by it."""
    begins = timezone.make_aware(datetime.combine(since, time.min))
    ends = timezone.make_aware(datetime.combine(until, time.max))
    rows = Application.objects.filter(
        catalogue__jurisdiction__place=changed.place, opened_at__range=(begins, ends)
    )
    if changed.key in policies():
        rows = rows.filter(policy_key=changed.key)
    return rows.order_by("pk").select_related("applicant", "commitment", "item", "authorisation")


def _cases(changed: Policy, since: date, until: date) -> Iterator[tuple[PastCase, Policy]]:
    own: dict[str, Policy] = {}
    pks = list(_opened(changed, since, until).values_list("pk", flat=True))
    for first in range(0, len(pks), _AT_ONCE):
        rows = list(
            _opened(changed, since, until)
            .filter(pk__in=pks[first : first + _AT_ONCE])
            .prefetch_related("proofs__version", "tasks__finding", "tasks__proof__version")
        )
        files = _files([row.applicant_id for row in rows])
        for row in rows:
            if row.policy_key not in own:
                own[row.policy_key] = policy_in_effect(row.policy_key, until)
            yield _past(row, files.get(row.applicant_id, [])), own[row.policy_key]


def _files(parties: list[int]) -> dict[int, list[CreditRecord]]:
    found: dict[int, list[CreditRecord]] = {}
    records = CreditRecord.objects.filter(party__in=set(parties), status__in=_REGISTERED)
    for record in records.select_related("agency", "jurisdiction").order_by("pk"):
        found.setdefault(record.party_id, []).append(record)
    return found


def _past(row: Application, file: list[CreditRecord]) -> PastCase:
    on = timezone.localtime(row.opened_at).date()
    known = [one for one in file if one.recorded_at and one.recorded_at <= row.opened_at]
    commitment = getattr(row, "commitment", None)
    return PastCase(
        number=row.number,
        applicant=ApplicantFacts(
            on=on,
            records=tuple(_fact(one) for one in known if one.is_adverse),
            kind=PartyKind(row.applicant.kind),
            agent=agent_of(row, item_allows=True),
        ),
        kept=sum(one.kind == "kept" for one in known),
        offered=sum(_may_be_promised(proof) for proof in row.proofs.all()),
        checks=tuple(_checks(row)),
        committed=commitment is not None and commitment.status != CommitmentStatus.DRAFT,
    )


def _fact(record: CreditRecord) -> RecordFact:
    """As it stood: that it is disputed today says nothing about the day of a case."""
    return replace(fact_of(record), disputed=False)


def _may_be_promised(proof: DisposedProof) -> bool:
    return Substitution.COMMITMENT in {proof.way, *proof.alternatives}


def _checks(row: Application) -> Iterator[Check]:
    """What had to be checked by people, and what was left unchecked because it was exempt."""
    tasks: list[VerificationTask] = list(row.tasks.all())
    for task in tasks:
        finding = getattr(task, "finding", None)
        untrue = finding is not None and finding.outcome in FOUND_AGAINST
        yield Check(task.manner, read_plan(task.proof.version.plan), untrue)
    with_task = {task.proof_id for task in tasks}
    for proof in row.proofs.all():
        plan = read_plan(proof.version.plan)
        if proof.way is Substitution.COMMITMENT and plan.exempt and proof.pk not in with_task:
            for _condition in proof.version.condition_set.conditions:
                yield Check(plan.manner or "online", plan)


def _measured(place: str) -> dict[str, int]:
    """Minutes of a visit, from arriving to leaving, where enough were recorded."""
    records = VisitRecord.objects.filter(visit__agency__jurisdiction__place=place).values_list(
        "arrived_at", "left_at"
    )
    spent = [int((left - arrived).total_seconds() // 60) for arrived, left in records]
    return {"onsite": max(1, int(median(spent)))} if len(spent) >= LEAST_VISITS else {}
