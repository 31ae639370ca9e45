"""What goes in and out: closed, bounded inputs; plain outputs with clauses and masked numbers."""

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field
from pydantic import BaseModel, ConfigDict, StringConstraints

from nuozheng.law.clauses import UnknownClause, clause
from nuozheng.law.findings import Finding
from nuozheng.law.identifiers import mask_credit_code, mask_id
from nuozheng.law.labels import short_label
from nuozheng.law.refusals import HEADINGS
from nuozheng.parties.models import Party

M = TypeVar("M", bound=Model)
T = TypeVar("T")

# NUL can't be stored as text; a Rust pattern, so `$` is the very end.
_NO_NUL = r"^[^\x00]*$"
Line = Annotated[str, StringConstraints(max_length=200, pattern=_NO_NUL)]
Text = Annotated[str, StringConstraints(max_length=5000, pattern=_NO_NUL)]
Key = Annotated[str, StringConstraints(max_length=80, pattern=r"^[a-z0-9_]+$")]
Slug = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z0-9-]+$")]
CaseNumber = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Z0-9-]+$")]
LetterNumber = Annotated[str, StringConstraints(max_length=24, pattern=r"^[A-Z0-9-]+$")]
PublicationNumber = Annotated[str, StringConstraints(max_length=16, pattern=r"^[A-Z0-9-]+$")]
ClauseId = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9.-]+$")]
Id = Annotated[int, Field(ge=1, le=2**63 - 1, strict=False)]


class Body(BaseModel):
    """A JSON object with exactly the fields named, and no others.

    Not ninja's Schema: that reads attributes, so that a JSON string would pass for an object.
    """

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """What is shown; built by hand, so that nothing is shown by accident."""


class Paging(BaseModel):
    """Which page, and how many rows on it."""

    page: int = Field(1, ge=1, le=10_000, description="第几页，从1开始")
    limit: int = Field(20, ge=1, le=100, description="每页几条，最多100")


class Page(Out, Generic[T]):
    """One page of a list; `count` is the length of the whole list."""

    items: list[T]
    count: int
    page: int
    limit: int


def page_of(rows: QuerySet[M], paging: Paging, show: Callable[[M], T]) -> Page[T]:
    """Two queries: how many there are, and the rows of this page."""
    start = (paging.page - 1) * paging.limit
    shown = [show(row) for row in rows[start : start + paging.limit]]
    return Page(items=shown, count=rows.count(), page=paging.page, limit=paging.limit)


class Basis(Out):
    """A clause: its id, what offices call it, its words (empty where no register holds it)."""

    id: str
    label: str
    words: str


def basis_of(ids: Iterable[str]) -> list[Basis]:
    """Clauses by id, each once."""
    return [_basis(id) for id in dict.fromkeys(ids)]


def _basis(id: str) -> Basis:
    try:
        found = clause(id)
    except UnknownClause:
        return Basis(id=id, label=id, words="")
    return Basis(id=id, label=short_label(found), words=found.words)


class FindingOut(Out):
    """What a rule says, why, and what would put it right."""

    key: str = Field(description="稳定的原因代码；点号后面是办件里的编号")
    heading: str
    outcome: str
    detail: str
    basis: list[Basis]
    cure: str
    appeal: str


def finding_out(finding: Finding | Mapping[str, Any]) -> FindingOut:
    """A finding as made now, or as stored with a case."""
    values: Mapping[str, Any] = finding.as_json() if isinstance(finding, Finding) else finding
    key = str(values["key"])
    return FindingOut(
        key=key,
        heading=heading_of(key),
        outcome=str(values["outcome"]),
        detail=str(values["detail"]),
        basis=basis_of(values.get("basis", ())),
        cure=str(values.get("cure", "")),
        appeal=str(values.get("appeal", "")),
    )


_FAMILIES = {
    "declared": "填写的内容有误",
    "ticked": "有一条还没有确认",
    "condition": "不在标准以内",
    "contradicted": "与查到的数据不一致",
    "choose": "还没有选办法",
    "proof": "有证明还没有着落",
    "input": "请求的内容有误",
}


def heading_of(key: str) -> str:
    """The short text of a reason; reasons that name a row of the case go by their family."""
    return HEADINGS.get(key) or _FAMILIES.get(key.split(".", 1)[0], "现在不能这样办")


class PartyOut(Out):
    """A person or a company; a person's number is masked, a credit code is public."""

    id: int
    kind: str
    name: str
    identifier: str


def party_out(party: Party) -> PartyOut:
    masked = mask_id if party.is_person else mask_credit_code
    return PartyOut(
        id=party.pk, kind=party.kind, name=party.name, identifier=masked(party.identifier)
    )
