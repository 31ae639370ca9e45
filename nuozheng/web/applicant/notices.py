"""告知第三人: somebody whose rights an intended revocation touches reads of it and objects."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Finding, Refused
from nuozheng.verification.afterwards.access import own_objections
from nuozheng.verification.afterwards.objections import object_to
from nuozheng.web.files import fetched
from nuozheng.web.sessions import SignedIn, signed_in

_PAPERS = ("notice", "answer_document")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answer_notice(request: SignedIn, pk: int) -> HttpResponse:
    """What is intended, until when one may object, what was answered; `paper` fetches a PDF.

    It says nothing of who promised what, or of what was found.
    """
    found = (
        own_objections(request.user, timezone.localdate())
        .select_related(
            "intended__finding__application__item",
            "intended__finding__application__agency",
            "intended__finding__application__catalogue__jurisdiction",
            "third_party",
        )
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404(str(pk))
    if (wanted := request.GET.get("paper")) is not None:
        document = getattr(found, wanted) if wanted in _PAPERS else None
        if document is None:
            raise Http404(wanted)
        return fetched(document, ours=True)
    case = found.intended.finding.application
    request.place_name = case.catalogue.jurisdiction.name
    refused: Sequence[Finding] = ()
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            object_to(objection=found, by=request.user, text=text)
        except Refused as problem:
            refused = problem.findings
        else:
            messages.success(request, _("意见收到了，答复您以前不作出决定。"))
            return redirect("web:my_notice", pk=pk)
    context = {
        "objection": found,
        "item": case.item,
        "agency": case.agency,
        "word": MEASURE_WORD[found.intended.measure],
        "open": found.answered_at is None and found.intended.consequence_id is None,
        "text": text,
        "refused": refused,
    }
    return render(request, "web/applicant/notice.html", context, status=422 if refused else 200)
