"""更正: a person holds a source's record to be wrong; its owner answers within a clock.

Until then what was contested counts neither for nor against anybody (`contested`).
"""

from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.models import Application
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import AccessReceipt
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.gateways.sources.registry import source_named
from nuozheng.law.data_sources import SOURCE_CORRECTION, CorrectionStatus
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.verification.sources.access import corrections_at_desk
from nuozheng.verification.sources.models import SourceCorrection

CLOCK = "answer"


def ask_correction(
    *, receipt: AccessReceipt, attribute: str, said: str, by: Account
) -> SourceCorrection:
    """The person says what is wrong and how it is. Errors: Refused for anybody else's data."""
    now, today = timezone.now(), timezone.localdate()
    said = written(said, "实际情况")
    case = Application.objects.select_related("agency", "catalogue").get(
        number=receipt.case_number, applicant=receipt.party_id
    )
    roles = access.roles_in(by, case, today)
    speaking = next((role for role in roles if role.speaks_for_applicant), None)
    if speaking is None:
        raise Refused.because(
            "not_your_move",
            "只有本人能要求更正。",
            "CN-PIPL-46",
            cure="请用申请人或者代理人的账号登录。",
        )
    if attribute not in receipt.attributes or source_named(receipt.source) is None:
        raise Refused.because(
            "fact_was_not_asked",
            "这一次没有查过这一项。",
            "CN-PIPL-46",
            cure="请从“谁看过我的信息”里选查过的那一项。",
        )
    if not said:
        raise Refused.because(
            "correction_says_how_it_is",
            "还没有写实际情况是怎样的。",
            "CN-PIPL-46",
            cure="写清楚哪里不对、应当是什么，一两句就行。",
        )
    days = case.policy.verification.correction_days
    with transaction.atomic():
        standing = SourceCorrection.objects.filter(
            party=receipt.party_id,
            source=receipt.source,
            attribute=attribute,
            status=CorrectionStatus.OPEN,
        ).select_for_update()
        if standing.exists():
            raise Refused.because(
                "correction_is_open",
                "这一项已经要求更正，数据单位还在核实。",
                "CN-PIPL-46",
                cure="请等答复；答复以前这一项不作数，不影响您。",
            )
        row = SourceCorrection(
            party_id=receipt.party_id,
            application=case,
            receipt=receipt,
            source=receipt.source,
            attribute=attribute,
            said=said,
            status=CorrectionStatus.OPEN,
            asked_by=by,
            asked_at=now,
            due_on=today,
        )
        row.save()
        clock = deadlines.start(
            SOURCE_CORRECTION.kind,
            row.pk,
            CLOCK,
            title="答复更正数据的申请",
            from_day=today,
            days=days.value,
            basis=days.clause,
        )
        row.due_on = clock.due_on
        row.save(update_fields=["due_on"])
        append(
            SOURCE_CORRECTION.kind,
            row.pk,
            "ask",
            "",
            CorrectionStatus.OPEN,
            by=by,
            role=speaking,
            at=now,
            basis=days.clause,
            detail={"source": row.source, "attribute": row.attribute},
        )
    return row


def answer_correction(
    *, correction: SourceCorrection, act: Literal["correct", "uphold"], reason: str, by: Account
) -> SourceCorrection:
    """The owner corrects the record or lets it stand, and says why; the person can read it."""
    now, today = timezone.now(), timezone.localdate()
    reason = written(reason, "答复")
    with transaction.atomic():
        row = locked(SourceCorrection, correction.pk)
        mine = corrections_at_desk(by, today).filter(pk=row.pk).exists()
        roles = (Role.DATA_OWNER,) if mine else ()
        role = must_be_allowed(SOURCE_CORRECTION, act, row.status, roles)
        row.answer, row.answered_by, row.answered_at = reason, by, now
        deadlines.meet(SOURCE_CORRECTION.kind, row.pk, CLOCK, now)
        move(
            row,
            SOURCE_CORRECTION,
            act,
            by=by,
            role=role,
            at=now,
            # The words are about a person and stay with the record, encrypted.
            reason="答复见更正申请" if reason else "",
            changed=("answer", "answered_by", "answered_at"),
        )
    return row


def withdraw_correction(*, correction: SourceCorrection, by: Account) -> SourceCorrection:
    """The person asks for it no more."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(SourceCorrection, correction.pk)
        roles = access.roles_in(by, row.application, timezone.localdate())
        role = must_be_allowed(SOURCE_CORRECTION, "withdraw_correction", row.status, roles)
        deadlines.meet(SOURCE_CORRECTION.kind, row.pk, CLOCK, now)
        move(row, SOURCE_CORRECTION, "withdraw_correction", by=by, role=role, at=now)
    return row
