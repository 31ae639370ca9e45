"""Which papers belong to a case, what each shows, and which of them its applicant may read."""

from django.db.models import Q, QuerySet

from nuozheng.applications.models import Application, CommitmentStatus
from nuozheng.documents.models import Document
from nuozheng.verification.afterwards.models import LetterVersion
from nuozheng.verification.afterwards.service import papers_of_applicant, papers_of_case
from nuozheng.verification.models import Consequence, Statement, UntruthFinding
from nuozheng.verification.supervision.models import SupervisionEntry

LETTER = "已经一次书面告知，本人看清后作出承诺，承诺了哪些事实，什么时候签的"
SIGNATURE = "本人的手写签名，或者本人数字证书的签名"
DECISION = "作出了什么决定，理由和依据，怎样救济"
NOTICE = "作出认定以前已经告知事实、理由和陈述申辩的权利"
FINDING = "认定的事实、证据和依据，由谁认定"
STATEMENT = "本人的陈述、申辩"
CONSEQUENCE = "作出了什么处理，依据哪条法律"
HANDED_IN = "办理时交来或者查得的证明"
CHECKED = "核查时看到的情况"
OTHER = "办理经过"


def papers_for_applicant(case: Application) -> dict[int, str]:
    """What the applicant may read, by the document's key, with what it shows (证明目的)."""
    found = dict.fromkeys(papers_of_applicant(case), OTHER)
    found |= _handed_in(case)
    old = LetterVersion.objects.filter(commitment__application=case).values_list("letter")
    found |= {pk: LETTER for (pk,) in old if pk}
    told = UntruthFinding.objects.filter(application=case, notified_at__isnull=False)
    found |= _of_findings(told)
    return found | _of_case(case)


def papers_for_desk(case: Application) -> dict[int, str]:
    """The same for those who handle it: the checks and what third parties got, too."""
    found = dict.fromkeys(papers_of_case(case), OTHER)
    checked = Document.objects.filter(
        Q(pk__in=case.tasks.values("evidence"))
        | Q(pk__in=SupervisionEntry.objects.filter(application=case).values("document"))
    )
    found |= dict.fromkeys(checked.order_by().values_list("pk", flat=True), CHECKED)
    found |= _of_findings(UntruthFinding.objects.filter(application=case))
    return found | papers_for_applicant(case)


def _handed_in(case: Application) -> dict[int, str]:
    rows = case.proofs.filter(document__isnull=False).values_list("document", flat=True)
    return {pk: HANDED_IN for pk in rows.order_by() if pk}


def _of_case(case: Application) -> dict[int, str]:
    found: dict[int, str] = {}
    if case.decision_document_id:
        found[case.decision_document_id] = DECISION
    commitment = getattr(case, "commitment", None)
    if commitment and commitment.letter_id and commitment.status != CommitmentStatus.DRAFT:
        found[commitment.letter_id] = LETTER
    if commitment and commitment.signature_paper_id:
        found[commitment.signature_paper_id] = SIGNATURE
    return found


def _of_findings(findings: QuerySet[UntruthFinding]) -> dict[int, str]:
    found: dict[int | None, str] = {}
    for notice, document in findings.values_list("notice", "document"):
        found |= {notice: NOTICE, document: FINDING}
    said = Statement.objects.filter(finding__in=findings).values_list("document", flat=True)
    taken = Consequence.objects.filter(finding__in=findings).values_list("document", flat=True)
    found |= dict.fromkeys(said.order_by(), STATEMENT)
    found |= dict.fromkeys(taken.order_by(), CONSEQUENCE)
    return {pk: why for pk, why in found.items() if pk}
