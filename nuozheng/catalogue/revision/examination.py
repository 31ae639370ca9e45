"""A proposed entry before the rules: all obstacles of one change, and of the whole revision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law import listing
from nuozheng.law.answers import ASK_REVIEWER, met, not_met
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
        found += check_plan(policy, read_plan(content.plan))
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
    return Examined(
        tuple(obstacles(whole)),
        {
            change.pk: tuple(
                _named(change, one) for one in obstacles(examine_change(revision, change))
            )
            for change in changes
        },
    )


def examine_change(revision: Revision, change: Change) -> list[Finding]:
    """Every rule on one change; taking an entry off the list only wants its reason."""
    if change.kind == "remove":
        return [_removal_has_a_reason(revision, change)]
    content = EntryContent.model_validate(change.content)
    return examine_content(revision.policy, content, checklist_of(change))


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
