"""A proposed entry before the rules: all obstacles of one change, and of the whole revision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from nuozheng.catalogue.inheritance.measures import Measures, measures_of
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law import listing
from nuozheng.law.answers import ASK_REVIEWER, met, not_met
from nuozheng.law.disclosure.duty import Marks, display_may_be_enabled
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.listing import Checklist, Proposal
from nuozheng.law.policy import Policy
from nuozheng.law.verification_plan import Plan, check_plan


@dataclass(frozen=True, slots=True)
class Examined:
    """What stands in the way of a revision: of the whole, and change by change."""

    whole: tuple[Finding, ...]
    by_change: dict[int, tuple[Finding, ...]]

    @property
    def ready(self) -> bool:
        return not self.whole and not any(self.by_change.values())

    def findings(self) -> list[Finding]:
        """Every obstacle at once, each named by the proof it is about."""
        return [*self.whole, *(one for found in self.by_change.values() for one in found)]


def checklist_of(change: Change) -> Checklist | None:
    """The signed checklist; None before the scope check."""
    return Checklist.model_validate(change.checklist) if change.checked_by_id else None


def proposal_of(content: EntryContent, checklist: Checklist | None) -> Proposal:
    """A proposed entry as the rules read it."""
    facts = content.proof_facts
    return Proposal(
        facts=checklist.answered_facts(facts) if checklist else facts,
        substitution=content.substitution,
        alternatives=content.alternatives,
        implementation_code=content.item.implementation_code,
        other_way=content.other_way,
        checklist=checklist,
    )


def examine_content(
    policy: Policy, content: EntryContent, checklist: Checklist | None
) -> list[Finding]:
    """Every rule on a proposed entry, its plan of verification included."""
    proposal = proposal_of(content, checklist)
    found = listing.examine(policy, proposal)
    if proposal.by_commitment:
        sharable = content.facts.get("data_sharable")
        found += check_plan(policy, read_plan(content.plan), sharable)
        found.append(display_may_be_enabled(policy, Marks.from_stored(content.disclosure)))
    return found


def examine_revision(revision: Revision, changes: Sequence[Change]) -> Examined:
    """All that hinders handing in."""
    whole = listing.examine_whole(
        revision.policy,
        kind=revision.kind,
        changes=len(changes),
        grounds=revision.grounds,
        has_documents=revision.grounds_documents.exists(),
    )
    examined = examine_changes(revision, changes)
    return Examined(
        tuple(obstacles(whole)),
        {
            change.pk: tuple(_named(change, one) for one in obstacles(examined[change.pk]))
            for change in changes
        },
    )


def examine_changes(revision: Revision, changes: Sequence[Change]) -> dict[int, list[Finding]]:
    """Every rule on each change, by its key; as many queries for all of them as for one.

    Taking an entry off the list only wants its reason: what is not listed is asked of nobody.
    """
    written = {
        change.pk: EntryContent.model_validate(change.content)
        for change in changes
        if change.kind != "remove"
    }
    measures = _measures(revision, written.values()) if written else None
    standing = _standing(changes) if measures and measures.speak else {}
    found = {}
    for change in changes:
        content = written.get(change.pk)
        if content is None or measures is None:
            found[change.pk] = [_removal_has_a_reason(revision, change)]
            continue
        found[change.pk] = [
            *examine_content(revision.policy, content, checklist_of(change)),
            *measures.examine(content, standing.get(change.pk)),
        ]
    return found


def examine_change(revision: Revision, change: Change) -> list[Finding]:
    """Every rule on one change."""
    return examine_changes(revision, [change])[change.pk]


def _measures(revision: Revision, written: Iterable[EntryContent]) -> Measures:
    services = {content.item.name for content in written}
    return measures_of(revision.catalogue, revision.agency, timezone.localdate(), services)


def _standing(changes: Sequence[Change]) -> dict[int, EntryContent]:
    """What stands of the entries that are changed; what joins the list begins from nothing."""
    bases = {one.pk: one.base_id for one in changes if one.kind == "change" and one.base_id}
    versions = EntryVersion.objects.select_related("entry__item", "entry__proof")
    known = versions.in_bulk(set(bases.values()))
    return {key: content_of(known[base]) for key, base in bases.items()}


def read_plan(stored: dict[str, Any]) -> Plan:
    """A plan of verification from its stored JSON."""
    ratio = stored.get("sampling_ratio")
    return Plan(
        manner=stored.get("manner", ""),
        due_days=stored.get("due_days"),
        from_event=stored.get("from_event", ""),
        standard=stored.get("standard", ""),
        exempt=stored.get("exempt"),
        supervision_modes=tuple(stored.get("supervision_modes", ())),
        sampling_ratio=Decimal(ratio) if ratio else None,
        measure=stored.get("measure", ""),
    )


def _removal_has_a_reason(revision: Revision, change: Change) -> Finding:
    basis = revision.policy.listing.change_triggers.clause
    if change.reason.strip():
        return met("removal_has_a_reason", "写明了取消的理由。", basis)
    return not_met(
        "removal_has_a_reason",
        "没有写为什么从清单里取消。",
        basis,
        cure="写明理由，例如依据已经废止、事项已经取消。",
        appeal=ASK_REVIEWER,
    )


def _named(change: Change, finding: Finding) -> Finding:
    name = change.content.get("proof", {}).get("name", "")
    return replace(finding, detail=f"第{change.position}项“{name}”：{finding.detail}")
