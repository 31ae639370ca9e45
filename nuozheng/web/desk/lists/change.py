"""Write one entry of a revision and sign its scope check."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from nuozheng.catalogue.models import CatalogueEntry, EntryVersion
from nuozheng.catalogue.revision.actions.draft import check_scope, propose, rewrite
from nuozheng.catalogue.revision.comparison import differences
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.examination import checklist_of, examine_change
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.review import DRAFT
from nuozheng.law.vocabulary import Role
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.lists.change_forms import (
    EntryForm,
    ScopeForm,
    entry_initial,
    scope_initial,
)
from nuozheng.web.desk.lists.change_parts import parts_of
from nuozheng.web.desk.lists.revision import revision_at
from nuozheng.web.desk.page import shown

PER_PAGE = 25


@staffed(Role.CATALOGUE_KEEPER)
def pick_entry(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Choose from the list in force what is to be changed or removed."""
    revision = _draft_at(desk, number)
    standing = (
        EntryVersion.objects.in_force(desk.today)
        .filter(
            entry__item__catalogue=revision.catalogue_id, entry__item__agency=revision.agency_id
        )
        .select_related("entry__item", "entry__proof")
        .order_by("entry__item__name", "entry__position")
    )
    query = request.GET.get("q", "").strip()[:60]
    for word in query.split():
        standing = standing.filter(entry__item__search_text__contains=word.lower())
    if request.method == "POST":
        return _take(request, desk, revision)
    taken = set(revision.changes.exclude(entry=None).values_list("entry_id", flat=True))
    page = Paginator(standing, PER_PAGE).get_page(request.GET.get("page"))
    context = {"revision": revision, "page": page, "query": query, "taken": taken}
    return shown(request, desk, "web/desk/lists/pick.html", context)


def _take(request: HttpRequest, desk: Desk, revision: Revision) -> HttpResponse:
    key = request.POST.get("entry", "")
    entry = CatalogueEntry.objects.filter(
        pk=int(key) if key.isdecimal() and len(key) < 12 else 0,
        item__catalogue=revision.catalogue_id,
        item__agency=revision.agency_id,
    ).first()
    version = entry.versions.select_related("entry__item", "entry__proof").last() if entry else None
    if version is None:
        raise Http404
    kind = "remove" if request.POST.get("act") == "remove" else "change"
    try:
        change = propose(
            revision=revision,
            kind=kind,
            entry=entry,
            content=content_of(version),
            by=desk.account,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("web:pick_entry", number=revision.number)
    return redirect("web:change", number=revision.number, pk=change.pk)


@staffed(Role.CATALOGUE_KEEPER)
def add_entry(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Write a new entry."""
    revision = _draft_at(desk, number)
    refused: tuple[Finding, ...] = ()
    form = EntryForm(revision.policy, None, initial={"decision_days": 20, "agent_allowed": True})
    if request.method == "POST":
        form = EntryForm(revision.policy, None, request.POST)
        try:
            if form.is_valid():
                change = propose(
                    revision=revision,
                    kind="add",
                    content=form.entry(),
                    reason=form.cleaned_data["reason"],
                    by=desk.account,
                )
                messages.success(request, _("已经加上，接着核对适用范围。"))
                return redirect("web:change", number=number, pk=change.pk)
        except Refused as refusal:
            refused = tuple(refusal.findings)
    context = {"revision": revision, "form": form, "parts": parts_of(form), "change": None}
    return shown(request, desk, "web/desk/lists/change.html", context, refused)


@staffed(Role.CATALOGUE_KEEPER)
def change(request: HttpRequest, desk: Desk, number: str, pk: int) -> HttpResponse:
    """Write one change anew, or sign its scope check."""
    revision = _draft_at(desk, number)
    found = _change_at(revision, pk)
    content = EntryContent.model_validate(found.content)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    initial = entry_initial(content) | {"reason": found.reason}
    form = EntryForm(
        revision.policy, content, request.POST if act == "write" else None, initial=initial
    )
    scope = ScopeForm(
        revision.policy,
        request.POST if act == "check" else None,
        prefix="scope",
        initial=scope_initial(checklist_of(found)),
    )
    refused: tuple[Finding, ...] = ()
    try:
        if act and (done := _done(act, found, form, scope, request, desk)):
            messages.success(request, done)
            return redirect("web:change", number=number, pk=pk)
    except Refused as refusal:
        refused = tuple(refusal.findings)
    before = content_of(found.base) if found.base else None
    context = {
        "revision": revision,
        "change": found,
        "content": content,
        "form": form,
        "parts": parts_of(form),
        "scope": scope,
        "differing": differences(before, content) if found.kind == "change" else [],
        "signed": checklist_of(found),
        "obstacles": obstacles(examine_change(revision, found)),
    }
    return shown(request, desk, "web/desk/lists/change.html", context, refused)


def _done(
    act: str, found: Change, form: EntryForm, scope: ScopeForm, request: HttpRequest, desk: Desk
) -> str:
    """What was done, in words; empty where a form has to be shown again."""
    if act == "write" and form.is_valid():
        reason = form.cleaned_data["reason"]
        rewrite(change=found, content=form.entry(), reason=reason, by=desk.account)
        return _("已经保存。内容变了的，范围要重新核对。")
    if act == "reason":
        content = EntryContent.model_validate(found.content)
        reason = request.POST.get("reason", "")
        rewrite(change=found, content=content, reason=reason, by=desk.account)
        return _("理由已经保存。")
    if act == "check" and scope.is_valid():
        check_scope(change=found, answers=scope.checklist(), by=desk.account)
        return _("范围核对已经签名保存。")
    if act not in ("write", "check"):
        raise Http404
    return ""


def _draft_at(desk: Desk, number: str) -> Revision:
    revision = revision_at(desk, number)
    if revision.status != DRAFT or revision.agency_id not in {
        agency.pk for agency in desk.agencies(Role.CATALOGUE_KEEPER)
    }:
        raise Http404
    return revision


def _change_at(revision: Revision, pk: int) -> Change:
    rows = revision.changes.select_related("base__entry__item", "base__entry__proof", "checked_by")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
