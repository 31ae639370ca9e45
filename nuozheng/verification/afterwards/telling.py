"""The notice of an intended measure: what, why, on which law, and every right against it."""

from dataclasses import dataclass

from django.utils import timezone

from nuozheng.applications import papers
from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append
from nuozheng.law.afterwards.intended import Penalty, gives_hearing, told_under
from nuozheng.law.afterwards.moves import INTENDED_MEASURE, IntendedStatus
from nuozheng.law.citing import clause_of
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Outcome
from nuozheng.law.hearing import RIGHT_TO_BE_HEARD
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.models import IntendedMeasure
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.models import UntruthFinding

ANSWER, HEARING = "answer", "ask_hearing"


@dataclass(frozen=True, slots=True)
class Intention:
    """What an officer intends; the kind of penalty and the amount only where it is one."""

    measure: str
    content: str
    legal_basis: str
    reasons: str
    penalty_kind: str = ""
    amount_yuan: int = 0
    complex_case: bool = False
    public_interest: bool = False


def write_intention(
    row: UntruthFinding, case: Application, wanted: Intention, by: Account
) -> IntendedMeasure:
    """The row, its notice with every right, its clocks, its service. Call it in a transaction."""
    now, today = timezone.now(), timezone.localdate()
    penalty = (
        Penalty(wanted.penalty_kind, wanted.amount_yuan) if wanted.measure == "penalise" else None
    )
    hearing = gives_hearing(case.policy, penalty, company=not case.applicant.is_person)
    turn = IntendedMeasure.objects.filter(finding=row).count() + 1
    rules = case.policy.consequences
    intended = IntendedMeasure(
        finding=row,
        measure=wanted.measure,
        legal_basis=wanted.legal_basis,
        content=wanted.content,
        reasons=wanted.reasons,
        penalty_kind=wanted.penalty_kind if penalty else "",
        amount_yuan=wanted.amount_yuan if penalty else 0,
        complex_case=wanted.complex_case,
        public_interest=wanted.public_interest,
        status=IntendedStatus.TOLD,
        intended_by=by,
        intended_at=now,
    )
    intended.answer_due_on = deadlines.counted(today, rules.statement_days.value)
    given = hearing.basis if hearing.outcome is Outcome.MET else ()
    if given:
        intended.hearing_due_on = deadlines.counted(today, rules.hearing_days.value)
    intended.notice = papers.issue(
        case,
        title=f"{MEASURE_WORD[wanted.measure]}事先告知书",
        number=f"{case.catalogue.prefix}拟告〔{today.year}〕{row.pk}-{turn}号",
        opening=[
            f"依据承诺核查认定书{row.document_number}，"
            f"拟对您作出：{MEASURE_WORD[wanted.measure]}。",
            f"内容：{wanted.content}",
        ],
        reasons=[
            papers.reason(wanted.reasons),
            papers.reason(
                f"法律依据：{wanted.legal_basis}。", clause_of(rules.measures, wanted.measure)
            ),
        ],
        orders=_rights(intended),
        appealable=False,
        by=by,
        at=now,
    )
    intended.save()
    _start_clocks(intended, case)
    append(
        INTENDED_MEASURE.kind, intended.pk, "intend", "", IntendedStatus.TOLD, by=by,
        role=Role.OFFICER, at=now, basis=(*told_under(intended.measure), *given),
        detail={"measure": wanted.measure},
    )  # fmt: skip
    serve_online(case, intended.notice, by=by)
    return intended


def _rights(intended: IntendedMeasure) -> list[str]:
    lines = [
        f"{spoken(intended.answer_due_on)}以前，您可以陈述、申辩，网上写、到窗口说都行。",
        "您的意见我们逐条答复；不会因为您申辩而加重处理。",
    ]
    if intended.hearing_due_on is not None:
        lines.append(f"{spoken(intended.hearing_due_on)}以前，您可以要求听证；听证不收费。")
    return lines


def _start_clocks(intended: IntendedMeasure, case: Application) -> None:
    rules, today = case.policy.consequences, timezone.localdate()
    deadlines.start(
        INTENDED_MEASURE.kind, intended.pk, ANSWER, title="对拟作出的处理说明意见",
        from_day=today, days=rules.statement_days.value, of_person=True,
        basis=(*RIGHT_TO_BE_HEARD, *rules.statement_days.clause),
    )  # fmt: skip
    if intended.hearing_due_on is not None:
        deadlines.start(
            INTENDED_MEASURE.kind, intended.pk, HEARING, title="要求听证", from_day=today,
            days=rules.hearing_days.value, of_person=True, basis=rules.hearing_days.clause,
        )  # fmt: skip
