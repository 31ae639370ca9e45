"""Check a letter by its number: anybody may, and nobody learns whose it is."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router

from nuozheng.api.authentication import PUBLIC_CALLS_PER_MINUTE, PerMinute
from nuozheng.api.responses import answers
from nuozheng.api.schemas import LetterNumber, Out
from nuozheng.applications.models import Commitment, CommitmentStatus

router = Router(tags=["验承诺书"])


class GenuineOut(Out):
    """A letter that was signed here; digests are of the PDF, null until it is set."""

    letter_number: str
    agency: str
    place: str
    signed_on: date
    withdrawn_on: date | None
    sha256: str | None
    sm3: str | None


@router.get(
    "/letters/{number}",
    auth=None,
    throttle=[PerMinute(PUBLIC_CALLS_PER_MINUTE)],
    response=answers(GenuineOut),
    summary="按编号验承诺书的真伪（不用密钥）",
)
def check_letter(request: HttpRequest, number: LetterNumber) -> GenuineOut:
    """不显示是谁、办什么事；用摘要核对手里的PDF是不是原件。"""
    found = (
        Commitment.objects.filter(letter_number=number)
        .exclude(status=CommitmentStatus.DRAFT)
        .select_related("application__agency", "application__catalogue__jurisdiction", "letter")
        .defer("letter__content", "entered", "declared", "checks")
        .first()
    )
    if found is None or found.signed_at is None:
        raise Http404
    withdrawn = found.withdrawn_at
    return GenuineOut(
        letter_number=found.letter_number,
        agency=found.application.agency.name,
        place=found.application.catalogue.jurisdiction.name,
        signed_on=timezone.localtime(found.signed_at).date(),
        withdrawn_on=timezone.localtime(withdrawn).date() if withdrawn else None,
        sha256=found.letter.sha256 if found.letter else None,
        sm3=found.letter.sm3 if found.letter else None,
    )
