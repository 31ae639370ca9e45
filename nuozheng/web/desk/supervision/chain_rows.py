"""审批、核查、监管 on the page of a case: one line for each step, what is missing marked late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from nuozheng.applications.models import Application, Commitment
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.supervision.chain import Key, Link, Stage, chain_of
from nuozheng.web.clocks import Due, due

_TITLE: dict[Key, Promise] = {
    "approval": _("审批"),
    "check": _("事中核查"),
    "supervision": _("事后监管"),
}


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One step; `first` where it opens its stage, which has `steps` of them."""

    title: Promise
    link: Link
    due: Due | None
    first: bool
    steps: int

    @property
    def shape(self) -> str:
        if self.link.late or self.link.good is False:
            return "no"
        if self.link.good:
            return "ok"
        return "none" if self.link.on or self.due is None else "wait"


def chain_rows(
    case: Application,
    commitment: Commitment | None,
    tasks: Sequence[VerificationTask],
    today: date,
) -> list[ChainRow]:
    """Nothing for a case in which nobody promised anything."""
    if commitment is None or commitment.signed_at is None:
        return []
    return [
        row for stage in chain_of(case, commitment, tasks, today) for row in _rows(stage, today)
    ]


def _rows(stage: Stage, today: date) -> list[ChainRow]:
    return [
        ChainRow(_TITLE[stage.key], link, due(link.due_on, today), number == 0, len(stage.links))
        for number, link in enumerate(stage.links)
    ]
