"""A draw with the accounts that take part, brought to any state by the real acts."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from nuozheng.law.draws import seal_of
from nuozheng.law.draws.rates import Rates
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.draws.actions.draw import draw_lots, type_number
from nuozheng.verification.draws.actions.freeze import Constraints, freeze
from nuozheng.verification.draws.actions.seed import reveal, seal
from nuozheng.verification.draws.models import Draw
from tests.world import Case, World

START = datetime(2027, 3, 1, 2, tzinfo=UTC)
REVEAL, NUMBER = START + timedelta(hours=4), START + timedelta(hours=8)
OPENING, NUMBERS = "一个只有本单位知道的随机数", "03 07 11 19 25 31 08"


@dataclass
class Drawing:
    """A draw with the accounts that take part."""

    world: World
    case: Case
    clock: Any

    @property
    def agency(self) -> Agency:
        return self.case.application.agency

    @property
    def verifier(self) -> Account:
        return self.case.verifier

    @property
    def second(self) -> Account:
        return self.world.staff(Role.VERIFIER, self.agency, "乙")

    @property
    def inspectors(self) -> tuple[Account, Account]:
        first, second = (
            self.world.staff(Role.INSPECTOR, self.agency, name) for name in ("甲", "乙")
        )
        return first, second

    @property
    def other(self) -> Account:
        return self.world.elsewhere(Role.SUPERVISOR)

    @property
    def elsewhere(self) -> Agency:
        return self.other.memberships.get().agency

    def constraints(self, **changes: Any) -> Constraints:
        base = Constraints(
            due_by=date(2099, 1, 1),
            rates=Rates(5000, 5000, 10_000),
            inspectors={self.verifier: (), self.second: ()},
            agencies=(self.agency, self.elsewhere),
            reveal_until=REVEAL,
            number_name="示例彩票第2027024期开奖号码",
            number_at=NUMBER,
        )
        return replace(base, **changes)

    def frozen(self, by: Account | None = None, **changes: Any) -> Draw:
        return freeze(
            agency=self.agency,
            policy=self.world.catalogue.policy,
            constraints=self.constraints(**changes),
            by=by or self.verifier,
        )

    def sealed(self, **changes: Any) -> Draw:
        draw = self.frozen(**changes)
        for agency, by in ((self.agency, self.verifier), (self.elsewhere, self.other)):
            draw = seal(draw=draw, agency=agency, seal=self.seal(draw, agency), by=by)
        return draw

    def seal(self, draw: Draw, agency: Agency) -> str:
        return seal_of(draw.root.root, agency.name, OPENING + agency.name)

    def revealed(self, **changes: Any) -> Draw:
        draw = self.sealed(**changes)
        for agency, by in ((self.agency, self.verifier), (self.elsewhere, self.other)):
            draw = reveal(draw=draw, agency=agency, secret=OPENING + agency.name, by=by)
        return draw

    def drawn(self, **changes: Any) -> Draw:
        draw = self.revealed(**changes)
        self.clock.move_to(NUMBER)
        draw = type_number(draw=draw, number=NUMBERS, by=self.verifier)
        return draw_lots(draw=draw, number=f" {NUMBERS}  ", by=self.second)
