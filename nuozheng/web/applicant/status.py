"""How a case stands: what to do now, the legal clock, what happened, who looked at whose data."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nuozheng.applications import access
from nuozheng.applications.joint import parts_of
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    CompletionRequest,
    ProofStatus,
)
from nuozheng.credit.sanctions.checking import Restriction
from nuozheng.credit.sanctions.field import restrained_in
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.moves import MoveRule
from nuozheng.law.one_window import whole_number
from nuozheng.law.procedure import APPLICATION, FOUND_AGAINST, ApplicationStatus, UntruthStatus
from nuozheng.verification.access import own_findings
from nuozheng.verification.afterwards.letter_versions import versions_of
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import UntruthFinding, VerificationTask
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.applicant.course import course_of
from nuozheng.web.applicant.looks import Look, looks_of
from nuozheng.web.applicant.mending import may_be_mended
from nuozheng.web.applicant.proof_cards import cards_of
from nuozheng.web.applicant.words import CASE_TITLE
from nuozheng.web.clocks import clock_of
from nuozheng.web.promises import promises_of
from nuozheng.web.sessions import SignedIn, signed_in

_S = ApplicationStatus
_OVER = {_S.REFUSED, _S.TERMINATED, _S.INVALID, _S.REVOKED, _S.ABANDONED}
_UNHEARD = (UntruthStatus.NOTIFIED, UntruthStatus.LAPSED)


@signed_in
@require_safe
def show_case(request: SignedIn, number: str) -> HttpResponse:
    """Answer first: how it stands and what to do; everything else below."""
    today = timezone.localdate()
    if parts := parts_of(access.own(request.user, today), number):
        rows = [(one, CASE_TITLE[one.state]) for one in parts]
        together = {"number": number, "rows": rows}
        return render(request, "web/applicant/together.html", together)
    case = case_or_404(request, number)
    cards = cards_of(case)
    findings = list(
        own_findings(request.user, today)
        .filter(application=case)
        .select_related("notice", "document")
        .defer("notice__content", "document__content")
        .order_by("pk")
    )
    unheard = next((one for one in findings if one.status in _UNHEARD), None)
    commitment = (
        Commitment.objects.filter(application=case).exclude(status=CommitmentStatus.DRAFT).first()
    )
    tasks = list(VerificationTask.objects.filter(application=case))
    checking = case.state not in _OVER and any(task.status in PENDING for task in tasks)
    context: dict[str, Any] = {
        "case": case,
        "policy": case.policy,
        "whole": whole_number(case.number),
        "title": _title(case, unheard),
        "state": case.state.value,
        "checks_go_on": checking,
        "unheard": unheard,
        "findings": findings,
        "against": [one for one in findings if one.outcome in set(FOUND_AGAINST)],
        "cards": cards,
        "left": [card for card in cards if card.status is ProofStatus.AWAITING_DOCUMENT],
        "waiting": [card for card in cards if card.status is ProofStatus.AWAITING_AGENCY],
        "commitment": commitment,
        "withdrawn": commitment is not None and commitment.status == CommitmentStatus.WITHDRAWN,
        "promises": promises_of(case, [card.proof for card in cards], tasks),
        "completion": CompletionRequest.objects.filter(application=case).first(),
        "clocks": [clock_of(clock, today) for clock in deadlines.running("application", case.pk)],
        "course": course_of(case, findings, today, checking=checking),
        "restrained": _restrained(request, case),
        "looks": _looks(request, case),
        "mendable": case.state not in _OVER and may_be_mended(commitment),
        "versions": list(versions_of(commitment)) if commitment else [],
        "acts": {rule.act for rule in _allowed(request, case, today)},
    }
    return render(request, "web/applicant/case.html", context)


def _title(case: Application, unheard: UntruthFinding | None) -> str | Lazy:
    if unheard is not None:
        return _("有一处对不上，等您说明")
    return CASE_TITLE[case.state]


def _allowed(request: SignedIn, case: Application, today: date) -> Sequence[MoveRule]:
    roles = access.roles_in(request.user, case, today)
    return [rule for role in roles for rule in APPLICATION.allowed(case.state, role)]


def _is_agent(request: SignedIn, case: Application) -> bool:
    return case.agent_id is not None and case.agent_id == request.user.party_id


def _restrained(request: SignedIn, case: Application) -> list[Restriction]:
    """What restricts the applicant here; an agent isn't told of the principal's restrictions."""
    if case.state in _OVER or _is_agent(request, case):
        return []
    return restrained_in(case)


def _looks(request: SignedIn, case: Application) -> list[Look]:
    """Every look that this case caused; also the failed ones."""
    receipts = (
        AccessReceipt.objects.filter(case_number=case.number, party=case.applicant_id)
        .select_related("asked_by")
        .order_by("-asked_at", "-pk")
    )
    return looks_of(receipts, request.user.pk, case.opened_by_id)
