"""From the form of a record to the record: what was typed, drawn and photographed."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from nuozheng.law.procedure import TaskStatus
from nuozheng.verification.inspections.actions.record import (
    CheckSeen,
    Officer,
    Photo,
    Signature,
    Spot,
)
from nuozheng.verification.inspections.models import Visit

RESULTS = (TaskStatus.CONFIRMED, TaskStatus.CONTRADICTED, TaskStatus.UNABLE)
_PNG = "data:image/png;base64,"
_PLACE = ("latitude", "longitude", "accuracy")


def spot_of(request: HttpRequest, visit: Visit) -> Spot:
    """The record as sent; Http404 where key or version are none of ours."""
    sent = request.POST
    try:
        key, version = UUID(sent.get("key", "")), int(sent.get("version", ""))
    except ValueError as error:
        raise Http404 from error
    checks = visit.checks.values_list("task", flat=True)
    team = visit.team.values_list("account", flat=True)
    return Spot(
        key=key,
        version=version,
        arrived_at=_moment(sent.get("arrived_at", "")),
        left_at=_moment(sent.get("left_at", "")),
        checks={pk: _seen(request, pk) for pk in checks if f"result-{pk}" in sent},
        officers={
            pk: Officer(sent.get(f"certificate-{pk}", ""), _signature(request, str(pk)))
            for pk in team
        },
        party=_signature(request, "party"),
        **{name: sent.get(name, "") for name in ("signer", "said", "refusal", "witness")},
    )


def _seen(request: HttpRequest, pk: int) -> CheckSeen:
    result = request.POST[f"result-{pk}"]
    if result not in RESULTS:
        raise Http404
    told = _told(request.POST.get(f"meta-{pk}", ""))
    uploads = request.FILES.getlist(f"photo-{pk}")
    return CheckSeen(result, request.POST.get(f"note-{pk}", ""), tuple(_photos(uploads, told)))


def _photos(uploads: Iterable[UploadedFile[Any]], told: list[Any]) -> Iterator[Photo]:
    for number, upload in enumerate(uploads):
        about = told[number] if number < len(told) and isinstance(told[number], dict) else {}
        place = {
            name: float(about[name])
            for name in _PLACE
            if isinstance(about.get(name), int | float) and abs(about[name]) < 1e6
        }
        yield Photo(upload.read(), _moment(str(about.get("taken_at", ""))), place)


def _told(text: str) -> list[Any]:
    """What the telephone says of its photos, in their order; nothing where it can't be read."""
    try:
        told = json.loads(text) if text else []
    except ValueError:
        return []
    return told if isinstance(told, list) else []


def _signature(request: HttpRequest, whose: str) -> Signature:
    drawn = request.POST.get(f"drawn-{whose}", "")
    typed = request.POST.get(f"typed-{whose}", "")
    if not drawn.startswith(_PNG):
        return Signature(typed)
    try:
        return Signature(typed, base64.b64decode(drawn.removeprefix(_PNG), validate=True))
    except binascii.Error as error:
        raise Http404 from error


def _moment(text: str) -> datetime | None:
    """A moment with its zone, or a local one of China."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is not None and timezone.is_naive(moment):
        moment = timezone.make_aware(moment)
    return moment
