"""异议: third parties are told of an intended revocation, object, and are answered first."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, papers
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.afterwards.moves import INTENDED_MEASURE
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.findings import Refused
from nuozheng.law.repair import spoken
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import speaks_for
from nuozheng.verification.afterwards.models import IntendedMeasure, Objection, ThirdParty
from nuozheng.verification.afterwards.service import serve_online

RIGHT_TO_OBJECT = "CN-XKF-36"
OBJECT = "object"
"""The clock of third parties on one intended measure."""


def tell_third_parties(intended: IntendedMeasure, *, by: Account) -> list[Objection]:
    """A notice to each known third party, with what is intended and until when they may object.

    It says nothing of what was promised or found. Call it in a transaction.
    """
    case, now, today = intended.finding.application, timezone.now(), timezone.localdate()
    known = list(ThirdParty.objects.filter(application=case))
    told = set(Objection.objects.filter(intended=intended).values_list("third_party", flat=True))
    days = case.policy.consequences.objection_days
    due, made = deadlines.counted(today, days.value), []
    for number, other in enumerate(known, start=1):
        if other.pk in told:
            continue
        notice = papers.issue(
            case,
            addressee=other.name,
            title="利害关系人告知书",
            number=f"{case.catalogue.prefix}利告〔{today.year}〕{intended.pk}-{number}号",
            opening=[
                f"本机关拟对“{case.item.name}”的一件办件{MEASURE_WORD[intended.measure]}。",
                f"这件事牵涉到您：{other.interest}",
            ],
            reasons=[papers.reason("您有权陈述意见、提出异议。", (RIGHT_TO_OBJECT,))],
            orders=[
                f"{spoken(due)}以前，您可以提出异议，网上写、到窗口说都行。",
                "异议期限届满、答复您以前，不作出决定。",
            ],
            appealable=False,
            by=by,
            at=now,
        )
        made.append(
            Objection.objects.create(
                intended=intended, third_party=other, notice=notice, told_at=now, due_on=due
            )
        )
        serve_online(case, notice, by=by, third_party=other)
    if made and not told:
        deadlines.start(
            INTENDED_MEASURE.kind, intended.pk, OBJECT, title="第三人提出异议", from_day=today,
            days=days.value, of_person=True, basis=days.clause,
        )  # fmt: skip
    return made


def object_to(*, objection: Objection, by: Account, text: str) -> Objection:
    """A third party's own words; or an officer takes them down where there is no sign-in."""
    said, now = written(text, "异议"), timezone.now()
    if not said:
        raise Refused.because(
            "statement_empty",
            "还没有写意见。",
            RIGHT_TO_OBJECT,
            cure="写清楚牵涉到您什么、您的意见是什么。",
        )
    with transaction.atomic():
        row = locked(Objection, objection.pk)
        role = _speaker(row, by)
        if row.answered_at is not None or row.intended.consequence_id is not None:
            raise Refused.because(
                "objection_is_answered",
                "已经答复或者已经作出决定，不能再补充。",
                RIGHT_TO_OBJECT,
                cure="不服决定的，可以申请行政复议、提起行政诉讼。",
            )
        row.said, row.said_by, row.said_at = said, by, now
        row.save(update_fields=["said", "said_by", "said_at"])
        _tell(row, "object", by, role)
    return row


def answer_objection(*, objection: Objection, by: Account, text: str) -> Objection:
    """Answered with reasons, by document, before anything is decided."""
    answer, now = written(text, "答复"), timezone.now()
    if not answer:
        raise Refused.because(
            "answer_empty", "还没有写答复。", RIGHT_TO_OBJECT, cure="写明采纳还是不采纳，为什么。"
        )
    with transaction.atomic():
        row = locked(Objection, objection.pk)
        case = row.intended.finding.application
        if Role.OFFICER not in access.roles_in(by, case, timezone.localdate()):
            raise Refused.because(
                "not_your_move",
                "只能由本机关的经办人员答复。",
                cure="请用经办人员的账号登录，或者转给经办的同事。",
            )
        if row.said_at is None or row.answered_at is not None:
            raise Refused.because(
                "nothing_to_answer",
                "没有要答复的异议，或者已经答复。",
                cure="请刷新页面，看最新的状态。",
            )
        row.answer, row.answered_by, row.answered_at = answer, by, now
        row.answer_document = papers.issue(
            case,
            addressee=row.third_party.name,
            title="异议答复书",
            number=f"{case.catalogue.prefix}异复〔{timezone.localdate().year}〕{row.pk}号",
            opening=["您提出的意见已经收到。", f"意见：{row.said}"],
            reasons=[papers.reason(f"答复：{answer}", (RIGHT_TO_OBJECT,))],
            appealable=False,
            by=by,
            at=now,
        )
        row.save(update_fields=["answer", "answered_by", "answered_at", "answer_document"])
        serve_online(case, row.answer_document, by=by, third_party=row.third_party)
        _tell(row, "answer_objection", by, Role.OFFICER)
    return row


def _speaker(row: Objection, by: Account) -> Role:
    """The third party is nobody in the case itself; an officer only writes down what is said."""
    today, party = timezone.localdate(), row.third_party.party
    if party is not None and speaks_for(by, party, today):
        return Role.THIRD_PARTY
    if Role.OFFICER in access.roles_in(by, row.intended.finding.application, today):
        return Role.OFFICER
    raise Refused.because(
        "not_your_move",
        "只有收到告知的第三人能提出异议。",
        RIGHT_TO_OBJECT,
        cure="到窗口说的，由经办人员当面记下。",
    )


def _tell(row: Objection, act: str, by: Account, role: Role) -> None:
    intended = row.intended
    append(
        INTENDED_MEASURE.kind, intended.pk, act, intended.status, intended.status, by=by,
        role=role, at=timezone.now(),
        basis=intended.finding.application.policy.consequences.objection_days.clause,
    )  # fmt: skip
