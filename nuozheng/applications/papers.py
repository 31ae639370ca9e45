"""Official documents of a case: decisions, notices of what does not agree, findings, measures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from nuozheng.applications.models import Application
from nuozheng.documents.models import Document
from nuozheng.documents.official import reason, set_and_file
from nuozheng.documents.typesetting import Reason

__all__ = ["issue", "reason"]


def issue(
    application: Application,
    *,
    title: str,
    number: str,
    opening: Sequence[str],
    reasons: Sequence[Reason] = (),
    orders: Sequence[str] = (),
    appealable: bool,
    addressee: str = "",
    by: Any,
    at: datetime,
) -> Document:
    """Set an official document to the applicant, or to another addressee, and file it."""
    return set_and_file(
        title=title,
        number=number,
        case_number=application.number,
        addressee=addressee or application.applicant.name,
        agency=application.agency.name,
        opening=opening,
        reasons=reasons,
        orders=orders,
        appealable=appealable,
        by=by,
        at=at,
    )
