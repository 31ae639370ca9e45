"""Papers of one's own case, byte for byte as they were filed."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.documents.models import Document
from nuozheng.verification.afterwards.service import papers_of_applicant
from nuozheng.verification.models import Consequence, Statement, UntruthFinding
from nuozheng.web.applicant.cases import case_or_404
from nuozheng.web.files import fetched
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
def fetch_paper(request: SignedIn, number: str, document_id: int) -> HttpResponse:
    """Any paper that belongs to this case and that its applicant may read."""
    case = case_or_404(request, number)
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not _belongs(case, document_id):
        raise Http404(str(document_id))
    return fetched(document, ours=document.is_ours)


def _belongs(case: Application, document_id: int) -> bool:
    if document_id in papers_of_applicant(case):
        return True
    if case.decision_document_id == document_id:
        return True
    if case.proofs.filter(document=document_id).exists():
        return True
    told = UntruthFinding.objects.filter(application=case, notified_at__isnull=False)
    return (
        told.filter(Q(notice=document_id) | Q(document=document_id)).exists()
        or Consequence.objects.filter(finding__in=told, document=document_id).exists()
        or Statement.objects.filter(finding__in=told, document=document_id).exists()
    )
