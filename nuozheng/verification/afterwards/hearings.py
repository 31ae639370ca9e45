"""听证 and 法制审核: who did not handle the case presides, and another reviews."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.afterwards.intended import review_causes
from nuozheng.law.afterwards.moves import INTENDED_MEASURE, IntendedStatus
from nuozheng.law.findings import Refused
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Membership, in_force
from nuozheng.parties.roles import roles_at
from nuozheng.verification.afterwards.models import Hearing, IntendedMeasure, ThirdParty
from nuozheng.verification.afterwards.service import serve_online
from nuozheng.verification.afterwards.third_parties import touching

LONGEST_RECORD = 20_000


@dataclass(frozen=True, slots=True)
class Call:
    """When and where a hearing is held, and who presides."""

    held_at: datetime
    place: str
    presided_by: Account


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """听证笔录; where the person did not sign, why stands in it."""

    text: str
    signed: bool
    unsigned_because: str = ""


def handled_by(intended: IntendedMeasure) -> set[int]:
    """The accounts that had a hand in the case: none of them presides or reviews."""
    finding = intended.finding
    return {
        pk
        for pk in (
            finding.opened_by_id,
            finding.decided_by_id,
            finding.task.checked_by_id,
            finding.application.decided_by_id,
            intended.intended_by_id,
        )
        if pk
    }


def may_preside(intended: IntendedMeasure) -> QuerySet[Account]:
    """The agency's people who did not handle the case (行政处罚法 art. 64)."""
    agency = intended.finding.application.agency_id
    held = Membership.objects.filter(in_force(timezone.localdate()), agency=agency)
    return Account.objects.filter(pk__in=held.values("account")).exclude(
        pk__in=handled_by(intended)
    )


def call_hearing(*, intended: IntendedMeasure, by: Account, call: Call) -> Hearing:
    """通知听证: day, place and who presides, told seven working days before."""
    now, today = timezone.now(), timezone.localdate()
    place = written(call.place, "听证地点", 120)
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        case = row.finding.application
        role = _officer(row, by, "call_hearing")
        days = case.policy.consequences.hearing_told_days
        day = timezone.localtime(call.held_at).date()
        first = deadlines.counted(today, days.value)
        if not place or day < first:
            raise Refused.because(
                "hearing_is_told_in_time",
                f"听证要提前{days.value}个工作日通知，写明时间、地点。",
                *days.clause,
                cure=f"请选{spoken(first)}或者以后的日子，写明地点。",
            )
        if not may_preside(row).filter(pk=call.presided_by.pk).exists():
            raise Refused.because(
                "presider_did_not_investigate",
                "主持人不能是核查、认定、承办这一件的人，也要是本机关的人。",
                "CN-CFF-64.4",
                cure="请指定本机关没有办过这一件的人。",
            )
        moment = timezone.localtime(call.held_at)
        paper = papers.issue(
            case,
            title="听证通知书",
            number=f"{case.catalogue.prefix}听〔{today.year}〕{row.pk}号",
            opening=["您要求听证，现在通知您："],
            reasons=[papers.reason("您可以亲自参加，也可以委托一至二人代理。", ("CN-CFF-63",))],
            orders=[
                f"时间：{spoken(moment.date())}{moment:%H:%M}。",
                f"地点：{place}。",
                f"主持人：{call.presided_by}；您认为与本案有直接利害关系的，可以申请回避。",
            ],
            appealable=False,
            by=by,
            at=now,
        )
        hearing = Hearing.objects.create(
            intended=row,
            held_at=call.held_at,
            place=place,
            presided_by=call.presided_by,
            call=paper,
        )
        serve_online(case, paper, by=by)
        move(row, INTENDED_MEASURE, "call_hearing", by=by, role=role, at=now, basis=days.clause)
    return hearing


