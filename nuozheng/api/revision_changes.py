"""What a revision changes: propose, write anew, take out, and sign the scope check."""

from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Status
from pydantic import Field

from nuozheng.api.authentication import account_of
from nuozheng.api.entry_schemas import EntryIn
from nuozheng.api.responses import answers
from nuozheng.api.revision_lookup import change_of, changes_of, entry_named, held, revision_of
from nuozheng.api.revision_schemas import ChangeOut, RevisionOut, change_out
from nuozheng.api.revisions import shown
from nuozheng.api.schemas import (
    Basis,
    Body,
    CaseNumber,
    Id,
    Key,
    Line,
    Out,
    Page,
    Paging,
    Text,
    basis_of,
    page_of,
)
from nuozheng.catalogue.revision.actions.draft import check_scope, drop, propose, rewrite
from nuozheng.law.exclusions import FIELD_WORD, RELATION_WORD
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.listing import RESIDUAL_WORD, Checklist
from nuozheng.law.policy import Policy

router = Router(tags=["修订清单"])


class ChangeIn(Body):
    """`entry` is the entry of the list, except for a new one; `content` is its whole text."""

    kind: Literal["add", "change", "remove"]
    entry: Id | None = None
    content: EntryIn
    reason: Text = ""


class Rewriting(Body):
    """The whole text anew, and why."""

    content: EntryIn
    reason: Text = ""


class ChecklistIn(Body):
    """The scope check. Which words can be chosen stands in `GET revisions/{number}/scope`."""

    touches: list[Key] = Field(default=[], max_length=30)
    high_risk: bool | None = None
    costly_to_correct: bool | None = None
    beyond_repair: bool | None = None
    correctable_afterwards: bool | None = None
    risk_controllable: bool | None = None
    negative_situations: list[Line] = Field(default=[], max_length=50)
    selected_by: list[Line] = Field(default=[], max_length=30)
    default_reasons: list[Line] = Field(default=[], max_length=30)
    left_off_for: Text = ""
    kept_for: Text = ""
    risk_assessment: Text = ""
    specialised: bool = False


class WordOut(Out):
    """A key and what it means."""

    key: str
    word: str


class ScopeOut(Out):
    """The questions of the place's scope check; what it does not ask is empty."""

    touches: list[WordOut]
    risks: list[WordOut]
    asks_positive_test: bool
    selected_by: list[str]
    default_reasons: list[str]
    asks_risk_assessment: bool
    basis: list[Basis]


@router.get(
    "/revisions/{number}/changes", response=answers(Page[ChangeOut]), summary="列出修订改了哪些"
)
def list_changes(
    request: HttpRequest, number: CaseNumber, paging: Query[Paging]
) -> Page[ChangeOut]:
    """只有改了的：每一项的全文，和现行清单有什么不同，签过的范围核对。"""
    revision = revision_of(account_of(request), number)
    return page_of(changes_of(revision), paging, change_out)


@router.post(
    "/revisions/{number}/changes",
    response=answers(ChangeOut, 201),
    summary="提出新增、变更或者取消一项（清单管理人员）",
    description="同一项再提一次，换掉前一次；一模一样的新增重复发送，还是那一项。",
)
def propose_change(request: HttpRequest, number: CaseNumber, body: ChangeIn) -> Status[ChangeOut]:
    account = account_of(request)
    revision, content = revision_of(account, number), body.content.entry()
    entry = entry_named(body.entry) if body.entry is not None else None
    with transaction.atomic():
        same = held(revision).changes.filter(
            kind="add", entry=None, content=content.model_dump(mode="json"), reason=body.reason
        )
        known = same.first() if body.kind == "add" and entry is None else None
        change = known or propose(
            revision=revision,
            kind=body.kind,
            content=content,
            entry=entry,
            reason=body.reason,
            by=account,
        )
    return Status(201, change_out(change_of(revision, change.pk)))


