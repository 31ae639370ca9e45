"""All letters of a revision, which of them are ready, and the previews as real files."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.letters import digest
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.actions.write import open_letters
from nuozheng.catalogue.wording.gates import may_write
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.obstacles import drafts_of
from nuozheng.catalogue.wording.services import services_of
from nuozheng.documents.blank_docx import blank_docx
from nuozheng.documents.typesetting import render_blank
from nuozheng.law.findings import Finding
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.letters.reach import At, letter_at
from nuozheng.web.desk.lists.overview import LIST_STAFF
from nuozheng.web.desk.lists.revision import revision_at
from nuozheng.web.desk.page import carried_out, shown
from nuozheng.web.files import file, pdf
from nuozheng.web.public.blank import DOCX, compose

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One service with how far its letter is."""

    key: str
    name: str
    draft: LetterDraft | None

    @property
    def errors(self) -> int:
        """What the linter still forbids, less what a reviewer let stand."""
        if self.draft is None:
            return 0
        found: int = self.draft.report.get("errors", 0)
        return max(0, found - len(self.draft.let_stand))


@staffed(*LIST_STAFF)
def letters(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The letters of a revision; a POST opens all that are missing, as they are composed."""
    revision = revision_at(desk, number)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(_open, revision, desk)
        if not refused:
            messages.success(request, done)
            return redirect("web:revision_letters", number)
    drafts = drafts_of(revision)
    rows = [
        LetterRow(service.key, service.item.name, drafts.get(service.key))
        for service in services_of(revision, desk.today)
        if service.needs_letter
    ]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "revision": revision,
        "rows": list(page),
        "page": page,
        "missing": sum(row.draft is None for row in rows),
        "may_write": may_write(revision, desk.account),
    }
    return shown(request, desk, "web/desk/letters/letters.html", context, refused)


@staffed(*LIST_STAFF)
def letter_preview(
    request: HttpRequest, desk: Desk, number: str, service: str, form: str
) -> HttpResponse:
    """The saved text as the form that people will fetch, PDF or DOCX; filed nowhere."""
    at = letter_at(desk, number, service)
    blank = compose(_template(at, desk.today), at.service.versions)
    name = _("预览，%(item)s.%(form)s") % {"item": at.service.item.name, "form": form}
    if form == "pdf":
        return pdf(render_blank(blank), name)
    if form == "docx":
        return file(blank_docx(blank), DOCX, name)
    raise Http404


def _open(revision: Revision, desk: Desk) -> str:
    count = open_letters(revision=revision, by=desk.account)
    return _("打开了%(count)s份文本，内容由清单条目生成。") % {"count": count}


def _template(at: At, today: date) -> LetterTemplate:
    """The next version as it would be published today, unsaved."""
    item, content = at.service.item, at.letter.content
    last = item.letter_templates.order_by("-number").first() if item.pk else None
    return LetterTemplate(
        item=item,
        number=last.number + 1 if last else 1,
        effective_from=today,
        content=content,
        digest=digest(content),
    )
