"""What does not agree, in the person's own view: the notice, their explanation, what followed."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.credit.models import CreditRecord
from nuozheng.documents.typesetting import usual_remedies
from nuozheng.evidence import deadlines
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.hearing import RIGHT_TO_BE_HEARD
from nuozheng.law.procedure import FOUND_AGAINST, UNTRUTH_FINDING, UntruthStatus
from nuozheng.verification.access import own_findings
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.applicant.finding_acts import ACTS, intended_rows, to_rectify, unread
from nuozheng.web.clocks import clock_of
from nuozheng.web.sessions import SignedIn, signed_in

_MAY_STATE = (UntruthStatus.NOTIFIED, UntruthStatus.HEARD, UntruthStatus.LAPSED)


def finding_or_404(request: SignedIn, finding_id: int) -> UntruthFinding:
    """A finding about the account's own case that the person was told of."""
    found = (
        own_findings(request.user, timezone.localdate())
        .filter(pk=finding_id)
        .select_related(
            "application__item",
            "application__agency",
            "application__catalogue__jurisdiction",
            "task__proof__version__entry__proof",
        )
        .first()
    )
    if found is None:
        raise Http404(str(finding_id))
    request.place_name = found.application.catalogue.jurisdiction.name
    return found


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer_finding(request: SignedIn, finding_id: int) -> HttpResponse:
    """Read what does not agree and explain; afterwards read what was decided and why."""
    finding = finding_or_404(request, finding_id)
    refused: Sequence[Finding] = ()
    text = request.POST.get("text", "")
    if request.method == "POST":
        act = ACTS.get(request.POST.get("act", "state"))
        if act is None:
            raise Http404
        try:
            done = act(request, finding)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, done)
            return redirect("web:my_finding", finding_id=finding.pk)
    return _page(request, finding, text, refused)


def _page(
    request: SignedIn, finding: UntruthFinding, text: str, refused: Sequence[Finding]
) -> HttpResponse:
    today = timezone.localdate()
    case = finding.application
    order, rechecks = to_rectify(finding)
    against = finding.outcome in set(FOUND_AGAINST)
    context = {
        "finding": finding,
        "case": case,
        "policy": case.policy,
        "state": UntruthStatus(finding.status),
        "outcome": UntruthStatus(finding.outcome).chinese if finding.outcome else "",
        "against": against,
        "may_state": finding.status in _MAY_STATE,
        "statements": list(finding.statements.select_related("document", "made_by")),
        "consequences": [
            (MEASURE_WORD[one.measure], one)
            for one in finding.consequences.select_related("decided_by")
        ],
        "clocks": [
            clock_of(clock, today) for clock in deadlines.running(UNTRUTH_FINDING.kind, finding.pk)
        ],
        "right": RIGHT_TO_BE_HEARD,
        "remedies": usual_remedies(_("本级人民政府"), _("有管辖权的人民法院")) if against else (),
        "record": CreditRecord.objects.filter(
            party=case.applicant_id, document_number=finding.document_number
        ).first()
        if finding.document_number
        else None,
        "intended": intended_rows(finding, today),
        "order": order,
        "rechecks": rechecks,
        "unread": unread(finding),
        "text": text,
        "refused": refused,
    }
    return render(request, "web/applicant/finding.html", context, status=422 if refused else 200)
