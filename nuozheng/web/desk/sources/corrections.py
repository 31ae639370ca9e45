"""更正申请 at the desk of a data owner: what people hold to be wrong, by due day."""

from typing import Literal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.law.data_sources import SOURCE_CORRECTION
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.vocabulary import Role
from nuozheng.verification.sources.access import corrections_at_desk
from nuozheng.verification.sources.corrections import answer_correction
from nuozheng.web.applicant.looks import shown_correction
from nuozheng.web.clocks import due
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.history import happened
from nuozheng.web.desk.page import shown

ANSWERS: dict[str, Literal["correct", "uphold"]] = {"correct": "correct", "uphold": "uphold"}


@staffed(Role.DATA_OWNER)
def source_corrections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The inbox: open ones first, the next due on top."""
    rows = corrections_at_desk(desk.account, desk.today).select_related("party", "application")
    listed = sorted(rows.order_by("due_on", "pk")[:200], key=lambda one: one.status != "open")
    return shown(
        request,
        desk,
        "web/desk/sources/corrections.html",
        {
            "rows": [
                {
                    "one": shown_correction(one),
                    "due": due(one.due_on, desk.today) if one.status == "open" else None,
                }
                for one in listed
            ],
            "open": sum(one.status == "open" for one in listed),
        },
    )


@staffed(Role.DATA_OWNER)
def source_correction(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One request with its clock; corrected, or it stands, each with the reason."""
    row = (
        corrections_at_desk(desk.account, desk.today)
        .select_related("party", "application__item", "receipt", "answered_by")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Http404
    refused: tuple[Finding, ...] = ()
    reason = request.POST.get("reason", "")
    if request.method == "POST":
        act = ANSWERS.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        try:
            answer_correction(correction=row, act=act, reason=reason, by=desk.account)
        except Refused as refusal:
            refused = tuple(refusal.findings)
        else:
            messages.success(request, _("答复已经记下，本人可以看到。"))
            return redirect("web:source_corrections")
    return shown(
        request,
        desk,
        "web/desk/sources/correction.html",
        {
            "one": shown_correction(row),
            "due": due(row.due_on, desk.today) if row.status == "open" else None,
            "acts": SOURCE_CORRECTION.allowed(row.status, Role.DATA_OWNER),
            "reason": reason,
            "history": happened({SOURCE_CORRECTION.kind: [row.pk]}),
        },
        refused,
    )