def hold_hearing(*, intended: IntendedMeasure, by: Account, record: HearingRecord) -> Hearing:
    """登记听证笔录, signed by the person or with why not. Errors: Refused before its time."""
    now, text = timezone.now(), written(record.text, "听证笔录", LONGEST_RECORD)
    why = written(record.unsigned_because, "没有签名的原因", 200)
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        case = row.finding.application
        role = _officer(row, by, "hold_hearing")
        hearing = Hearing.objects.select_for_update(of=("self",)).get(intended=row)
        if now < hearing.held_at:
            raise Refused.because(
                "hearing_is_to_come",
                "听证还没有举行。",
                "CN-CFF-64.8",
                cure="听证以后再登记笔录；改时间的，请重新通知。",
            )
        if not text or (not record.signed and not why):
            raise Refused.because(
                "hearing_record_is_signed",
                "没有写笔录，或者没有签名、也没有写原因。",
                "CN-CFF-64.8",
                cure="请本人核对后签名；不签的，由主持人写明原因。",
            )
        moment = timezone.localtime(hearing.held_at)
        signed = "本人核对无误，已经签名。" if record.signed else f"本人没有签名：{why}"
        hearing.record, hearing.signed, hearing.unsigned_because = text, record.signed, why
        hearing.recorded_by, hearing.recorded_at = by, now
        hearing.record_document = papers.issue(
            case,
            title="听证笔录",
            number=f"{case.catalogue.prefix}听录〔{timezone.localdate().year}〕{row.pk}号",
            opening=[
                f"时间：{spoken(moment.date())}{moment:%H:%M}。",
                f"地点：{hearing.place}。主持人：{hearing.presided_by}。",
                *text.splitlines(),
            ],
            orders=[signed],
            appealable=False,
            by=by,
            at=now,
        )
        hearing.save()
        serve_online(case, hearing.record_document, by=by)
        move(row, INTENDED_MEASURE, "hold_hearing", by=by, role=role, at=now)
    return hearing


def causes_of(intended: IntendedMeasure) -> tuple[str, ...]:
    """Why this measure needs a legal review before it is taken; empty where none is demanded."""
    case = intended.finding.application
    others = bool(touching(case)) or ThirdParty.objects.filter(application=case).exists()
    return review_causes(
        case.policy,
        heard=intended.status == IntendedStatus.HEARING_HELD,
        others=others,
        complex_case=intended.complex_case,
        public=intended.public_interest,
    )


def review_intended(
    *, intended: IntendedMeasure, by: Account, passed: bool, opinion: str
) -> IntendedMeasure:
    """法制审核 by somebody of the agency who had no hand in the case. Errors: Refused."""
    now, opinion = timezone.now(), written(opinion, "审核意见")
    act = "pass_review" if passed else "return_review"
    with transaction.atomic():
        row = locked(IntendedMeasure, intended.pk)
        case = row.finding.application
        held = roles_at(by, case.agency_id, timezone.localdate())
        role = must_be_allowed(INTENDED_MEASURE, act, row.status, sorted(held))
        mine = access.own(by, timezone.localdate()).filter(pk=case.pk).exists()
        if by.pk in handled_by(row) or mine:
            raise Refused.because(
                "reviewer_had_no_hand_in_it",
                "办过这一件的人不能自己作法制审核。",
                "CN-CFF-58",
                cure="请另一位合法性审核人员审核。",
            )
        row.review_opinion, row.review_passed = opinion, passed
        row.reviewed_by, row.reviewed_at = by, now
        changed = ("review_opinion", "review_passed", "reviewed_by", "reviewed_at")
        basis = case.policy.consequences.legal_review_when.clause
        move(
            row, INTENDED_MEASURE, act, by=by, role=role, at=now, reason=opinion, basis=basis,
            changed=changed,
        )  # fmt: skip
    return row


def _officer(row: IntendedMeasure, by: Account, act: str) -> Role:
    roles = access.roles_in(by, row.finding.application, timezone.localdate())
    return must_be_allowed(INTENDED_MEASURE, act, row.status, roles)
