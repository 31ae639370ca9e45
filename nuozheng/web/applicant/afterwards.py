"""Beside the main road: take the commitment back, give the application up, ask the office."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.applications.actions.ask import ask
from nuozheng.applications.actions.end import abandon
from nuozheng.applications.actions.withdraw import foreseen, withdraw
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.law import withdrawal
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.withdrawal import WithdrawalFacts
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.sessions import SignedIn, signed_in

_METHODS = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(_METHODS)
def withdraw_commitment(request: SignedIn, number: str) -> HttpResponse:
    """The place's rule, what follows, a reason, and the withdrawal itself."""
    case = case_or_404(request, number)
    refused: Sequence[Finding] = ()
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        try:
            case = withdraw(application=case, by=request.user, reason=reason)
        except Refused as problem:
            refused = problem.findings
        else:
            return _withdrawn(request, case)
    rules = case.policy.applicants
    afterwards = foreseen(case)
    context = {
        "case": case,
        "policy": case.policy,
        "known": rules.withdrawal.value,
        "hindered": _hindered(case),
        "effect": afterwards.effect,
        "grounds": rules.withdrawal_reasonable_grounds.value,
        "needs_reason": rules.withdrawal_needs_reason.value,
        "ways": afterwards.ways,
        "reason": reason,
        "refused": refused,
    }
    return render(request, "web/applicant/withdraw.html", context, status=422 if refused else 200)


def _withdrawn(request: SignedIn, case: Application) -> HttpResponse:
    """To the proofs where some are to be handed in, else to the case, which goes on by itself."""
    if case.state is ApplicationStatus.AWAITING_PROOFS:
        messages.success(request, _("承诺已经撤回，不算失信。请按下面的提示交证明。"))
        return redirect("web:my_proofs", number=case.number)
    messages.success(
        request, _("承诺已经撤回，不算失信。没有要您交的证明，由本机关取得，办件接着办。")
    )
    return redirect("web:my_case", number=case.number)


def _hindered(case: Application) -> list[Finding]:
    """What stands in the way whatever reason is given."""
    signed = Commitment.objects.filter(application=case, status=CommitmentStatus.SIGNED).exists()
    facts = WithdrawalFacts(
        decided=case.decided_at is not None,
        reason="…",
        check_started=case.snapshot.get("check_started", False),
        signed=signed,
    )
    return obstacles(withdrawal.examine(case.policy, facts))


@signed_in
@require_http_methods(_METHODS)
def abandon_case(request: SignedIn, number: str) -> HttpResponse:
    """Give the application up, after one question."""
    case = case_or_404(request, number)
    refused: Sequence[Finding] = ()
    if request.method == "POST":
        try:
            abandon(application=case, by=request.user)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("这次申请已经取消，不留信用记录。以后随时可以重新办。"))
            return redirect("web:my_case", number=case.number)
    possible = any(
        rule.act == "abandon" and case.state in rule.from_states for rule in APPLICATION.rules
    )
    context = {
        "case": case,
        "possible": possible,
        "handed_in": case.state not in (ApplicationStatus.DRAFT, ApplicationStatus.NOTICED),
        "refused": refused,
    }
    return render(request, "web/applicant/abandon.html", context, status=422 if refused else 200)


@signed_in
@require_http_methods(_METHODS)
def ask_office(request: SignedIn, number: str) -> HttpResponse:
    """Ask what one doesn't understand, and read what was answered."""
    case = case_or_404(request, number)
    refused: Sequence[Finding] = ()
    question = request.POST.get("question", "")
    if request.method == "POST":
        try:
            ask(application=case, by=request.user, question=question)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("问题交上去了，答复会写在这一页。不影响您接着办。"))
            return redirect("web:my_questions", number=case.number)
    context = {
        "case": case,
        "policy": case.policy,
        "enquiries": list(case.enquiries.select_related("answered_by").order_by("-asked_at")),
        "question": question,
        "refused": refused,
    }
    return render(request, "web/applicant/ask.html", context, status=422 if refused else 200)
