"""Official documents of a credit record: what was decided on a repair or an objection."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from nuozheng.catalogue.models import Catalogue
from nuozheng.credit.models import CreditRecord
from nuozheng.documents.models import Document
from nuozheng.documents.sealing import issued, seal_words
from nuozheng.documents.typesetting import (
    Clause,
    Decision,
    Reason,
    render_decision,
    usual_remedies,
)
from nuozheng.law.clauses import clause
from nuozheng.law.labels import short_label
from nuozheng.parties.models import Account

REVIEW_BODY = "本级人民政府"
COURT = "有管辖权的人民法院"


def issue(
    record: CreditRecord,
    *,
    title: str,
    number: str,
    opening: Sequence[str],
    reasons: Sequence[Reason],
    orders: Sequence[str],
    by: Account,
    at: datetime,
    office: str = "",
    addressee: str = "",
    appealable: bool = True,
) -> Document:
    """Set and file a decision on a record, addressed to whom it is about, with every remedy.

    `office` and `addressee` where it comes from another unit or goes to somebody else.
    """
    agency = office or _office(record, by)
    content = render_decision(
        Decision(
            title=title,
            number=number,
            addressee=addressee or record.party.name,
            case_number=record.case_number,
            agency=agency,
            opening=tuple(opening),
            reasons=tuple(reasons),
            orders=tuple(orders),
            remedies=usual_remedies(REVIEW_BODY, COURT) if appealable else (),
            contact=f"有疑问的，请联系{agency}，或者拨打12345。",
            issued_on=timezone.localtime(at).date(),
            seal=seal_words(agency, at),
        )
    )
    document = issued(content, kind="official", title=f"{title} {number}", unit=agency, at=at)
    document.created_at, document.created_by = at, by
    document.save()
    return document


def document_of(record: CreditRecord, pk: int) -> int | None:
    """The key of a document if it is a decision on this record's repairs or objections."""
    repairs = record.repairs.filter(document=pk).exists()
    return pk if repairs or record.objections.filter(document=pk).exists() else None


def number_of(record: CreditRecord, sort: str, at: datetime, key: int) -> str:
    """鄂信修〔2026〕3号: the place's prefix, the sort of document, the year, our number."""
    listed = Catalogue.objects.filter(
        jurisdiction=record.jurisdiction_id, policy_key=record.policy_key
    )
    prefix = listed.values_list("prefix", flat=True).first() or ""
    return f"{prefix}{sort}〔{timezone.localtime(at).year}〕{key}号"


def reason(text: str, basis: Iterable[str] = ()) -> Reason:
    """A numbered reason with its clauses printed as notes."""
    cited = (clause(key) for key in dict.fromkeys(basis))
    return Reason(text, tuple(Clause(short_label(one), one.words) for one in cited))


def told_of(record: CreditRecord) -> str:
    """The record in the words of a document's first line."""
    day = record.document_on
    when = f"{day.year}年{day.month}月{day.day}日，" if day else ""
    return f"{when}{record.agency.name}以{record.document_number}认定：{record.behaviour}。"


def _office(record: CreditRecord, by: Account) -> str:
    """The agency in whose name somebody decides: the one of their post in the record's place."""
    mine = by.memberships.filter(
        agency__jurisdiction=record.jurisdiction_id, role="credit_officer"
    ).select_related("agency")
    post = mine.first()
    return post.agency.name if post else record.agency.name
