"""Hand a record to a credit platform: bounded in time, and only believed with its receipt."""

from uuid import UUID

import httpx
from pydantic import ValidationError

from nuozheng.evidence import sm2
from nuozheng.gateways.credit.platforms import Platform, platforms
from nuozheng.gateways.credit.protocol import (
    MOST_BYTES,
    PATH,
    Message,
    Receipt,
    receipt_is_true,
    request_headers,
)
from nuozheng.gateways.delivery import Undelivered, Unreachable, reason_given
from nuozheng.gateways.sources.signing import SIGNATURE_HEADER
from nuozheng.gateways.tls import trusted

TIMEOUT = 5.0
"""Seconds for one delivery."""
_MOST_ANSWER = 8192
_FOR_GOOD = frozenset({400, 413, 422})
"""Answers after which the same message would be refused again."""


def deliver(key: str, message: Message) -> str:
    """Send one message; the receipt's number. Errors: Undelivered, Unreachable."""
    platform = platforms().platform.get(key)
    if platform is None:
        raise Unreachable("设置里没有这个平台")
    body = message.model_dump_json(by_alias=True, exclude_defaults=True).encode()
    if len(body) > MOST_BYTES:
        raise Undelivered("内容过长", for_good=True)
    said = signed_answer(platform, PATH, body, message.id, timeout=TIMEOUT, most=_MOST_ANSWER)
    try:
        receipt = Receipt.model_validate_json(said)
    except ValidationError:
        raise Undelivered("回执读不懂") from None
    if receipt.id != message.id:
        raise Undelivered("回执是别的消息的")
    if message.action == "remove" and not receipt.removed:
        raise Undelivered("回执没有说已经撤下")
    return receipt.receipt


def signed_answer(
    platform: Platform, path: str, body: bytes, number: UUID, *, timeout: float, most: int
) -> bytes:
    """Post a signed body; at most so many bytes of the answer, whose signature is true.

    `number` is the request's own, `timeout` in seconds. Errors: Undelivered, Unreachable.
    """
    try:
        headers = {"Content-Type": "application/json", **request_headers(platform, body)}
    except sm2.WrongKey:
        raise Unreachable("签名的密钥不能用") from None
    try:
        with httpx.Client(
            verify=trusted(), trust_env=False, follow_redirects=False, timeout=timeout
        ) as http:
            answer = http.post(platform.url.rstrip("/") + path, content=body, headers=headers)
    except httpx.HTTPError:
        raise Unreachable("连接不上") from None
    if answer.status_code != httpx.codes.OK:
        raise Undelivered(f"不收：{reason_given(answer)}", for_good=answer.status_code in _FOR_GOOD)
    said = answer.content[:most]
    if not receipt_is_true(platform, number, said, answer.headers.get(SIGNATURE_HEADER, "")):
        raise Undelivered("回执的签名不对")
    return said
