"""Papers of a case and of a credit record, for those who handle them; each fetch asks who."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from nuozheng.applications.letter import letter_document
from nuozheng.applications.models import CommitmentStatus
from nuozheng.credit import access as credit_access
from nuozheng.credit.objections import access as objection_access
from nuozheng.credit.papers import document_of
from nuozheng.documents.models import Document
from nuozheng.law.vocabulary import Role
from nuozheng.verification.case_papers import papers_for_desk
from nuozheng.verification.models import UntruthFinding
from nuozheng.web.desk.case import case_at
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.files import fetched
from nuozheng.web.promises import commitment_of


@staffed(Role.OFFICER, Role.VERIFIER)
def case_paper(request: HttpRequest, desk: Desk, number: str, pk: int) -> HttpResponse:
    """A paper that belongs to a case of the desk: handed in, signed, issued or found."""
    case = case_at(desk, number)
    if pk not in papers_for_desk(case):
        raise Http404
    document = get_object_or_404(Document, pk=pk)
    return fetched(document, ours=document.is_ours)


@staffed(Role.OFFICER, Role.VERIFIER)
def case_letter(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Set the signed letter now if no worker has done so yet, and show it."""
    case = case_at(desk, number)
    commitment = commitment_of(case)
    if commitment is None or commitment.status == CommitmentStatus.DRAFT:
        raise Http404
    if request.method != "POST":
        return redirect("web:case", number=number)
    return redirect("web:case_paper", number=number, pk=letter_document(commitment.pk).pk)


@staffed(Role.CREDIT_OFFICER)
def credit_paper(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The 认定书 on which a credit record of the desk's place rests."""
    record = get_object_or_404(credit_access.desk_records(desk.account, desk.today), pk=pk)
    finding = get_object_or_404(
        UntruthFinding.objects.select_related("document"),
        application__number=record.case_number,
        document_number=record.document_number,
        document__isnull=False,
    )
    assert finding.document is not None
    return fetched(finding.document, ours=True)


@staffed(Role.CREDIT_OFFICER, Role.OFFICER)
def credit_document(request: HttpRequest, desk: Desk, pk: int, document: int) -> HttpResponse:
    """A decision on a repair or an objection, for those who may see it."""
    mine = credit_access.desk_records(desk.account, desk.today).filter(pk=pk).first()
    if mine is not None:
        wanted = document_of(mine, document)
    else:
        answered = objection_access.to_answer(desk.account, desk.today).filter(record=pk)
        wanted = document if answered.filter(document=document).exists() else None
    if wanted is None:
        raise Http404
    return fetched(get_object_or_404(Document, pk=wanted), ours=True)
