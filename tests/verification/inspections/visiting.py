"""A case with something to look at on the spot, and visits to it by the real acts."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.inspections.actions.plan import plan_new
from nuozheng.verification.inspections.actions.record import (
    CheckSeen,
    Officer,
    Photo,
    Signature,
    Spot,
)
from nuozheng.verification.inspections.facts import Plan, source_may_answer
from nuozheng.verification.inspections.items import publish_item
from nuozheng.verification.inspections.models import Visit
from nuozheng.verification.models import VerificationTask
from tests.world import Case

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
BASIS = "《示例检查办法》第三条"


@dataclass
class Visiting:
    """Somebody's signed case, with two inspectors and a verifier of its agency."""

    case: Case

    @property
    def agency(self) -> Agency:
        return self.case.application.agency

    @property
    def verifier(self) -> Account:
        return self.case.verifier

    @cached_property
    def first(self) -> Account:
        return self.case.world.staff(Role.INSPECTOR, self.agency, "甲")

    @cached_property
    def second(self) -> Account:
        return self.case.world.staff(Role.INSPECTOR, self.agency, "乙")

    @cached_property
    def reviewer(self) -> Account:
        return self.case.world.staff(Role.LEGAL_REVIEWER, self.agency)

    @property
    def tasks(self) -> list[VerificationTask]:
        """What no source can settle."""
        return [one for one in self.case.tasks() if not source_may_answer(one)]

    def published(self) -> "Visiting":
        for proof in {one.proof.version.entry.proof for one in self.tasks}:
            publish_item(
                agency=self.agency,
                proof=proof,
                name=f"核对{proof.name}",
                legal_basis=BASIS,
                by=self.verifier,
            )
        return self

    def plan(self, **changes: Any) -> Plan:
        mode = self.case.application.policy.verification.onsite_modes.value[0]
        base = Plan(
            tasks=self.tasks,
            team=(self.first, self.second),
            on=timezone.localdate() + timedelta(days=1),
            address="示例路1号",
            mode=mode,
            need_reason="没有数据源能查",
            latitude=39.6,
            longitude=109.8,
        )
        return replace(base, **changes)

    def planned(self, **changes: Any) -> Visit:
        return plan_new(agency=self.agency, plan=self.plan(**changes), by=self.verifier)

    def spot(self, visit: Visit, key: UUID | None = None, **changes: Any) -> Spot:
        """A whole record: each check confirmed with one photo, everybody signed."""
        now = timezone.now()
        photo = Photo(PNG, now - timedelta(minutes=20), {"latitude": 39.6, "longitude": 109.8})
        base = Spot(
            key=key or uuid4(),
            version=visit.version,
            arrived_at=now - timedelta(minutes=30),
            left_at=now - timedelta(minutes=5),
            checks={
                one.task_id: CheckSeen("confirmed", "看过", (photo,)) for one in visit.checks.all()
            },
            officers={
                self.first.pk: Officer("1506-0001", Signature(drawn=PNG)),
                self.second.pk: Officer("1506-0002", Signature(typed="乙")),
            },
            party=Signature(drawn=PNG),
            signer="经理",
            said="没有意见",
        )
        return replace(base, **changes)
