"""What became of each commitment, told from its case, its checks and the credit record."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from nuozheng.applications.models import Commitment, CommitmentStatus, DisposedProof
from nuozheng.credit.models import CreditRecord
from nuozheng.law.performance import Performance
from nuozheng.law.policy import policies
from nuozheng.law.procedure import (
    FOUND_AGAINST,
    ApplicationStatus,
    RecordStatus,
    TaskStatus,
    UntruthStatus,
)
from nuozheng.law.vocabulary import Substitution
from nuozheng.verification.models import UntruthFinding, VerificationTask

_A, _P, _R, _U = ApplicationStatus, Performance, RecordStatus, UntruthStatus
_STANDS = (_R.IN_FORCE, _R.DISPUTED, _R.REPAIRED, _R.ENDED)
_UNDECIDED = (_A.DRAFT, _A.NOTICED, _A.SUBMITTED, _A.AWAITING_COMPLETION, _A.AWAITING_PROOFS,
              _A.ACCEPTED)  # fmt: skip
_UNHEARD = (_U.OPENED, _U.NOTIFIED, _U.HEARD, _U.LAPSED)


def performed(*wanted: Performance) -> QuerySet[Commitment]:
    """Every signed commitment with its `performance`; only those `wanted`, if any are named."""
    signed = Commitment.objects.exclude(status=CommitmentStatus.DRAFT)
    told = signed.annotate(performance=_performance())
    return told.filter(performance__in=wanted) if wanted else told


def _performance() -> Case:
    """The first of these that is so; what nothing says of a case that is over is missing."""
    only_breaches = [
        key for key, policy in policies().items() if policy.credit.record_coverage.value != "all"
    ]
    steps: tuple[tuple[object, Performance], ...] = (
        (Q(status=CommitmentStatus.WITHDRAWN), _P.WITHDRAWN),
        (_record(status__in=_STANDS), _P.BROKEN),
        (_record(status=_R.PROPOSED), _P.CHECKING),
        (_record(status=_R.ANNULLED), _P.SET_ASIDE),
        (_finding(outcome__in=FOUND_AGAINST), _P.MISSING),
        (_finding(status__in=_UNHEARD), _P.CHECKING),
        (Q(application__status__in=_UNDECIDED), _P.CHECKING),
        (~Q(application__status=_A.GRANTED), _P.UNUSED),
        (Exists(_records().filter(kind="kept")), _P.KEPT),
        (_task(status__in=(TaskStatus.OPEN, TaskStatus.UNABLE)), _P.CHECKING),
        (_finding(status=_U.MISTAKE), _P.CORRECTED),
        (Exists(_exempt()), _P.EXEMPT),
        (Q(application__policy_key__in=only_breaches), _P.CLEAR),
    )
    return Case(
        *(When(condition, then=Value(word.value)) for condition, word in steps),
        default=Value(_P.MISSING.value),
        output_field=CharField(),
    )


def _records() -> QuerySet[CreditRecord]:
    return CreditRecord.objects.filter(
        case_number=OuterRef("application__number"), party=OuterRef("application__applicant")
    )


def _record(**fields: object) -> Exists:
    return Exists(_records().exclude(kind="kept").filter(**fields))


def _finding(**fields: object) -> Exists:
    rows = UntruthFinding.objects.filter(application=OuterRef("application"))
    return Exists(rows.filter(**fields))


def _task(**fields: object) -> Exists:
    rows = VerificationTask.objects.filter(application=OuterRef("application"))
    return Exists(rows.filter(**fields))


def _exempt() -> QuerySet[DisposedProof]:
    return DisposedProof.objects.filter(
        application=OuterRef("application"),
        substitution=Substitution.COMMITMENT,
        version__plan__exempt=True,
    )
