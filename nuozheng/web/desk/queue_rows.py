"""One line of the queue."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from nuozheng.applications.models import Application, ProofStatus
from nuozheng.evidence.models import Deadline
from nuozheng.law.procedure import OPEN_APPLICATION, ApplicationStatus, UntruthStatus
from nuozheng.law.vocabulary import Substitution
from nuozheng.web.clocks import Due, due
from nuozheng.web.desk.words import CASE_STATE
from nuozheng.web.formats import party_name
from nuozheng.web.promises import promises_of, summary


@dataclass(frozen=True, slots=True)
class Tab:
    """A filter with its count; `bad` where work of ours is late."""

    key: str
    label: str | Promise
    count: int
    current: bool = False
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the queue: who, what, how it is proved, what the data say, until when."""

    number: str
    name: str
    item: str
    ways: tuple[Substitution, ...]
    said: str
    said_text: str
    due: Due | None
    shape: str
    state: str | Promise


def row_of(case: Application, today: date, clock: Deadline | None) -> Row:
    """The line of a case, with the clock that ends on its due day.

    `case` comes with its proofs, tasks, findings and commitment.
    """
    proofs = list(case.proofs.all())
    promises = promises_of(case, proofs, case.tasks.all())
    said, text = summary([promise.result for promise in promises])
    shape, state = _state(case)
    if any(proof.status == ProofStatus.AWAITING_AGENCY for proof in proofs):
        shape, state = ("wait", _("等部门答复")) if case.status in _OURS else (shape, state)
    return Row(
        number=case.number,
        name=party_name(case.applicant),
        item=case.item.name,
        ways=tuple(proof.way for proof in proofs),
        said=said,
        said_text=text,
        due=_due(case, today, clock) if case.status in OPEN_APPLICATION else None,
        shape=shape,
        state=state,
    )


def _due(case: Application, today: date, clock: Deadline | None) -> Due | None:
    if clock is None:
        return due(case.due_on, today)
    return due(clock.due_on, today, natural=clock.natural, provisional=clock.provisional)


_OURS = (ApplicationStatus.SUBMITTED, ApplicationStatus.ACCEPTED)


def _state(case: Application) -> tuple[str, str | Promise]:
    """An open hearing says more than the state of the case."""
    heard = {finding.status for finding in case.untruth_findings.all()}
    if UntruthStatus.OPENED in heard:
        return "wait", _("请本人说明")
    if UntruthStatus.NOTIFIED in heard:
        return "wait", _("等本人说明")
    if heard & {UntruthStatus.HEARD, UntruthStatus.LAPSED}:
        return "wait", _("等认定")
    if heard & {UntruthStatus.UNTRUE, UntruthStatus.FALSE, UntruthStatus.UNFULFILLED}:
        return "wait", _("等处理")
    return CASE_STATE[case.state]
