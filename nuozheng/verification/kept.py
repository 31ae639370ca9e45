"""How many promises somebody kept in a row, and the favours that follow when a case is accepted."""

from datetime import date

from django.db.models import Max, Q
from django.utils import timezone

from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.sanctions.favours import give
from nuozheng.evidence.models import Move
from nuozheng.law import incentives as rules
from nuozheng.law.credit import ADVERSE
from nuozheng.law.policy import Policy
from nuozheng.law.procedure import ApplicationStatus, RecordStatus
from nuozheng.parties.models import Agency, Party
from nuozheng.verification.follow import all_found_true

_NO_EFFECT = (RecordStatus.PROPOSED, RecordStatus.DROPPED, RecordStatus.ANNULLED)
MOST = 20
"""Decided cases that are looked at, the newest ones: no rule asks for a longer row."""


def give_favours(application: Application, row: Move) -> None:
    """Follower of an acceptance: 守信有激励 (ORD21-4.5a, XBQ21-2.6n), 联合激励 (ORD23-3.4.3c)."""
    policy = application.policy
    if policy.credit.incentive.value == "none":
        return
    give(
        policy=policy,
        party=application.applicant,
        agency=application.agency,
        case_number=application.number,
        kept=kept_in_a_row(policy, application.applicant, application.agency),
        at=row.at,
    )


def kept_in_a_row(policy: Policy, party: Party, agency: Agency) -> int:
    """Promises kept since the last breach: of the whole place where incentives are joint,
    otherwise before this unit.
    """
    joint = rules.elsewhere(policy)
    here = Q(agency__jurisdiction=agency.jurisdiction_id) if joint else Q(agency=agency)
    days = (
        _on_file(party, here)
        if policy.credit.record_coverage.value == "all"
        else _in_cases(party, here)
    )
    broken = CreditRecord.objects.filter(party=party, kind__in=ADVERSE).exclude(
        status__in=_NO_EFFECT
    )
    last = broken.aggregate(last=Max("document_on"))["last"] if days else None
    return rules.in_a_row(days, [last] if last else [])


def _on_file(party: Party, here: Q) -> list[date]:
    kept = CreditRecord.objects.filter(here, party=party, kind="kept", recorded_at__isnull=False)
    moments = kept.order_by("-recorded_at").values_list("recorded_at", flat=True)[:MOST]
    return [timezone.localdate(one) for one in moments if one]


def _in_cases(party: Party, here: Q) -> list[date]:
    """Where only breaches go on file (ORD21-4.4o), the cases themselves show what was kept."""
    cases = Application.objects.filter(here, applicant=party, status=ApplicationStatus.GRANTED)
    signed = Commitment.objects.filter(
        application__in=cases.order_by("-decided_at")[:MOST], status=CommitmentStatus.SIGNED
    ).select_related("application")
    return [
        timezone.localdate(one.application.decided_at)
        for one in signed
        if one.application.decided_at and all_found_true(one.application, one)
    ]
