"""The whole text of one entry as it is proposed, reviewed, compared and published."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nuozheng.catalogue.facts import read_facts
from nuozheng.catalogue.models import CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import PartyKind, ProofKind, Substitution

DayKind = Literal["working", "natural"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ItemContent(_Part):
    """政务服务事项 as the entry names it."""

    name: str = Field(min_length=1, max_length=120, title="事项名称")
    implementation_code: str = Field(default="", max_length=64, title="事项实施编码")
    kind: str = Field(default="", max_length=20, title="事项类型")
    domain: str = Field(default="", max_length=40, title="领域")
    on_application: bool = Field(default=True, title="依申请办理")
    applicant_kinds: tuple[PartyKind, ...] = Field(
        default=(PartyKind.PERSON, PartyKind.COMPANY), title="申请人"
    )
    decision_days: int = Field(default=20, ge=1, le=400, title="办理期限")
    decision_days_basis: str = Field(default="", max_length=200, title="办理期限依据")


class ProofContent(_Part):
    """证明材料 as the entry names it."""

    name: str = Field(min_length=1, max_length=120, title="证明名称")
    kind: ProofKind | None = Field(default=None, title="证明类型")
    issuing_body: str = Field(default="", max_length=120, title="出具单位")


class EntryContent(_Part):
    """One proof of one service: what a version of the list says of it.

    `other_way` is the concrete way where the proof is met otherwise (ORD23-A2e). `facts` are the
    answers that the rules of scope read (`law.proofs.ProofFacts` as JSON).
    """

    item: ItemContent
    proof: ProofContent
    substitution: Substitution | None = Field(default=None, title="免提交方式")
    other_way: str = Field(default="", max_length=200, title="其他方式（具体写明）")
    alternatives: tuple[Substitution, ...] = Field(default=(), title="备选方式")
    mandatory: bool = Field(default=False, title="必须实行告知承诺制")
    agent_allowed: bool = Field(default=True, title="可由代理人承诺")
    legal_basis: str = Field(default="", max_length=200, title="设定依据")
    article: str = Field(default="", max_length=80, title="条款")
    basis_level: str = Field(default="", max_length=30, title="依据层级")
    content: str = Field(default="", title="证明内容")
    conditions: dict[str, Any] = Field(default_factory=dict, title="承诺的条件")
    plan: dict[str, Any] = Field(default_factory=dict, title="核查办法")
    liability: str = Field(default="", title="法律责任")
    liability_basis: str = Field(default="", max_length=200, title="责任依据")
    disclosure: dict[str, Any] = Field(default_factory=dict, title="公示")
    facts: dict[str, Any] = Field(default_factory=dict, title="范围核对")
    note: str = Field(default="", max_length=400, title="备注")

    @property
    def proof_facts(self) -> ProofFacts:
        """The facts for the rules, with what the entry itself says on the same points."""
        said = {
            "proof_name": self.proof.name,
            "service_kind": self.item.kind,
            "proof_kind": self.proof.kind.value if self.proof.kind else "",
            "domain": self.item.domain,
            "on_application": self.item.on_application,
            "basis_level": self.basis_level,
            "issued_by_another": bool(self.proof.issuing_body),
            "mandatory_commitment": self.mandatory,
            "conditions_count": len(self.conditions.get("condition", ())),
        }
        return read_facts({**self.facts, **said})


def content_of(version: EntryVersion) -> EntryContent:
    """What a version says, ready to be changed; needs entry, item and proof loaded."""
    entry = version.entry
    return EntryContent(
        item=item_content(entry.item),
        proof=ProofContent(
            name=entry.proof.name,
            kind=ProofKind(entry.proof.kind) if entry.proof.kind in set(ProofKind) else None,
            issuing_body=entry.proof.issuing_body,
        ),
        substitution=Substitution(version.substitution),
        other_way=version.other_way,
        alternatives=tuple(Substitution(way) for way in version.alternatives),
        mandatory=version.mandatory,
        agent_allowed=version.agent_allowed,
        legal_basis=version.legal_basis,
        article=version.article,
        basis_level=version.basis_level,
        content=version.content,
        conditions=version.conditions,
        plan=version.plan,
        liability=version.liability,
        liability_basis=version.liability_basis,
        disclosure=version.disclosure,
        facts=version.facts,
        note=version.honesty.get("note", ""),
    )


def item_content(item: ServiceItem) -> ItemContent:
    """A published service as entries name it."""
    return ItemContent(
        name=item.name,
        implementation_code=item.implementation_code,
        kind=item.kind,
        domain=item.domain,
        applicant_kinds=tuple(PartyKind(kind) for kind in item.applicant_kinds),
        decision_days=item.decision_days,
        decision_days_basis=item.decision_days_basis,
    )


def version_of(content: EntryContent, entry: CatalogueEntry, number: int) -> EntryVersion:
    """An unsaved version that says this; its days and findings are the publisher's to set."""
    if content.substitution is None:
        raise ValueError("an entry without a way of being met cannot be published")
    return EntryVersion(
        entry=entry,
        number=number,
        substitution=content.substitution.value,
        other_way=content.other_way,
        alternatives=[way.value for way in content.alternatives],
        mandatory=content.mandatory,
        agent_allowed=content.agent_allowed,
        legal_basis=content.legal_basis,
        article=content.article,
        basis_level=content.basis_level,
        content=content.content,
        conditions=content.conditions or {"condition": []},
        plan=content.plan,
        liability=content.liability,
        liability_basis=content.liability_basis,
        disclosure=content.disclosure,
        facts=content.facts,
        honesty={"note": content.note} if content.note else {},
    )
