"""审批、核查、监管 as one chain (ORD21-4.6a): each step with its day, person and paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.utils import timezone

from nuozheng.applications.declaration import Checked
from nuozheng.applications.models import Application, Commitment
from nuozheng.law.procedure import OPEN_APPLICATION, ApplicationStatus, TaskStatus
from nuozheng.law.repair import spoken
from nuozheng.law.supervision import CreditCheckStatus, SupervisionStatus
from nuozheng.law.verification_plan import METHOD_WORD
from nuozheng.parties.models import Account
from nuozheng.verification.follow import PENDING
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.supervision.models import CreditCheck, SupervisionEntry

Key = Literal["approval", "check", "supervision"]
_GOOD = {TaskStatus.CONFIRMED: True, TaskStatus.CONTRADICTED: False}


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a stage: done by somebody, or owed until a day; `good` None says neither."""

    what: str
    state: str
    on: date | None = None
    by: str = ""
    due_on: date | None = None
    late: bool = False
    good: bool | None = None
    document: int | None = None
    task: int | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """审批, 事中核查 or 事后监管 of a case; late where something of it is missing past its day."""

    key: Key
    links: tuple[Link, ...]

    @property
    def late(self) -> bool:
        return any(one.late for one in self.links)


def chain_of(
    application: Application,
    commitment: Commitment,
    tasks: Sequence[VerificationTask],
    today: date,
) -> list[Stage]:
    """The three stages of a case that was promised in, its proofs at hand with their names."""
    return [
        Stage("approval", (_approval(application, today),)),
        Stage("check", tuple(_checks(application, commitment, tasks, today))),
        Stage("supervision", (_supervision(application, today),)),
    ]


def _approval(case: Application, today: date) -> Link:
    name = f"{case.agency.short_name}决定"
    if case.decided_at is not None:
        person = str(case.decided_by) if case.decided_by_id else ""
        return Link(
            name, case.state.chinese, _day(case.decided_at), person,
            good=True if case.status == ApplicationStatus.GRANTED else None,
            document=case.decision_document_id,
        )  # fmt: skip
    if case.status not in OPEN_APPLICATION:
        return Link(name, case.state.chinese)
    return Link(name, "还没有决定", due_on=case.due_on, late=_past(case.due_on, today))


def _checks(
    case: Application, commitment: Commitment, tasks: Sequence[VerificationTask], today: date
) -> Iterator[Link]:
    settled = sum(one.is_settled for one in map(Checked.from_stored, commitment.checks))
    if settled and commitment.signed_at is not None:
        yield Link(
            f"签署时比对数据，{settled}项属实",
            "一致",
            _day(commitment.signed_at),
            "系统",
            good=True,
        )
    one: CreditCheck | None = getattr(case, "credit_check", None)
    if one is not None:
        done = one.checked_at is not None
        yield Link(
            f"{one.agency.short_name}核查信用",
            one.found or one.state.chinese,
            _day(one.checked_at) if one.checked_at else None,
            str(one.checked_by) if done else "",
            due_on=one.due_on if one.state is CreditCheckStatus.OPEN else None,
            late=one.state is CreditCheckStatus.OPEN and one.due_on < today,
            good=True if done else None,
        )
    names = {proof.pk: proof.version.entry.proof.name for proof in case.proofs.all()}
    people = Account.objects.in_bulk({one.checked_by_id for one in tasks if one.checked_by_id})
    for task in tasks:
        name = f"{METHOD_WORD[task.manner]}：{names[task.proof_id]}"
        state = TaskStatus(task.status)
        owed = state in PENDING
        yield Link(
            name,
            state.chinese,
            _day(task.checked_at) if task.checked_at else None,
            str(people[task.checked_by_id]) if task.checked_by_id else "",
            due_on=task.due_on if owed else None,
            late=owed and task.due_on < today,
            good=_GOOD.get(state),
            document=task.evidence_id,
            task=task.pk,
        )


def _supervision(case: Application, today: date) -> Link:
    entry: SupervisionEntry | None = getattr(case, "supervision", None)
    if entry is None:
        granted = case.status == ApplicationStatus.GRANTED
        text = "按本地规定不用另列" if granted else "准予以后列入"
        return Link("日常监管", text)
    name = f"{entry.agency.short_name}{entry.mode or '日常监管'}"
    if entry.state is SupervisionStatus.DONE:
        return Link(
            name, entry.state.chinese, entry.done_on, str(entry.done_by), good=True,
            document=entry.document_id, entry=entry.pk,
        )  # fmt: skip
    if entry.state is SupervisionStatus.ENDED:
        return Link(name, entry.state.chinese, entry=entry.pk)
    planned = entry.state is SupervisionStatus.PLANNED
    return Link(
        name,
        f"{spoken(entry.planned_on)}去" if planned and entry.planned_on else entry.state.chinese,
        by=str(entry.planned_by) if planned else "",
        due_on=entry.due_on,
        late=_past(entry.due_on, today),
        entry=entry.pk,
    )


def _past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
