"""The editor of one letter: keepers write, reviewers answer and let stand."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from nuozheng.catalogue.letters import template_in_force
from nuozheng.catalogue.models import LetterTemplate
from nuozheng.catalogue.wording.actions.review import Answer, answer_quality, let_stand
from nuozheng.catalogue.wording.actions.write import open_letter, write
from nuozheng.catalogue.wording.gates import may_write, reviewing_role
from nuozheng.catalogue.wording.letter import DraftedLetter
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.wording import measures
from nuozheng.web.desk.guards import Desk, staffed
from nuozheng.web.desk.letters.reach import At, letter_at
from nuozheng.web.desk.letters.rows import condition_rows, flaw_rows, item_rows, renewed
from nuozheng.web.desk.letters.typed import (
    adopt,
    as_typed,
    restore,
    typed_paragraphs,
    typed_text,
)
from nuozheng.web.desk.lists.overview import LIST_STAFF
from nuozheng.web.desk.page import carried_out, shown

ANSWER, NOTE = "answer-", "note-"


@staffed(*LIST_STAFF)
def letter(request: HttpRequest, desk: Desk, number: str, service: str) -> HttpResponse:
    """The letter of one service; a POST names its act in `act`, or a flaw in `adopt`."""
    at = letter_at(desk, number, service)
    refused: tuple[Finding, ...] = ()
    if request.method != "POST":
        return _page(request, desk, at, at.letter)
    if request.POST.get("act") in ACTS:
        done, refused = carried_out(ACTS[request.POST["act"]], at, desk, request.POST)
        if not refused:
            messages.success(request, done)
            return redirect("web:revision_letter", number, service)
    elif not may_write(at.revision, desk.account):
        raise Http404
    paragraphs = typed_paragraphs(request.POST, at.letter)
    adopt(paragraphs, request.POST.get("adopt", ""))
    restore(paragraphs, at.letter, request.POST.get("restore", ""))
    typed = as_typed(at.letter, paragraphs) if paragraphs else at.letter
    return _page(request, desk, at, typed, refused, unsaved=bool(paragraphs))


@staffed(*LIST_STAFF)
def check_item(
    request: HttpRequest, desk: Desk, number: str, service: str, key: str
) -> HttpResponse:
    """The flaws of one item as it is being typed, as a piece of the page."""
    at = letter_at(desk, number, service)
    if request.method != "POST" or not may_write(at.revision, desk.account):
        raise Http404
    text = typed_text(request.POST, key)
    item = {"key": key, "flaws": list(flaw_rows(key, text, at.draft)), "measures": measures([text])}
    return render(request, "web/desk/letters/flaws.html", {"item": item, "may_write": True})


def _page(
    request: HttpRequest,
    desk: Desk,
    at: At,
    typed: DraftedLetter,
    refused: tuple[Finding, ...] = (),
    unsaved: bool = False,
) -> HttpResponse:
    in_force = _in_force(at, desk)
    role = reviewing_role(at.revision, desk.account) if at.draft else None
    items = item_rows(typed, at.draft)
    context: dict[str, Any] = {
        "revision": at.revision,
        "service": at.service,
        "draft": at.draft,
        "items": items,
        "grave": sum(one.is_error for item in items for one in item.flaws),
        "measures": typed.measures,
        "elements": typed.elements,
        "lacking": obstacles(typed.elements),
        "vague": obstacles(typed.conditions),
        "conditions": condition_rows(typed),
        "in_force": in_force,
        "renewed": renewed(in_force.content if in_force else {}, typed.content),
        "may_write": may_write(at.revision, desk.account),
        "may_review": role is not None,
        "questions": _questions(at, request.POST if refused else None),
        "quality": at.revision.policy.notice.quality_rules,
        "unsaved": unsaved,
    }
    return shown(request, desk, "web/desk/letters/letter.html", context, refused)


def _in_force(at: At, desk: Desk) -> LetterTemplate | None:
    if at.service.item.pk is None:
        return None
    try:
        return template_in_force(at.service.item, desk.today)
    except Refused:
        return None


def _questions(at: At, posted: QueryDict | None) -> list[dict[str, Any]]:
    """Each question of the place with what was answered, or typed and refused."""
    found = []
    for index, question in enumerate(at.revision.policy.notice.quality_rules.value):
        said = at.draft.answer(question) if at.draft else {}
        if posted is not None and f"{ANSWER}{index}" in posted:
            said = {
                "answer": posted[f"{ANSWER}{index}"],
                "note": posted.get(f"{NOTE}{index}", ""),
            }
        found.append(
            {
                "index": index,
                "question": question,
                "answer": said.get("answer", ""),
                "note": said.get("note", ""),
                "name": said.get("name", ""),
            }
        )
    return found


def _save(at: At, desk: Desk, posted: QueryDict) -> str:
    paragraphs = typed_paragraphs(posted, at.letter)
    draft = at.draft or open_letter(revision=at.revision, service=at.service.key, by=desk.account)
    write(draft=draft, paragraphs=paragraphs, by=desk.account)
    return _("文本已经保存。")


def _answer(at: At, desk: Desk, posted: QueryDict) -> str:
    if at.draft is None:
        raise Http404
    answers = {
        question: Answer(posted.get(f"{ANSWER}{index}", ""), posted.get(f"{NOTE}{index}", ""))
        for index, question in enumerate(at.revision.policy.notice.quality_rules.value)
        if posted.get(f"{ANSWER}{index}")
    }
    answer_quality(draft=at.draft, answers=answers, by=desk.account)
    return _("已经记下您的确认。")


def _let_stand(at: At, desk: Desk, posted: QueryDict) -> str:
    if at.draft is None:
        raise Http404
    let_stand(
        draft=at.draft,
        item=posted.get("item", ""),
        rule=posted.get("rule", ""),
        passage=posted.get("passage", ""),
        reason=posted.get("reason", ""),
        by=desk.account,
    )
    return _("这一处已经放行，理由记在案里。")


ACTS: dict[str, Callable[[At, Desk, QueryDict], str]] = {
    "save": _save,
    "answer": _answer,
    "let_stand": _let_stand,
}
