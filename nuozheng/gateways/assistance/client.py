"""Hand a message to a partner: once, bounded in time, and only believed with its signed receipt."""

import hmac

import httpx

from nuozheng.gateways.assistance.partners import partners
from nuozheng.gateways.assistance.protocol import (
    MOST_BYTES,
    NONCE_HEADER,
    PATH,
    Message,
    receipt,
    signed_headers,
)
from nuozheng.gateways.delivery import Undelivered, Unreachable, reason_given
from nuozheng.gateways.sources.signing import SIGNATURE_HEADER
from nuozheng.gateways.tls import trusted

TIMEOUT = 5.0
"""Seconds for one delivery."""
_MOST_ANSWER = 65_536
_FOR_GOOD = frozenset({400, 404, 413, 422})
"""Answers after which the same message would be refused again."""


def deliver(cell: str, message: Message) -> None:
    """Send one message. Errors: Undelivered, with what to read beside the message."""
    known = partners()
    partner = known.partner.get(cell)
    if partner is None:
        raise Undelivered("没有登记这个地区", for_good=True)
    body = message.model_dump_json(exclude_none=True).encode()
    if len(body) > MOST_BYTES:
        raise Undelivered("内容过长", for_good=True)
    headers = signed_headers(partner.secret, known.cell, cell, body)
    headers["Content-Type"] = "application/json"
    try:
        with httpx.Client(
            verify=trusted(), trust_env=False, follow_redirects=False, timeout=TIMEOUT
        ) as http:
            answer = http.post(partner.url.rstrip("/") + PATH, content=body, headers=headers)
    except httpx.HTTPError:
        raise Unreachable(f"{partner.title}连接不上") from None
    said = answer.content[:_MOST_ANSWER]
    wanted = receipt(partner.secret, headers[NONCE_HEADER], said)
    if not hmac.compare_digest(wanted, answer.headers.get(SIGNATURE_HEADER, "").lower()):
        raise Undelivered(f"{partner.title}的回执对不上（{answer.status_code}）")
    if answer.status_code != httpx.codes.OK:
        raise Undelivered(
            f"{partner.title}不收：{reason_given(answer)}", for_good=answer.status_code in _FOR_GOOD
        )
