"""A request for assistance or confirmation as a line of the inbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from nuozheng.law.assistance.moves import RUNNING, AssistanceKind, AssistanceStatus
from nuozheng.law.confirmation import ConfirmationStatus, form_of
from nuozheng.verification.assistance.actions.reply import OUTCOME_WORD
from nuozheng.verification.assistance.models import AssistanceRequest, OutgoingMessage
from nuozheng.verification.assistance.outbox import undelivered
from nuozheng.verification.confirmation.actions.answer import is_intact
from nuozheng.verification.confirmation.models import ConfirmationRequest
from nuozheng.web.clocks import Due, due

_SHAPE = {
    AssistanceStatus.ANSWERED: "ok",
    AssistanceStatus.DECLINED: "none",
    AssistanceStatus.TAKEN_BACK: "",
}
_CONFIRMED_SHAPE = {
    ConfirmationStatus.SENT: "wait",
    ConfirmationStatus.CONFIRMED: "ok",
    ConfirmationStatus.DENIED: "no",
}


@dataclass(frozen=True, slots=True)
class AssistanceRow:
    """One request with its clock."""

    request: AssistanceRequest
    kind: str
    state: str
    shape: str
    due: Due | None
    undelivered: OutgoingMessage | None = None

    @property
    def outcome(self) -> str:
        return OUTCOME_WORD.get(self.request.outcome, "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the standard form as it was filled in."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """One form put to an issuing unit."""

    request: ConfirmationRequest
    lines: tuple[Line, ...]
    state: str
    shape: str
    due: Due | None
    intact: bool

    @property
    def is_open(self) -> bool:
        return self.request.status == ConfirmationStatus.SENT

    @property
    def wanted(self) -> str:
        """What the issuer adds beside the answer."""
        return self.lines[-1].label

    @property
    def fact(self) -> str:
        return next(line.value for line in self.lines if line.key == "fact")


def assistance_row(request: AssistanceRequest, today: date) -> AssistanceRow:
    state = AssistanceStatus(request.status)
    away = request.provider_cell or request.requester_cell
    stuck = undelivered(request.pk) if away else None
    return AssistanceRow(
        request,
        AssistanceKind(request.kind).chinese,
        _("已超期，%(state)s") % {"state": state.chinese}
        if request.escalated_at and state in RUNNING
        else state.chinese,
        _SHAPE.get(state, "wait"),
        due(request.due_on, today) if state in RUNNING else None,
        stuck,
    )


def confirmation_row(request: ConfirmationRequest, today: date) -> ConfirmationRow:
    """`request` comes with its proof's register entry."""
    state = ConfirmationStatus(request.status)
    form = form_of(request.proof.version.entry.proof.kind)
    return ConfirmationRow(
        request,
        tuple(Line(one.key, one.label, request.asked.get(one.key, "")) for one in form),
        state.chinese,
        _CONFIRMED_SHAPE.get(state, "none"),
        due(request.due_on, today) if state is ConfirmationStatus.SENT else None,
        bool(request.digest) and is_intact(request),
    )


def open_first(rows: Sequence[ConfirmationRow]) -> list[ConfirmationRow]:
    return sorted(rows, key=lambda one: not one.is_open)
