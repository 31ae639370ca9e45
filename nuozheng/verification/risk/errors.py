"""差错分析 (LYG19-1.4.2c): why a finding did not stand or a decision was revoked."""

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.applications.access import own
from nuozheng.applications.models import Application
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.procedure import ApplicationStatus, UntruthStatus
from nuozheng.law.risk.moves import ANALYSTS, ERROR_CASE, ErrorStatus, RiskStatus
from nuozheng.law.risk.records import cause_is_analysed
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.risk.access import errors, read_agencies, roles_for
from nuozheng.verification.risk.models import ErrorCase, RiskPoint

OVERTURNED = (UntruthStatus.DISMISSED, UntruthStatus.MISTAKE)


def overturned(account: Account, today: date) -> QuerySet[UntruthFinding]:
    """Contradictions that came to nothing and that nobody analysed yet."""
    rows = UntruthFinding.objects.filter(
        application__agency__in=read_agencies(account, today),
        status__in=OVERTURNED,
        error_case=None,
    )
    return rows.exclude(application__in=own(account, today).values("pk"))


def revoked(account: Account, today: date) -> QuerySet[Application]:
    """Revoked decisions that nobody analysed yet."""
    rows = Application.objects.filter(
        agency__in=read_agencies(account, today), status=ApplicationStatus.REVOKED
    )
    analysed = ErrorCase.objects.filter(finding=None).values("application")
    return rows.exclude(pk__in=analysed).exclude(pk__in=own(account, today).values("pk"))


def open_error(
    *, by: Account, finding: UntruthFinding | None = None, application: Application | None = None
) -> ErrorCase:
    """Begin the analysis of one overturned finding or one revoked decision, once."""
    now, today = timezone.now(), timezone.localdate()
    case = finding.application if finding is not None else application
    assert case is not None
    role = _analyst(by, case, today)
    with transaction.atomic():
        locked(Application, case.pk)
        there = (
            overturned(by, today).filter(pk=finding.pk)
            if finding is not None
            else revoked(by, today).filter(pk=case.pk)
        )
        if not there.exists():
            raise Refused.because(
                "nothing_to_analyse",
                "这里没有要分析的差错，或者已经在分析。",
                *case.policy.risk.cause_analysis.clause,
                cure="只有没有成立的不实、撤销了的决定才分析，每一件一次。",
            )
        row = ErrorCase.objects.create(
            application=case,
            finding=finding,
            status=ErrorStatus.OPEN,
            opened_at=now,
            opened_by=by,
        )
        append(
            *(ERROR_CASE.kind, row.pk, "open_error", "", row.status),
            by=by,
            role=role,
            at=now,
            basis=case.policy.risk.cause_analysis.clause,
        )
    return row


def close_error(
    *, error: ErrorCase, cause: str, lesson: str, risk_point: RiskPoint | None, by: Account
) -> ErrorCase:
    """Close it with its cause, its lesson and the entry of the register that now guards it."""
    now, today = timezone.now(), timezone.localdate()
    cause, lesson = written(cause, "原因"), written(lesson, "怎样堵住漏洞")
    with transaction.atomic():
        row = locked(ErrorCase, error.pk)
        mine = errors(by, today).filter(pk=row.pk).exists()
        roles = roles_for(by, row.application.agency_id, today) if mine else []
        role = must_be_allowed(ERROR_CASE, "close_error", row.status, roles)
        policy = row.application.policy
        fits = risk_point is not None and points_for(row).filter(pk=risk_point.pk).exists()
        answer = cause_is_analysed(policy, cause=cause, lesson=lesson, has_risk_point=fits)
        if found := obstacles([answer]):
            raise Refused(*found)
        row.cause, row.lesson, row.risk_point = cause, lesson, risk_point
        row.closed_at, row.closed_by = now, by
        move(
            *(row, ERROR_CASE, "close_error"),
            by=by,
            role=role,
            at=now,
            basis=policy.risk.cause_analysis.clause,
            changed=("cause", "lesson", "risk_point", "closed_at", "closed_by"),
        )
    return row


def points_for(error: ErrorCase) -> QuerySet[RiskPoint]:
    """The register's entries that may guard against it: those of the same service, in force."""
    return RiskPoint.objects.filter(
        entry__item=error.application.item_id, status=RiskStatus.IN_FORCE, none_reason=""
    )


def _analyst(by: Account, case: Application, today: date) -> Role:
    held = roles_for(by, case.agency_id, today)
    role = next((role for role in ANALYSTS if role in held), None)
    if role is None or own(by, today).filter(pk=case.pk).exists():
        raise Refused.because(
            "not_your_move",
            "只有办这一件的单位和监督人员能提出分析。",
            cure="请告诉办这一件的单位。",
        )
    return role
