"""Put a promise kept, or one found untrue, before the credit officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.telling import tell_added
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append
from nuozheng.law import credit as rules
from nuozheng.law import credit_basis
from nuozheng.law.credit import RecordFact, RecordKind, SocialImpact
from nuozheng.law.credit_basis import RecordBasis
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.policy import Policy
from nuozheng.law.policy.wording import word
from nuozheng.law.procedure import CREDIT_RECORD, RecordStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Party


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised, in which case, before which agency."""

    party: Party
    agency: Agency
    case_number: str
    words: str


@dataclass(frozen=True, slots=True)
class Breach:
    """A final finding against somebody: its kind, document and social impact.

    `behaviour`, `information` and `document` are words of the place's lists; `obtained` says
    whether the certificate or proof was got by it.
    """

    kind: RecordKind
    behaviour: str
    document_number: str
    document_on: date
    impact: SocialImpact
    obtained: bool = False
    information: str = "promise_performance"
    document: str = "decision"


def propose_breach(
    *, policy: Policy, promise: Promise, breach: Breach, by: Account, role: Role, at: datetime
) -> CreditRecord:
    """One proposed record; it has no effect until a credit officer registers it.

    Errors: Refused without an assessment of social impact, a document or a listed grade, and
    where information, document or act is not on the place's list.
    """
    _must_rest_on_the_lists(policy, promise, breach, at)
    record = CreditRecord.objects.create(
        party=promise.party,
        jurisdiction=promise.agency.jurisdiction,
        agency=promise.agency,
        policy_key=policy.key,
        kind=breach.kind,
        severity=breach.impact.grade.value,
        behaviour=word("credit.behaviours", breach.behaviour),
        information=breach.information,
        document_kind=breach.document,
        impact=breach.impact.reasoning,
        promise=promise.words[:200],
        case_number=promise.case_number,
        document_number=breach.document_number,
        document_on=breach.document_on,
        status=RecordStatus.PROPOSED,
        basis=list(policy.credit.grade_by_social_impact.clause),
        proposed_by=by,
        proposed_at=at,
    )
    append(
        CREDIT_RECORD.kind,
        record.pk,
        "propose",
        "",
        RecordStatus.PROPOSED,
        by=by,
        role=role,
        at=at,
        basis=policy.credit.record_coverage.clause,
    )
    return record


def _must_rest_on_the_lists(policy: Policy, promise: Promise, breach: Breach, at: datetime) -> None:
    grade = breach.impact.grade
    fact = RecordFact(
        severity=grade,
        kind=breach.kind,
        recorded_on=breach.document_on,
        document_number=breach.document_number,
        agency=promise.agency.name,
        place=policy.place,
    )
    rests = RecordBasis(
        kind=breach.kind,
        information=breach.information,
        document=breach.document,
        document_on=breach.document_on,
        behaviour=breach.behaviour,
        grade=grade,
        obtained=breach.obtained,
    )
    found = obstacles(
        [
            rules.graded_by_social_impact(policy, breach.impact),
            rules.rests_on_a_document(policy, fact),
            *credit_basis.examine(policy, rests, timezone.localtime(at).date()),
        ]
    )
    if found:
        raise Refused(*found)


def record_kept(*, policy: Policy, promise: Promise, at: datetime) -> CreditRecord | None:
    """A promise that was verified as kept, where the place records performance as a whole.

    None where the place records only broken promises, or the promise is on the file already.
    """
    return next(iter(record_all_kept([(policy, promise)], at=at)), None)


def record_all_kept(
    promises: Sequence[tuple[Policy, Promise]], *, at: datetime
) -> list[CreditRecord]:
    """`record_kept` for many promises, in a few statements."""
    wanted = {
        promise.case_number: (policy, promise)
        for policy, promise in promises
        if policy.credit.record_coverage.value == "all"
    }
    on_file = CreditRecord.objects.filter(case_number__in=list(wanted), kind="kept")
    there = set(on_file.values_list("party", "case_number"))
    made = CreditRecord.objects.bulk_create(
        [
            _kept(policy, promise, at)
            for number, (policy, promise) in wanted.items()
            if (promise.party.pk, number) not in there
        ],
        batch_size=1000,
    )
    Move.objects.bulk_create(
        [
            Move(
                kind=CREDIT_RECORD.kind,
                record_id=record.pk,
                act="record_kept",
                old="",
                new=RecordStatus.IN_FORCE,
                by=None,
                role=Role.SYSTEM,
                at=at,
                basis=record.basis,
            )
            for record in made
        ],
        batch_size=1000,
    )
    tell_added(made, at)
    return made


def _kept(policy: Policy, promise: Promise, at: datetime) -> CreditRecord:
    return CreditRecord(
        party=promise.party,
        jurisdiction=promise.agency.jurisdiction,
        agency=promise.agency,
        policy_key=policy.key,
        kind="kept",
        promise=promise.words[:200],
        case_number=promise.case_number,
        status=RecordStatus.IN_FORCE,
        basis=list(policy.credit.record_coverage.clause),
        proposed_at=at,
        recorded_at=at,
    )
