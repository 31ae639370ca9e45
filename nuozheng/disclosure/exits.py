"""失信名单退出: somebody is off the list, told where the list was, without what they had done."""

from datetime import datetime

from django.utils import timezone

from nuozheng.disclosure.models import Publication
from nuozheng.disclosure.opening import new_number
from nuozheng.evidence import rows
from nuozheng.evidence.moves import append
from nuozheng.law.calendar import load_calendar
from nuozheng.law.disclosure.duty import Regime
from nuozheng.law.disclosure.moves import PUBLICATION, PublicationStatus
from nuozheng.law.disclosure.sections import SECTION_WORD, sections_of
from nuozheng.law.vocabulary import Role


def tell_exit(row: Publication, reason: str, at: datetime) -> Publication | None:
    """The exit of what was public; None where the place has no such section.

    A company is named, a person is not: 修复以后终止公示 (CN-XF36-3). It needs no second pair of
    eyes: nothing in it was written by anybody, and it only says what helps.
    """
    policy = row.policy
    if "exit" not in sections_of(policy):
        return None
    standing = Publication.objects.filter(of=row.of, record_id=row.record_id, section="exit")
    if standing.filter(status=PublicationStatus.PUBLISHED).exists():
        return None
    today = timezone.localtime(at).date()
    who = "个人，不公开姓名" if row.party.is_person else row.party.name
    lines = (("谁", who), ("退出的是", SECTION_WORD[row.section]), ("原编号", row.code))
    leaving = rows.insert(
        Publication(
            code=new_number("GS", at.year),
            of=row.of,
            record_id=row.record_id,
            section="exit",
            regime=Regime.MANDATORY,
            object="record",
            title=f"{SECTION_WORD[row.section]}退出公示",
            jurisdiction_id=row.jurisdiction_id,
            agency_id=row.agency_id,
            party_id=row.party_id,
            policy_key=row.policy_key,
            basis=list(policy.disclosure.credit_contents.clause),
            status=PublicationStatus.PUBLISHED,
            shown=[{"label": label, "text": text} for label, text in lines],
            opened_at=at,
            start_on=today,
            end_on=load_calendar().add_working_days(today, policy.disclosure.days.value).on,
        )
    )
    append(
        PUBLICATION.kind,
        leaving.pk,
        "publish_exit",
        "",
        leaving.status,
        by=None,
        role=Role.SYSTEM,
        at=at,
        reason=reason,
        basis=leaving.basis,
    )
    return leaving
