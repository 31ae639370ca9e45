"""From a task or a case: ask another agency, or the one that issues the proof."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from nuozheng.applications.models import ProofStatus
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.law.vocabulary import Role
from nuozheng.verification.assistance import access
from nuozheng.verification.assistance.actions.ask import request_assistance
from nuozheng.verification.assistance.models import AssistanceRequest
from nuozheng.verification.confirmation.actions.ask import ask_issuer
from nuozheng.verification.models import VerificationTask
from nuozheng.web.desk.assistance.forms import AskForm, IssuerForm
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.page import shown
from nuozheng.web.desk.task_rows import promise_of_task, task_row
from nuozheng.web.desk.tasks import task_at


@staffed(Role.VERIFIER)
def ask_assistance(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The standard form for one task, and the short one to the unit that issues the proof."""
    row = task_at(desk, pk)
    policy, issuer = row.application.policy, row.proof.version.entry.proof.issuing_body
    to_issuer = request.POST.get("act") == "issuer"
    posted = request.method == "POST"
    form = AskForm(row, policy, request.POST if posted and not to_issuer else None)
    short = IssuerForm(row.agency, issuer, request.POST if posted and to_issuer else None)
    refused: tuple[Finding, ...] = ()
    replaces = _replaced(desk, row, request)
    try:
        if to_issuer and short.is_valid():
            ask_issuer(
                proof=row.proof,
                task=row,
                provider=short.agencies[short.cleaned_data["provider"]],
                by=desk.account,
            )
            messages.success(request, _("已经请出具单位核验，答复了会通知到这里。"))
            return redirect("web:task", pk=pk)
        if posted and not to_issuer and form.is_valid():
            made = request_assistance(task=row, by=desk.account, form=form.asked(replaces))
            messages.success(request, _("协助请求已经写好：%(number)s。") % {"number": made.number})
            return redirect("web:assistance_request", pk=made.pk)
    except Refused as refusal:
        refused = tuple(refusal.findings)
    answer = shown(
        request,
        desk,
        "web/desk/assistance/ask.html",
        {
            "task": row,
            "row": task_row(row, desk.today),
            "promise": promise_of_task(row),
            "form": form,
            "short": short,
            "replaces": replaces,
            "days": policy.verification.assistance_days,
            "methods": "、".join(METHOD_WORD[one] for one in policy.verification.methods.value),
            "running": list(row.assistance_requests.order_by("-pk")),
            "asked": list(row.confirmations.select_related("provider").order_by("-pk")),
        },
        refused,
    )
    if posted and not (short if to_issuer else form).is_valid():
        answer.status_code = 422
    return answer


@staffed(Role.OFFICER)
def ask_confirmation(request: HttpRequest, desk: Desk, number: str, pk: int) -> HttpResponse:
    """One proof of a case that waits for its issuer: who issues it, and send."""
    case = case_at(desk, number)
    proof = get_object_or_404(
        case.proofs.select_related("version__entry__proof", "application__agency"),
        pk=pk,
        status=ProofStatus.AWAITING_AGENCY,
    )
    if case.agency_id not in {agency.pk for agency in desk.agencies(Role.OFFICER)}:
        raise Http404
    form = IssuerForm(
        case.agency,
        proof.version.entry.proof.issuing_body,
        request.POST if request.method == "POST" else None,
    )
    refused: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        provider = form.agencies[form.cleaned_data["provider"]]
        try:
            ask_issuer(proof=proof, provider=provider, by=desk.account)
        except Refused as refusal:
            refused = tuple(refusal.findings)
        else:
            messages.success(request, _("已经请出具单位核验，答复属实的当场有着落。"))
            return redirect("web:case", number=number)
    answer = shown(
        request,
        desk,
        "web/desk/assistance/confirmation.html",
        {
            "case": case,
            "proof": proof,
            "form": form,
            "basis": case.policy.verification.assistance_form.clause,
        },
        refused,
    )
    if form.is_bound and not form.is_valid():
        answer.status_code = 422
    return answer


def _replaced(desk: Desk, row: VerificationTask, request: HttpRequest) -> AssistanceRequest | None:
    """The request in whose stead another agency is asked, if the address names one of this task."""
    named = request.GET.get("instead", "")
    if not named.isdecimal():
        return None
    mine = access.asked(desk.account, desk.today).filter(task=row)
    return get_object_or_404(mine, pk=int(named))
