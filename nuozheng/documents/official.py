"""公文: a decision or a notice is set, sealed and filed, whatever it is about."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

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

REVIEW_BODY = "本级人民政府"
COURT = "有管辖权的人民法院"


def set_and_file(
    *,
    title: str,
    number: str,
    case_number: str,
    addressee: str,
    agency: str,
    opening: Sequence[str],
    reasons: Sequence[Reason],
    orders: Sequence[str],
    appealable: bool,
    by: Any,
    at: datetime,
) -> Document:
    """Set and file an official document of an agency, with every remedy where there are any."""
    content = render_decision(
        Decision(
            title=title,
            number=number,
            addressee=addressee,
            case_number=case_number,
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


def reason(text: str, basis: Iterable[str] = ()) -> Reason:
    """A numbered reason with its clauses printed as notes."""
    cited = (clause(key) for key in dict.fromkeys(basis))
    return Reason(text, tuple(Clause(short_label(one), one.words) for one in cited))
