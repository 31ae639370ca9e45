"""拟处理: an officer tells what measure is intended; the person answers or asks for a hearing."""

from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import consequences
from nuozheng.law.afterwards.intended import (
    PENALTY_WORD,
    TAKES_BACK,
)
from nuozheng.law.afterwards.moves import INTENDED_MEASURE, IntendedStatus
from nuozheng.law.consequences import MEASURE_WORD, Measure, UntrueFacts
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.procedure import FOUND_AGAINST, OPEN_APPLICATION, UntruthStatus
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.afterwards.models import IntendedMeasure
from nuozheng.verification.afterwards.objections import tell_third_parties
from nuozheng.verification.afterwards.telling import ANSWER, HEARING, Intention, write_intention
from nuozheng.verification.models import UntruthFinding

NOTHING_TO_SAY = "没有意见"


def facts_of(finding: UntruthFinding) -> UntrueFacts:
    """The finding as the rules on consequences see it."""
    case: Application = finding.application
    return UntrueFacts(
        stage="open" if case.status in OPEN_APPLICATION else "decided",
        deliberate=finding.outcome == UntruthStatus.FALSE,
        final=finding.status in FOUND_AGAINST,
        crime_suspected=finding.crime_suspected,
    )


def intend(*, finding: UntruthFinding, by: Account, wanted: Intention) -> IntendedMeasure:
    """Tell what is intended, why, and of every right against it; third parties are told too.

    Errors: Refused where the measure itself would be, or is intended already.
    """
    wanted, today = _written(wanted), timezone.localdate()
    with transaction.atomic():
        row = locked(UntruthFinding, finding.pk)
        case = row.application
        if Role.OFFICER not in access.roles_in(by, case, today):
            raise Refused.because(
                "not_your_move",
                "处理只能由本机关的经办人员作出。",
                cure="请用经办人员的账号登录，或者转给经办的同事。",
            )
        _refuse(row, wanted, by)
        intended = write_intention(row, case, wanted, by)
        if wanted.measure in TAKES_BACK:
            tell_third_parties(intended, by=by)
    return intended


def answer_intention(
    *, intended: IntendedMeasure, by: Account, text: str, forgoes_hearing: bool = False
) -> IntendedMeasure:
    """The person's opinion on what is intended; they may add that they want no hearing."""
    said = written(text, "意见")
    if not said:
        raise Refused.because(
            "statement_empty",
            "还没有写意见。",
            "CN-CFF-45",
            cure=f"写清楚您的意见；没有的，写“{NOTHING_TO_SAY}”。",
        )
    now = timezone.now()
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        role = _side(row, by, "answer_intention")
        row.answer, row.answered_by, row.answered_at = said, by, now
        row.hearing_forgone = row.hearing_forgone or forgoes_hearing
        deadlines.meet(INTENDED_MEASURE.kind, row.pk, ANSWER, now)
        if row.hearing_forgone:
            deadlines.meet(INTENDED_MEASURE.kind, row.pk, HEARING, now)
        changed = ("answer", "answered_by", "answered_at", "hearing_forgone")
        move(row, INTENDED_MEASURE, "answer_intention", by=by, role=role, at=now, changed=changed)
    return row


def ask_hearing(*, intended: IntendedMeasure, by: Account) -> IntendedMeasure:
    """要求听证 within its days. Errors: Refused where no hearing is given or its days are over."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        role = _side(row, by, "ask_hearing")
        if row.hearing_due_on is None:
            raise Refused.because(
                "hearing_is_given",
                "这一种处理，法律没有规定听证。",
                "CN-CFF-63",
                cure="您可以写明意见，我们会答复；不服决定的，可以复议、诉讼。",
            )
        if timezone.localdate() > row.hearing_due_on:
            raise Refused.because(
                "hearing_days_are_over",
                f"要求听证的期限是{spoken(row.hearing_due_on)}，已经过了。",
                "CN-CFF-64.1",
                cure="您还可以写明意见；不服决定的，可以复议、诉讼。",
            )
        deadlines.meet_all(INTENDED_MEASURE.kind, row.pk, now)
        move(row, INTENDED_MEASURE, "ask_hearing", by=by, role=role, at=now)
    return row


def drop(*, intended: IntendedMeasure, by: Account, reason: str) -> IntendedMeasure:
    """Intend it no longer: the objections or the answer hold."""
    now, reason = timezone.now(), written(reason, "理由")
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        roles = access.roles_in(by, row.finding.application, timezone.localdate())
        role = must_be_allowed(INTENDED_MEASURE, "drop", row.status, roles)
        deadlines.meet_all(INTENDED_MEASURE.kind, row.pk, now)
        move(row, INTENDED_MEASURE, "drop", by=by, role=role, at=now, reason=reason)
    return row


def _side(row: IntendedMeasure, by: Account, act: str) -> Role:
    roles = access.roles_in(by, row.finding.application, timezone.localdate())
    return must_be_allowed(INTENDED_MEASURE, act, row.status, roles)


def _written(wanted: Intention) -> Intention:
    return replace(
        wanted,
        content=written(wanted.content, "处理内容"),
        legal_basis=written(wanted.legal_basis, "法律依据", 200),
        reasons=written(wanted.reasons, "理由"),
    )


def _refuse(row: UntruthFinding, wanted: Intention, by: Account) -> None:
    if wanted.measure not in MEASURE_WORD or wanted.measure == "refer":
        raise Refused.because(
            "measure_unknown", "没有这种拟作出的处理。", cure="请从列出的几种里选。"
        )
    measure = Measure(
        kind=wanted.measure,
        officer=by.display_name or by.username,
        legal_basis=wanted.legal_basis,
        content=wanted.content,
        due_on=date.max,
    )
    found = obstacles(consequences.examine(row.application.policy, facts_of(row), measure))
    if found:
        raise Refused(*found)
    if not wanted.content or not wanted.reasons:
        raise Refused.because(
            "intention_is_whole",
            "拟作出的处理还没有写全：内容、理由都要写。",
            "CN-CFF-44",
            cure="写明拟作出什么处理、依据哪些事实和理由。",
        )
    if wanted.measure == "penalise" and not _names_penalty(wanted):
        raise Refused.because(
            "penalty_is_named",
            "没有选处罚的种类，或者罚款没有写数额。",
            "CN-CFF-63",
            cure="选处罚的种类；罚款的写明多少元，要不要听证由此决定。",
        )
    standing = IntendedMeasure.objects.filter(finding=row, measure=wanted.measure)
    if standing.exclude(status=IntendedStatus.DROPPED).exists():
        raise Refused.because(
            "intended_already", "这项处理已经告知过。", cure="请在原来那一份里接着办。"
        )


def _names_penalty(wanted: Intention) -> bool:
    if wanted.penalty_kind not in PENALTY_WORD:
        return False
    return wanted.penalty_kind != "fine" or wanted.amount_yuan > 0
