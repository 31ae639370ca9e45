"""Papers of one's own case, byte for byte as they were filed."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.applications.letter import letter_document, unsigned_letter
from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.documents.models import Document
from nuozheng.verification.case_papers import papers_for_applicant
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.files import fetched, pdf
from nuozheng.web.sessions import SignedIn, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def fetch_letter(request: SignedIn, number: str) -> HttpResponse:
    """The signed letter; a POST sets it at once where it is still waiting to be set."""
    case = case_or_404(request, number)
    commitment = (
        Commitment.objects.filter(application=case)
        .exclude(status=CommitmentStatus.DRAFT)
        .select_related("letter")
        .first()
    )
    if commitment is None:
        raise Http404("not signed")
    if commitment.letter is not None:
        return fetched(commitment.letter, ours=commitment.letter.is_ours)
    if request.method == "POST":
        return fetched(letter_document(commitment.pk), ours=True)
    page = {"case": case, "commitment": commitment}
    return render(request, "web/applicant/letter_waits.html", page)


@signed_in
@require_safe
def fetch_unsigned(request: SignedIn, number: str) -> HttpResponse:
    """The checked letter before anybody signed it: to be signed by hand or with a certificate."""
    case = case_or_404(request, number)
    commitment = Commitment.objects.filter(application=case, checked_at__isnull=False).first()
    if commitment is None or commitment.status != CommitmentStatus.DRAFT:
        raise Http404("nothing to sign")
    return pdf(unsigned_letter(commitment), f"{commitment.letter_number} {_('未签署')}.pdf")


@signed_in
@require_safe
def fetch_paper(request: SignedIn, number: str, document_id: int) -> HttpResponse:
    """Any paper that belongs to this case and that its applicant may read."""
    case = case_or_404(request, number)
    document = Document.objects.filter(pk=document_id).first()
    if document is None or document_id not in papers_for_applicant(case):
        raise Http404(str(document_id))
    return fetched(document, ours=document.is_ours)
