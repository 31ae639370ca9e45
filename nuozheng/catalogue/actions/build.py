"""Publish one of the five lists from the material that the program brings along."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from nuozheng.catalogue import material
from nuozheng.catalogue.actions.places import build_agencies, build_jurisdictions
from nuozheng.catalogue.actions.publish_letters import (
    UnlawfulEntry,
    publish_letters,
    versions_of,
)
from nuozheng.catalogue.drafting import (
    Draft,
    draft,
    plan_of,
    version_of,
    working_days_to_decide,
)
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.guides.publishing import publish_guides
from nuozheng.catalogue.lists import LISTS, PublishedList
from nuozheng.catalogue.material import ServiceMaterial
from nuozheng.catalogue.models import (
    Catalogue,
    CatalogueEntry,
    EntryVersion,
    Proof,
    ServiceItem,
)
from nuozheng.catalogue.search import index_text, initials
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.verification_plan import check_plan
from nuozheng.parties.models import Agency


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A proof that the place's text does not reach, with the rule that says so."""

    proof_id: str
    service: str
    why: Finding


@dataclass(frozen=True, slots=True)
class Built:
    """A published list: what is in it, and what its text keeps out."""

    catalogue: Catalogue
    services: int
    entries: int
    left_out: tuple[LeftOut, ...] = field(default=())

    def summary(self) -> str:
        """One line for people: counts, and why some proofs are not in the list."""
        line = f"{self.catalogue.title}：{self.services}个事项，{self.entries}项证明"
        if self.left_out:
            reasons = Counter(one.why.detail for one in self.left_out)
            said = "".join(f"{why.rstrip('。')}（{n}项）；" for why, n in reasons.most_common())
            line += f"；未列入{len(self.left_out)}项：{said.rstrip('；')}"
        return f"{line}。"


def build_catalogue(slug: str, on: date) -> Built:
    """The list of this key as published; built once, afterwards only its letters are renewed.

    Errors: KeyError for an unknown list; ValueError before its regulation is in force;
    UnlawfulEntry where a plan or a notice lacks what the place demands.
    """
    listed, policy = LISTS[slug], load_policy(slug)
    published_on = max(policy.issued_on, policy.effective_from)
    if on < published_on:
        raise ValueError(f"{slug} is not in force on {on}")
    drafts = _drafts(listed, policy)
    left_out = tuple(
        LeftOut(one.proof.id, one.service.name, why)
        for found in drafts.values()
        for one in found
        if (why := one.kept_out())
    )
    with transaction.atomic():
        standing = Catalogue.objects.filter(slug=slug).first()
        catalogue = standing or _build(listed, policy, drafts, published_on)
        if standing:
            publish_letters(policy, versions_of(standing, on), on)
            publish_guides(None, standing, standing.items.all(), on)
        schedule(catalogue, on)
    return Built(
        catalogue,
        catalogue.items.count(),
        CatalogueEntry.objects.filter(item__catalogue=catalogue).count(),
        left_out,
    )


def _drafts(listed: PublishedList, policy: Policy) -> dict[str, list[Draft]]:
    """By service key. A joined service stands only in the list whose demonstration tells it."""
    return {
        key: [draft(listed, policy, service, proof_id) for proof_id in service.proofs]
        for key, service in material.services().items()
        if service.origin != "composed" or service.story == listed.slug
    }


def _build(
    listed: PublishedList, policy: Policy, drafts: dict[str, list[Draft]], published_on: date
) -> Catalogue:
    place = build_jurisdictions()[listed.code]
    catalogue = Catalogue.objects.create(
        slug=listed.slug,
        jurisdiction=place,
        title=listed.title,
        policy_key=policy.key,
        prefix=listed.prefix,
        published_on=published_on,
    )
    agencies, proofs = build_agencies(listed, place), _build_proofs()
    covered = {key: [one for one in found if not one.kept_out()] for key, found in drafts.items()}
    items = {
        key: _item(catalogue, agencies, material.services()[key], found)
        for key, found in covered.items()
        if found
    }
    ServiceItem.objects.bulk_create(items.values())
    entries = [
        (one, CatalogueEntry(item=item, proof=proofs[one.proof.id], position=position))
        for key, item in items.items()
        for position, one in enumerate(covered[key], start=1)
    ]
    CatalogueEntry.objects.bulk_create(entry for _, entry in entries)
    versions = [version_of(one, entry, published_on) for one, entry in entries]
    _must_have_lawful_plans(policy, [one for one, _ in entries])
    EntryVersion.objects.bulk_create(versions)
    publish_letters(policy, versions, published_on)
    publish_guides(None, catalogue, items.values(), published_on)
    count_figures(catalogue)
    return catalogue


def _build_proofs() -> dict[str, Proof]:
    known = set(Proof.objects.values_list("code", flat=True))
    Proof.objects.bulk_create(
        Proof(
            code=proof.id,
            name=proof.proof_name,
            kind=proof.proof_type.value,
            issuing_body=proof.issuing_body[:120],
        )
        for proof in material.proofs().values()
        if proof.id not in known
    )
    return {proof.code: proof for proof in Proof.objects.all()}


def _item(
    catalogue: Catalogue,
    agencies: dict[str, Agency],
    service: ServiceMaterial,
    covered: list[Draft],
) -> ServiceItem:
    handling = material.agencies()[catalogue.slug, service.demanding_dept]
    item = ServiceItem(
        catalogue=catalogue,
        agency=agencies[handling.department],
        key=service.key,
        name=service.name,
        kind=service.kind,
        domain=service.domain,
        applicant_kinds=[kind.value for kind in service.applicant_kinds],
        implementation_code=material.implementation_code(handling, service),
        code_is_synthetic=handling.code_is_synthetic or service.code_is_synthetic,
        decision_days=working_days_to_decide(service),
        decision_days_basis=_basis_of_days(service),
        has_penalty_basis=any("罚" in one.proof.liability for one in covered),
        initials=initials(service.name)[:120],
    )
    item.search_text = index_text(item, [one.proof.proof_name for one in covered])
    return item


def _basis_of_days(service: ServiceMaterial) -> str:
    said = service.decision_days_basis or "建议的承诺办理时限"
    if service.decision_day_kind == "working" or not service.decision_days:
        return said
    return f"{said}（{service.decision_days}日，按{working_days_to_decide(service)}个工作日计）"


def _must_have_lawful_plans(policy: Policy, drafts: list[Draft]) -> None:
    for one in drafts:
        if lacking := obstacles(check_plan(policy, plan_of(one), one.marks.data_sharable)):
            raise UnlawfulEntry(f"{policy.key} {one.proof.id}: {lacking[0].detail}")
