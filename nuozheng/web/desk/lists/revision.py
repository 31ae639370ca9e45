"""One revision: its changes, its way, and what may be done with it now."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.draft import (
    abandon,
    attach_grounds,
    describe,
    drop,
)
from nuozheng.catalogue.revision.actions.publish import announce, file_upward, publish
from nuozheng.catalogue.revision.actions.review import Point, opine, submit
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.findings import Finding
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.lists.overview import LIST_STAFF
from nuozheng.web.desk.lists.revision_forms import RevisionForms
from nuozheng.web.desk.lists.revision_page import revision_context
from nuozheng.web.desk.page import carried_out, shown

Act = Callable[[Revision, Desk, RevisionForms], str]


@staffed(*LIST_STAFF)
def revision(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The page of a revision; a POST names its act in `act`."""
    found = revision_at(desk, number)
    typed = RevisionForms(request, found)
    refused: tuple[Finding, ...] = ()
    if request.method == "POST":
        done, refused = carried_out(ACTS.get(typed.act), found, desk, typed)
        if not refused:
            messages.success(request, done)
            return redirect("web:revision", number=number)
        found = revision_at(desk, number)
    context = revision_context(found, desk, typed)
    return shown(request, desk, "web/desk/lists/revision.html", context, refused)


@staffed(*LIST_STAFF)
def revision_document(request: HttpRequest, desk: Desk, number: str, pk: int) -> HttpResponse:
    """A document of a revision, handed over as a file."""
    found = revision_at(desk, number)
    document = found.grounds_documents.filter(pk=pk).first()
    if document is None:
        for opinion in found.opinions.filter(documents=pk):
            document = opinion.documents.get(pk=pk)
    if document is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/png": "png"}.get(document.media_type, "jpg")
    response = HttpResponse(document.content, content_type=document.media_type)
    name = quote(f"{document.title}.{ending}")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


def revision_at(desk: Desk, number: str) -> Revision:
    """A revision the desk may see; otherwise 404."""
    rows = access.visible_to(desk.account, desk.today).select_related(
        "catalogue__jurisdiction", "agency", "opened_by"
    )
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404
    return found


def _submit(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    submit(revision=found, by=desk.account)
    return _("已经提交。退回的时候会写明改哪里。")


def _drop(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    change = found.changes.filter(pk=typed.number("change")).first()
    if change is None:
        raise Http404
    drop(change=change, by=desk.account)
    return _("这一项已经拿掉。")


def _describe(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    form = typed.describe
    describe(
        revision=found,
        title=form.text("title"),
        grounds=form.text("grounds"),
        specialised=bool(form.text("specialised")),
        by=desk.account,
    )
    upload = typed.file("describe-document")
    if upload:
        attach_grounds(revision=found, content=upload, by=desk.account)
    return _("已经保存。")


def _abandon(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    abandon(revision=found, reason=typed.abandon.text("reason"), by=desk.account)
    return _("这份修订不再报送。")


def _opine(outcome: str) -> Act:
    def act(found: Revision, desk: Desk, typed: RevisionForms) -> str:
        opine(
            revision=found,
            outcome="passed" if outcome == "passed" else "returned",
            text=typed.opinion.text("said"),
            document_number=typed.opinion.text("document_number"),
            documents=typed.documents(),
            points=[Point(what, change) for change, what in typed.points()],
            by=desk.account,
        )
        return _("已经通过。") if outcome == "passed" else _("已经退回，起草的人会看到要改哪里。")

    return act


def _publish(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    day = typed.publish.day("effective_from")
    publish(revision=found, effective_from=day, by=desk.account)
    return _("已经公布。请把每个渠道登记上，登记完才算公布完成。")


def _announce(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    subject, _sep, channel = typed.announce.text("channel").partition(":")
    announce(
        revision=found,
        subject=subject,
        channel=channel,
        place=typed.announce.text("place"),
        on=typed.announce.day("on"),
        by=desk.account,
    )
    return _("这个渠道登记好了。")


def _file(found: Revision, desk: Desk, typed: RevisionForms) -> str:
    file_upward(
        revision=found,
        on=typed.file_form.day("on"),
        receipt=typed.file_form.text("receipt"),
        by=desk.account,
    )
    return _("报备登记好了。")


ACTS: dict[str, Act] = {
    "submit": _submit,
    "drop": _drop,
    "describe": _describe,
    "abandon": _abandon,
    "pass": _opine("passed"),
    "return": _opine("returned"),
    "publish": _publish,
    "announce": _announce,
    "file": _file,
}
