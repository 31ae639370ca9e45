"""I hold a record to be wrong; and the decisions that were made on my records."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.credit.objections.raising import object_to, withdraw_objection
from nuozheng.credit.papers import document_of
from nuozheng.documents.models import Document
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.policy import load_policy
from nuozheng.web.applicant.credit import RecordRow, record_or_404
from nuozheng.web.files import fetched
from nuozheng.web.sessions import SignedIn, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: SignedIn, record_id: int) -> HttpResponse:
    """Object, see how far it is, or take it back; a POST names its act in `act`."""
    record = record_or_404(request, record_id)
    row = RecordRow(record, timezone.localdate())
    refused: Sequence[Finding] = ()
    if request.method == "POST":
        try:
            done = _carried_out(request, row)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, done)
            return redirect("web:my_credit")
    context = {
        "row": row,
        "policy": load_policy(record.policy_key),
        "said": request.POST.get("said", ""),
        "refused": refused,
    }
    return render(request, "web/applicant/objection.html", context, status=422 if refused else 200)


@signed_in
@require_safe
def document(request: SignedIn, record_id: int, pk: int) -> HttpResponse:
    """A decision on a repair or an objection of one's own record."""
    wanted = document_of(record_or_404(request, record_id), pk)
    if wanted is None:
        raise Http404
    return fetched(get_object_or_404(Document, pk=wanted), ours=True)


def _carried_out(request: SignedIn, row: RecordRow) -> str:
    if request.POST.get("act") == "withdraw":
        if row.open_objection is None:
            raise Http404
        withdraw_objection(objection=row.open_objection, by=request.user)
        return _("异议撤回了，记录照原样有效。")
    object_to(record=row.record, by=request.user, said=request.POST.get("said", ""))
    return _("异议提出了，记录马上标明；有结果以前它不影响您。")
