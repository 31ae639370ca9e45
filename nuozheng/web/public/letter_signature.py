"""What a stranger needs to check a letter without us: its SM2 signature, and our public keys."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.documents import sm2_file
from nuozheng.documents.sealing import sealing
from nuozheng.web.files import attached
from nuozheng.web.public.letter_numbers import written


@require_safe
def fetch_signature(request: HttpRequest, number: str) -> HttpResponse:
    """The detached SM2 signature of a letter: digests and a signature, nothing of anybody."""
    found = (
        Commitment.objects.filter(letter_number=written(number))
        .exclude(status=CommitmentStatus.DRAFT)
        .select_related("letter")
        .only(
            "letter_number",
            "letter__sha256",
            "letter__sm3",
            "letter__sm2_signature",
            "letter__sm2_key",
        )
        .first()
    )
    if found is None or found.letter is None or found.letter.sm2_signature is None:
        raise Http404(number)
    name = f"{found.letter_number}{sm2_file.SUFFIX}"
    return attached(sm2_file.of(found.letter), sm2_file.MEDIA_TYPE, name)


@require_safe
def fetch_root(request: HttpRequest) -> HttpResponse:
    """The root certificate of our seal (PEM)."""
    keys = sealing()
    if keys is None:
        raise Http404("no seal")
    return attached(keys.trust.encode(), "application/x-pem-file", "trust.pem")


@require_safe
def fetch_sm2_key(request: HttpRequest) -> HttpResponse:
    """The public key of our SM2 signatures, 128 hexadecimal digits."""
    keys = sealing()
    if keys is None:
        raise Http404("no seal")
    return attached(f"{keys.sm2.public_key.hex()}\n".encode(), "text/plain", "sm2.pub")
