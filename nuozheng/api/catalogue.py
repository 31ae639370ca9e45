"""The published lists: places, services, their proofs with ways, clauses and conditions."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router

from nuozheng.api.lookup import item_of, place_of
from nuozheng.api.responses import answers
from nuozheng.api.schemas import (
    Basis,
    ClauseId,
    FindingOut,
    Id,
    Line,
    Out,
    Page,
    Paging,
    Slug,
    basis_of,
    finding_out,
)
from nuozheng.applications.actions.open import versions_in_force
from nuozheng.catalogue.candidates import Wanted, words_of
from nuozheng.catalogue.models import Catalogue, EntryVersion, ServiceItem
from nuozheng.catalogue.search import search
from nuozheng.law.clauses import UnknownClause, clause
from nuozheng.law.vocabulary import Substitution

router = Router(tags=["清单"])


class PlaceOut(Out):
    """One published list of one place under one regulation."""

    slug: str
    title: str
    place: str
    policy: str
    document: str
    published_on: date


class ItemSummary(Out):
    """A service as it stands in a list."""

    id: int
    key: str
    name: str
    kind: str
    domain: str
    agency: str
    applicant_kinds: list[str]
    implementation_code: str


class ItemPage(Page[ItemSummary]):
    """One page of services; with `more` there are `count` or above, for counting stops at 200."""

    more: bool


class EntryOut(Out):
    """One proof of a service: how it is met, why, and what is promised instead."""

    code: str
    name: str
    kind: str
    issuing_body: str
    way: str
    way_text: str
    alternatives: list[str]
    compulsory: bool
    agent_allowed: bool
    legal_basis: str
    article: str
    content: str
    conditions: dict[str, Any]
    findings: list[FindingOut]
    honesty: dict[str, Any]


class ItemOut(ItemSummary):
    """A service whole."""

    place: str
    decision_days: int
    decision_day_kind: str
    decision_days_basis: str
    entries: list[EntryOut]


class ClauseOut(Basis):
    """A clause with where it stands and whether its words were compared with the text."""

    instrument: str
    section: str
    rule: str
    verified: bool
    caution: str


@router.get("/places", response=answers(list[PlaceOut]), summary="列出公布的清单")
def list_places(request: HttpRequest) -> list[PlaceOut]:
    return [place_out(one) for one in Catalogue.objects.select_related("jurisdiction")]


@router.get(
    "/places/{slug}/items",
    response=answers(ItemPage),
    summary="按名称、拼音首字母或者编码查事项",
)
def list_items(request: HttpRequest, slug: Slug, paging: Query[Paging], q: Line = "") -> ItemPage:
    """`q`里的每个词都要出现在事项或者证明的名称里；不写就列出全部。

    用词查，最多给出200个，名称最接近的在前；还有更多时`more`为真：一共在`count`件以上，
    不是正好`count`件，请再加一个词。
    """
    found = search(place_of(slug), Wanted(words_of(q)), timezone.localdate())
    start = (paging.page - 1) * paging.limit
    return ItemPage(
        items=[item_summary(item) for item in found[start : start + paging.limit]],
        count=len(found),
        page=paging.page,
        limit=paging.limit,
        more=found.more,
    )


@router.get("/items/{id}", response=answers(ItemOut), summary="查看一个事项和它的证明")
def show_item(request: HttpRequest, id: Id) -> ItemOut:
    """证明怎样解决、依据哪一条、可以承诺哪些条件；`conditions`是条件的完整定义。"""
    item = item_of(id)
    if item is None:
        raise Http404
    return ItemOut(
        **item_summary(item).model_dump(),
        place=item.catalogue.slug,
        decision_days=item.decision_days,
        decision_day_kind=item.decision_day_kind,
        decision_days_basis=item.decision_days_basis,
        entries=[_entry_out(version) for version in versions_in_force(item)],
    )


@router.get("/clauses/{id}", response=answers(ClauseOut), summary="查看一条条款的原文")
def show_clause(request: HttpRequest, id: ClauseId) -> ClauseOut:
    try:
        found = clause(id)
    except UnknownClause:
        raise Http404 from None
    (label,) = basis_of([id])
    return ClauseOut(
        **label.model_dump(),
        instrument=found.instrument,
        section=found.section,
        rule=found.rule,
        verified=found.verified,
        caution=found.caution,
    )


def place_out(one: Catalogue) -> PlaceOut:
    policy = one.policy
    return PlaceOut(
        slug=one.slug,
        title=one.title,
        place=one.jurisdiction.name,
        policy=policy.title,
        document=policy.document,
        published_on=one.published_on,
    )


def item_summary(item: ServiceItem) -> ItemSummary:
    return ItemSummary(
        id=item.pk,
        key=item.key,
        name=item.name,
        kind=item.kind,
        domain=item.domain,
        agency=item.agency.name,
        applicant_kinds=item.applicant_kinds,
        implementation_code=item.implementation_code,
    )


def _entry_out(version: EntryVersion) -> EntryOut:
    proof = version.entry.proof
    return EntryOut(
        code=proof.code,
        name=proof.name,
        kind=proof.kind,
        issuing_body=proof.issuing_body,
        way=version.substitution,
        way_text=Substitution(version.substitution).chinese,
        alternatives=version.alternatives,
        compulsory=version.mandatory,
        agent_allowed=version.agent_allowed,
        legal_basis=version.legal_basis,
        article=version.article,
        content=version.content,
        conditions=version.conditions,
        findings=[finding_out(stored) for stored in version.scope_findings],
        honesty=version.honesty,
    )
