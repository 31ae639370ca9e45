"""One case with everything that can hang on a case, to be reached by every address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.utils import timezone

from nuozheng.catalogue.revision.models import Change
from nuozheng.credit.models import CreditRecord, CreditRepair
from nuozheng.law.procedure import RepairStatus
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

    def path(self, template: str) -> str:
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
            "repairs": self.repair.pk,
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
