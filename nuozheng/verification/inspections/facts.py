"""From the records to the facts that the rules of visits ask for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nuozheng.applications.access import own
from nuozheng.law.conditions import Result, required_attributes, sentence
from nuozheng.law.inspections import Earlier, Inspector, VisitFacts, Wanted
from nuozheng.law.inspections.moves import InspectionItemStatus, VisitStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Party
from nuozheng.parties.roles import roles_at
from nuozheng.verification.comparison import declared
from nuozheng.verification.inspections.models import InspectionItem, Visit
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.sources.contested import condition_of
from nuozheng.verification.sources.later import waiting_for
from nuozheng.verification.sources.models import LookupStatus


@dataclass(frozen=True, slots=True)
class Plan:
    """What is typed for a visit; `latitude` and `longitude` in degrees, None where unknown."""

    tasks: Sequence[VerificationTask]
    team: Sequence[Account]
    on: date | None
    address: str
    mode: str
    need_reason: str
    joined: Visit | None = None
    override_reason: str = ""
    team_reason: str = ""
    division: str = ""
    latitude: float | None = None
    longitude: float | None = None


def facts_of(
    agency: Agency, party: Party, plan: Plan, today: date, *, visit: Visit | None = None
) -> VisitFacts:
    """The facts of a plan; `visit` is the one that is planned, which doesn't count beside itself.

    A visit in common is on the day of the one that it joins.
    """
    on = plan.joined.planned_on if plan.joined else plan.on
    drawn = visit.team.filter(is_drawn=True).values_list("account", flat=True) if visit else ()
    published = published_proofs(agency)
    return VisitFacts(
        today=today,
        planned_on=on,
        need_reason=plan.need_reason,
        mode=plan.mode,
        address=plan.address,
        checks=[
            Wanted(label_of(one), source_may_answer(one), _proof_of(one) in published)
            for one in plan.tasks
        ],
        team=[_inspector(one, agency, plan.tasks, on or today) for one in plan.team],
        others=others_of(party, agency, visit),
        joined=plan.joined.pk if plan.joined else None,
        override_reason=plan.override_reason,
        drawn=frozenset(drawn),
        team_reason=plan.team_reason,
    )


def others_of(party: Party, agency: Agency, visit: Visit | None = None) -> list[Earlier]:
    """Every other visit to the party that has a day and was not called off."""
    rows = Visit.objects.filter(party=party, planned_on__isnull=False).exclude(
        status=VisitStatus.CALLED_OFF
    )
    if visit is not None:
        rows = rows.exclude(pk=visit.pk)
    return [
        Earlier(
            key=one.pk,
            on=one.planned_on,
            agency=one.agency.name,
            mine=one.agency_id == agency.pk,
            is_planned=one.state is VisitStatus.PLANNED,
        )
        for one in rows.select_related("agency").order_by("planned_on", "pk")
        if one.planned_on is not None
    ]


def source_may_answer(task: VerificationTask) -> bool:
    """Whether a source could still settle the promise.

    That is while a look-up waits, or where nobody has asked again since the source was silent.
    """
    if not required_attributes([condition_of(task)]):
        return False
    lookup = waiting_for(task)
    if lookup is not None:
        return LookupStatus(lookup.status) is LookupStatus.WAITING
    if task.seen.get("data"):
        return False
    checks = task.application.commitment.checks
    mine = (
        Result(one["result"])
        for one in checks
        if (one["proof"], one["condition"]) == (str(task.proof_id), task.condition_key)
    )
    return next(mine, Result.UNKNOWN) is Result.UNKNOWN


def label_of(task: VerificationTask) -> str:
    """The promised sentence."""
    condition, item = declared(task)
    return sentence(condition, item.declared.values)


def published_proofs(agency: Agency) -> dict[int, InspectionItem]:
    """Proof's key → the item under which the agency may look at it on the spot."""
    rows = InspectionItem.objects.filter(agency=agency, status=InspectionItemStatus.PUBLISHED)
    return {one.proof_id: one for one in rows}


def _proof_of(task: VerificationTask) -> int:
    return int(task.proof.version.entry.proof_id)


def _inspector(
    account: Account, agency: Agency, tasks: Collection[VerificationTask], on: date
) -> Inspector:
    """Nobody inspects their own case."""
    mine = own(account, on).filter(pk__in=[one.application_id for one in tasks]).exists()
    is_inspector = Role.INSPECTOR in roles_at(account, agency.pk, on) and not mine
    return Inspector(account.pk, str(account), is_inspector)
