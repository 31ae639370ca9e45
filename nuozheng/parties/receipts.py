"""Keep a receipt of every look at somebody's data, the failed ones too."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.protocol import Answer, Query


def keep(
    party_id: int,
    looks: Iterable[tuple[Query, Answer]],
    *,
    by: Any,
    at: datetime,
    basis: Sequence[str],
) -> None:
    """One row for each look-up; the values that came back are not kept in it."""
    AccessReceipt.objects.bulk_create(
        AccessReceipt(
            party_id=party_id,
            source=query.source,
            purpose=query.purpose,
            case_number=query.case_number,
            attributes=list(query.attributes),
            basis=list(basis),
            result=answer.status.value,
            problem=answer.problem[:120],
            trouble=answer.trouble or "",
            unanswered=sorted(answer.unanswered),
            elapsed_ms=answer.elapsed_ms,
            asked_at=at,
            asked_by=by,
        )
        for query, answer in looks
    )
