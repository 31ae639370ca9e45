"""Who may commit and how each proof is met, for one case: the facts gathered for the rules."""

from dataclasses import dataclass
from datetime import date

from nuozheng.applications.models import Application
from nuozheng.catalogue.models import EntryVersion
from nuozheng.credit.beyond.deciding import policy_in_effect
from nuozheng.credit.standing import facts_of
from nuozheng.law import eligibility
from nuozheng.law.agents import AgentFact
from nuozheng.law.agents import Authorisation as Authority
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.findings import Finding
from nuozheng.law.vocabulary import PartyKind


@dataclass(frozen=True, slots=True)
class Examination:
    """Findings on the applicant, where the proof lets an agent commit and where it doesn't."""

    alone_or_agent: tuple[Finding, ...]
    agent_excluded: tuple[Finding, ...]

    def of(self, version: EntryVersion) -> tuple[Finding, ...]:
        return self.alone_or_agent if version.agent_allowed else self.agent_excluded


def examine(application: Application, on: date) -> Examination:
    """Every rule on who may commit, from the credit file and the authority as they stand."""
    records = facts_of(application.applicant)
    policy = policy_in_effect(application.policy_key, on)

    def findings(item_allows: bool) -> tuple[Finding, ...]:
        facts = ApplicantFacts(
            on=on,
            records=records,
            kind=PartyKind(application.applicant.kind),
            agent=agent_of(application, item_allows=item_allows),
        )
        return tuple(eligibility.examine(policy, facts))

    allowed = findings(True)
    return Examination(allowed, findings(False) if application.agent_id else allowed)


def agent_of(application: Application, *, item_allows: bool) -> AgentFact | None:
    """Who acts for the applicant and under which authority; None where nobody does."""
    if application.agent is None:
        return None
    held = application.authorisation
    authority = None
    if held is not None:
        authority = Authority(
            principal=held.principal.name,
            agent=held.agent.name,
            item_codes=frozenset(held.services),
            valid_from=held.starts_on,
            valid_until=held.ends_on,
            revoked_on=held.revoked_at.date() if held.revoked_at else None,
        )
    return AgentFact(
        name=application.agent.name,
        principal=application.applicant.name,
        item_code=application.item.key,
        authorisation=authority,
        item_allows=item_allows and (held is None or held.may_commit),
    )