@router.get("/revisions/{number}/changes/{id}", response=answers(ChangeOut), summary="查看改的一项")
def show_change(request: HttpRequest, number: CaseNumber, id: Id) -> ChangeOut:
    return change_out(change_of(revision_of(account_of(request), number), id))


@router.put(
    "/revisions/{number}/changes/{id}",
    response=answers(ChangeOut),
    summary="重写一项（清单管理人员）",
    description="内容变了的，范围要重新核对、签名。",
)
def rewrite_change(request: HttpRequest, number: CaseNumber, id: Id, body: Rewriting) -> ChangeOut:
    account = account_of(request)
    revision = revision_of(account, number)
    rewrite(
        change=change_of(revision, id),
        content=body.content.entry(),
        reason=body.reason,
        by=account,
    )
    return change_out(change_of(revision, id))


@router.delete(
    "/revisions/{number}/changes/{id}",
    response=answers(RevisionOut),
    summary="拿掉一项（清单管理人员）",
)
def drop_change(request: HttpRequest, number: CaseNumber, id: Id) -> RevisionOut:
    account = account_of(request)
    revision = revision_of(account, number)
    drop(change=change_of(revision, id), by=account)
    return shown(account, number)


@router.get(
    "/revisions/{number}/scope", response=answers(ScopeOut), summary="范围核对问哪些、可以选哪些"
)
def show_scope(request: HttpRequest, number: CaseNumber) -> ScopeOut:
    policy = revision_of(account_of(request), number).policy
    scope = policy.scope
    asked = RESIDUAL_WORD if scope.residual_risk_test.value else {}
    return ScopeOut(
        touches=[WordOut(key=key, word=word) for key, word in _touching(policy).items()],
        risks=[WordOut(key=key, word=word) for key, word in asked.items()],
        asks_positive_test=bool(scope.positive_test.value),
        selected_by=list(scope.selection_criteria.value),
        default_reasons=list(_default_reasons(policy)),
        asks_risk_assessment=bool(scope.retained_needs_risk_assessment.value),
        basis=basis_of((*scope.excluded_fields.clause, *scope.selection_criteria.clause)),
    )


@router.put(
    "/revisions/{number}/changes/{id}/scope-check",
    response=answers(ChangeOut),
    summary="签一项的范围核对（清单管理人员）",
    description="谁签的、哪一天签的、每一问怎样答的都记下来；签的人不能再审核。",
)
def sign_scope_check(
    request: HttpRequest, number: CaseNumber, id: Id, body: ChecklistIn
) -> ChangeOut:
    account = account_of(request)
    revision = revision_of(account, number)
    change = change_of(revision, id)
    if strange := _strange_words(revision.policy, body):
        raise Refused(*strange)
    checklist = Checklist.model_validate(body.model_dump())
    check_scope(change=change, answers=checklist, by=account)
    return change_out(change_of(revision, id))


def _touching(policy: Policy) -> dict[str, str]:
    words = FIELD_WORD | RELATION_WORD
    scope = policy.scope
    names = (*scope.excluded_fields.value, *scope.excluded_relations.value)
    return {name: words[name] for name in names}


def _default_reasons(policy: Policy) -> tuple[str, ...]:
    return policy.scope.default_inclusion_when.value if policy.scope.default_inclusion.value else ()


def _strange_words(policy: Policy, body: ChecklistIn) -> list[Finding]:
    """One finding for each choice that the place's scope check does not have."""
    offered: dict[str, Any] = {
        "touches": tuple(_touching(policy)),
        "selected_by": policy.scope.selection_criteria.value,
        "default_reasons": _default_reasons(policy),
    }
    return [
        Finding(
            f"input.{name}",
            Outcome.NOT_MET,
            f"{name}：没有“{word[:40]}”这一项。",
            cure="可以选的：" + ("、".join(words) or "本地没有这一问") + "。",
        )
        for name, words in offered.items()
        for word in getattr(body, name)
        if word not in words
    ]
