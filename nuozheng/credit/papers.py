"""Official documents of a credit record: what was decided on a repair or an objection."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from nuozheng.catalogue.models import Catalogue
from nuozheng.credit.models import CreditRecord
from nuozheng.documents.models import Document
from nuozheng.documents.official import reason, set_and_file
from nuozheng.documents.typesetting import Reason
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, in_force

__all__ = ["document_of", "issue", "number_of", "reason", "told_of"]


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
    return set_and_file(
        title=title,
        number=number,
        case_number=record.case_number,
        addressee=addressee or record.party.name,
        agency=office or _office(record, by, timezone.localtime(at).date()),
        opening=opening,
        reasons=reasons,
        orders=orders,
        appealable=appealable,
        by=by,
        at=at,
    )


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


def told_of(record: CreditRecord) -> str:
    """The record in the words of a document's first line."""
    day = record.document_on
    when = f"{day.year}年{day.month}月{day.day}日，" if day else ""
    return f"{when}{record.agency.name}以{record.document_number}认定：{record.behaviour}。"


def _office(record: CreditRecord, by: Account, today: date) -> str:
    """The agency in whose name somebody decides: the one of their post in the record's place."""
    posts = by.memberships.filter(
        in_force(today), agency__jurisdiction=record.jurisdiction_id, role=Role.CREDIT_OFFICER
    )
    post = posts.select_related("agency").order_by("pk").first()
    return post.agency.name if post else record.agency.name
