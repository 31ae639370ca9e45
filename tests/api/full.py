"""One case with everything that can hang on a case, to be reached by every address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.catalogue.revision.models import Change
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.credit.objections.models import CreditObjection
from nuozheng.credit.sanctions.models import Sanction
from nuozheng.credit.stops.models import RecipientKind, StopOrder
from nuozheng.disclosure.models import Publication
from nuozheng.disclosure.opening import Subject, Terms, expect_letter
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.objection import ObjectionStatus
from nuozheng.law.procedure import RepairStatus
from nuozheng.law.restraints import RestraintStatus
from nuozheng.verification.bulk.actions import open_batch
from nuozheng.verification.bulk.models import VerificationBatch
from nuozheng.verification.inspections.models import Visit
from tests.revisions import Desk
from tests.verification.inspections.visiting import Visiting
from tests.world import Case, World


@dataclass
class Full:
    """One case with everything that can hang on a case."""

    case: Case
    finding: Any
    record: CreditRecord
    repair: CreditRepair

    @cached_property
    def desk(self) -> Desk:
        """The people of a list whose entry is being changed."""
        return Desk(self.case.world)

    @cached_property
    def change(self) -> Change:
        """The one change of a draft that could be handed in."""
        return self.desk.ready().changes.select_related("revision", "entry").get()

    @cached_property
    def visiting(self) -> Visiting:
        """Another case, of a promise that no source can settle."""
        return Visiting(World("ordos-2021").opened().signed()).published()

    @cached_property
    def visit(self) -> Visit:
        return self.visiting.planned()

    @cached_property
    def batch(self) -> VerificationBatch:
        return open_batch(agencies=[self.case.application.agency], by=self.case.verifier)

    @cached_property
    def objection(self) -> CreditObjection:
        """What the applicant holds against the record, not yet answered."""
        return CreditObjection.objects.create(
            record=self.record,
            status=ObjectionStatus.RAISED,
            said="合同日期看错了",
            raised_by=self.case.by,
            raised_at=timezone.now(),
            answer_due_on=timezone.localdate(),
        )

    @cached_property
    def stop_order(self) -> StopOrder:
        """A department that has to lift what it did because of the record."""
        return StopOrder.objects.create(
            record=self.record,
            kind=RecipientKind.DEPARTMENT,
            recipient="示例局",
            what="恢复评先评优资格",
            reason="信用修复",
            ordered_at=timezone.now(),
            due_on=timezone.localdate(),
        )

    @cached_property
    def publication(self) -> Publication:
        """The letter of the case, to be public one day."""
        case = self.case.application
        subject = Subject(
            of="commitment",
            record_id=case.pk,
            title=case.item.name,
            party=case.applicant,
            agency=case.agency,
            policy=case.policy,
        )
        terms = Terms(regime=Regime.MANDATORY, places=("网站",), basis=("MJ21-2.3.9f",))
        return expect_letter(subject, terms, at=timezone.now())

    @cached_property
    def sanction(self) -> Sanction:
        """A measure in force because of the record."""
        today, record = timezone.localdate(), self.record
        return Sanction.objects.create(
            record=record,
            party=record.party,
            jurisdiction=record.jurisdiction,
            agency=record.agency,
            policy_key=record.policy_key,
            status=RestraintStatus.IN_FORCE,
            reasons="认定书已经生效",
            evidence="认定书",
            proposed_by=self.case.officer,
            proposed_at=timezone.now(),
            starts_on=today,
            measure="closer_watch",
            actor="政府",
        )

    def path(self, template: str) -> str:
        if template.startswith("disclosures"):
            return template.format(number=self.publication.code)
        if template.startswith("restraints"):
            return template.format(code=self.sanction.code)
        if template == "sanction-checks":
            return template
        if template.startswith(("visits", "batches")):
            row = self.visit if template.startswith("visits") else self.batch
            return template.format(id=row.pk)
        if template.startswith("revisions"):
            return template.format(
                number=self.change.revision.number,
                id=self.change.pk,
                service=self.desk.entry().item_id,
            )
        rows = {
            "tasks": self.case.tasks()[0].pk,
            "findings": self.finding.pk,
            "records": self.record.pk,
            "credit-files": self.case.application.applicant_id,
            "performance": self.case.application.commitment.pk,
            "repairs": self.repair.pk,
            "objections": self.objection.pk,
            "stop-orders": self.stop_order.pk,
            "applications": self.case.proofs()[0].pk,
        }
        number = self.case.application.number
        return template.format(number=number, id=rows[template.split("/")[0]])


@pytest.fixture
def full(world: Callable[[str], World]) -> Full:
    case = world("huainan-maoji-2021").opened().granted()
    finding = case.found()
    record = CreditRecord.objects.get()
    repair = CreditRepair.objects.create(
        record=record,
        status=RepairStatus.REQUESTED,
        evidence="已经改正",
        requested_by=case.by,
        requested_at=timezone.now(),
    )
    return Full(case, finding, record, repair)
