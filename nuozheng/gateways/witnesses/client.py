"""Show a witness that our log only grew, and take its cosignature: c2sp.org/tlog-witness."""

import base64
from collections.abc import Callable, Sequence

import httpx

from nuozheng.evidence.log.notes import Note, WrongNote, signature_line
from nuozheng.gateways.delivery import Undelivered, Unreachable
from nuozheng.gateways.tls import trusted
from nuozheng.gateways.witnesses.register import Witness

PATH = "/add-checkpoint"
TIMEOUT = 5.0
"""Seconds for one request."""
_MOST_ANSWER = 8192
_LONGEST_SIZE = 20
Prove = Callable[[int], Sequence[bytes]]
"""The consistency proof from an older size to the note's; empty from 0."""


def cosign(witness: Witness, note: Note, known: int, prove: Prove) -> tuple[str, bytes]:
    """The witness's signature line on a note; `known` is the size it saw last, as far as we know.

    A witness that saw another size says so and is asked once more. Errors: Undelivered,
    Unreachable.
    """
    answer = _ask(witness, note, known, prove)
    if answer.status_code == httpx.codes.CONFLICT:
        told = answer.content[:_LONGEST_SIZE].decode("ascii", "replace").strip()
        if not told.isdecimal():
            raise Undelivered("见证人说的大小读不懂")
        answer = _ask(witness, note, int(told), prove)
    if answer.status_code != httpx.codes.OK:
        raise Undelivered(f"见证人没有签（{answer.status_code}）")
    return _signature(witness, note, answer.content[:_MOST_ANSWER])


def _ask(witness: Witness, note: Note, old: int, prove: Prove) -> httpx.Response:
    try:
        path = prove(old)
    except ValueError:
        raise Undelivered("见证人见过的日志比我们的长") from None
    lines = [f"old {old}", *(base64.b64encode(one).decode() for one in path), "", str(note)]
    try:
        with httpx.Client(
            verify=trusted(), trust_env=False, follow_redirects=False, timeout=TIMEOUT
        ) as http:
            return http.post(witness.url.rstrip("/") + PATH, content="\n".join(lines).encode())
    except httpx.HTTPError:
        raise Unreachable("连接不上") from None


def _signature(witness: Witness, note: Note, answer: bytes) -> tuple[str, bytes]:
    """The line of this witness among those it sent, if it verifies."""
    key = witness.verifier
    try:
        for line in answer.decode().splitlines():
            name, raw = signature_line(line)
            if (name, raw[:4]) == (key.name, key.id) and key.verifies(note.text, raw[4:]):
                return name, raw
    except (WrongNote, UnicodeDecodeError):
        pass
    raise Undelivered("见证人的签名不对")
