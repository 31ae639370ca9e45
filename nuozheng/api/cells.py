"""Messages from other installations: believed by their signature, taken in once, receipted."""

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from pydantic import ValidationError

from nuozheng.api.errors import problem
from nuozheng.gateways.assistance.partners import Partner, partners
from nuozheng.gateways.assistance.protocol import (
    CELL_HEADER,
    MOST_BYTES,
    NONCE_HEADER,
    Message,
    message_problem,
    receipt,
)
from nuozheng.gateways.sources.signing import SIGNATURE_HEADER, TIME_HEADER
from nuozheng.law.findings import Refused
from nuozheng.parties.calls import counted
from nuozheng.verification.assistance.inbox import take_in, take_nonce

MESSAGES_PER_MINUTE = 600
UNKNOWN_PER_MINUTE = 60
_HEADERS = (CELL_HEADER, TIME_HEADER, NONCE_HEADER, SIGNATURE_HEADER)


@csrf_exempt  # the signature over the body is what a form's token would be
@require_POST
def messages(request: HttpRequest) -> HttpResponse:
    """One message. 401 where it isn't believed, 409 where its nonce was used, 422 where refused."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return problem(413, "too-large", _("内容过长"))
    headers = {name: request.headers.get(name, "") for name in _HEADERS}
    cell, known = headers[CELL_HEADER], partners()
    partner = known.partner.get(cell)
    body = request.body
    believed = partner and not message_problem(partner.secret, headers, known.cell, body)
    # Who only uses a partner's name can't use up what the partner may send.
    if _too_often(cell if believed else "unknown", bool(believed)):
        return problem(429, "too-many", _("太频繁了"), _("请过一分钟再发。"))
    if partner is None or not believed:
        return problem(401, "not-believed", _("签名对不上"), _("请核对密钥、时间和名称。"))
    answer = _taken_in(cell, headers[NONCE_HEADER], body)
    return _receipted(partner, headers[NONCE_HEADER], answer)


def _taken_in(cell: str, nonce: str, body: bytes) -> HttpResponse:
    if not take_nonce(cell, nonce):
        return problem(409, "replayed", _("这条消息已经收过"), _("请重新签名再发。"))
    try:
        message = Message.model_validate_json(body)
    except ValidationError as faults:
        places = "、".join(".".join(map(str, one["loc"])) for one in faults.errors()[:5])
        return problem(422, "invalid", _("格式不对"), places)
    try:
        take_in(cell, message)
    except Refused as refusal:
        # Whatever stands in the way, the same message would meet it again.
        return problem(422, "refused", _("不能这样做"), str(refusal), refusal.findings)
    return HttpResponse(
        f'{{"received":"{message.id}"}}', content_type="application/json", status=200
    )


def _receipted(partner: Partner, nonce: str, answer: HttpResponse) -> HttpResponse:
    answer[SIGNATURE_HEADER] = receipt(partner.secret, nonce, answer.content)
    answer["Cache-Control"] = "no-store"
    return answer


def _too_often(caller: str, is_partner: bool) -> bool:
    most = MESSAGES_PER_MINUTE if is_partner else UNKNOWN_PER_MINUTE
    return counted(f"cell:{caller}", minute=int(time.time() // 60)) > most


urlpatterns: list[Any] = [path("messages", messages)]
