"""A report as it is sent: the PDF, and the electronic package to the mailbox of the text."""

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

from django.utils import timezone

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.documents.models import Document
from nuozheng.documents.sealing import issued
from nuozheng.documents.typesetting.report import Report, render_report
from nuozheng.parties.models import Account

_ENDING = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def set_report(task: UnitDuty, on: date, by: Account) -> Document:
    """Set the sections as a PDF and file it."""
    content = render_report(
        Report(
            title=task.duty.what,
            addressee=task.duty.to,
            agency=task.agency.name,
            sections=tuple((title, task.content[title]) for title in task.duty.sections),
            issued_on=on,
        )
    )
    document = issued(
        content,
        kind="official",
        title=f"{task.duty.what}（{task.agency.name}）",
        unit=task.agency.name,
    )
    document.created_at, document.created_by = timezone.now(), by
    document.save()
    return document


def package(task: UnitDuty) -> bytes:
    """电子版: a message to the mailbox of the text with every paper, ready for a mail program.

    Nothing is sent from here. Errors: LookupError where the text names no mailbox.
    """
    if not task.duty.address:
        raise LookupError(f"{task.key} names no mailbox")
    message = EmailMessage(policy=SMTP)
    message["To"] = task.duty.address
    message["Subject"] = f"{task.duty.what}（{task.agency.name}）"
    message.set_content(
        f"{task.sent_to or task.duty.to}：\n\n"
        f"现报送{task.agency.name}的“{task.duty.what}”，请查收附件。\n"
    )
    # A fixed boundary, so that the same papers give the same bytes.
    for name, document in papers_of(task):
        kind, _, form = document.media_type.partition("/")
        message.add_attachment(bytes(document.content), maintype=kind, subtype=form, filename=name)
    if message.is_multipart():
        message.set_boundary(f"=_nuozheng_{task.pk}")
    return message.as_bytes()


def papers_of(task: UnitDuty) -> Iterator[tuple[str, Document]]:
    """Every paper of a task with its file name, those of its revision's review included."""
    if task.printed is not None:
        yield f"{task.printed.title}.pdf", task.printed
    for paper in task.papers.select_related("document"):
        yield _named(paper.part or task.duty.what, paper.document), paper.document
    if task.revision is not None:
        for opinion in task.revision.opinions.prefetch_related("documents"):
            for document in opinion.documents.all():
                yield _named(document.title, document), document


def _named(title: str, document: Document) -> str:
    return f"{title}.{_ENDING.get(document.media_type, 'bin')}"
