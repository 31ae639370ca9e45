"""Who asks: signed over the moment and the body, by HMAC with SM3 (GB/T 32905) or by SM2."""

import hmac
import time
from pathlib import Path

from nuozheng.evidence import sm2
from nuozheng.gateways.sources.transports.kinds import HttpTransport, LibraryTransport

SIGNATURE_HEADER = "X-Nuozheng-Signature"
TIME_HEADER = "X-Nuozheng-Time"
WINDOW_SECONDS = 300


def signature(key: bytes, at: str, body: bytes) -> str:
    """Lower-case hex; `at` is the time header's text, signed too so that it can't be renewed."""
    return hmac.new(key, _signed(at, body), "sm3").hexdigest()


def signed_headers(key: bytes, body: bytes) -> dict[str, str]:
    """The two headers of a request made now."""
    at = str(int(time.time()))
    return {TIME_HEADER: at, SIGNATURE_HEADER: signature(key, at, body)}


def sm2_headers(signer: sm2.Signer, body: bytes) -> dict[str, str]:
    """The same two headers with an SM2 signature, DER in hex."""
    at = str(int(time.time()))
    return {TIME_HEADER: at, SIGNATURE_HEADER: signer.sign(_signed(at, body)).hex()}


def headers_for(
    transport: HttpTransport | LibraryTransport, shared_key: bytes, body: bytes
) -> dict[str, str]:
    """The headers that a source's own register entry asks for. Errors: sm2.WrongKey."""
    if transport.signature == "sm2":
        return sm2_headers(sm2.key_file(Path(transport.key_file)), body)
    return signed_headers(shared_key, body)


def signature_problem(key: bytes, at: str, given: str, body: bytes) -> str:
    """Why a request isn't believed; empty when signature and time (±300 s) are right."""
    if problem := _time_problem(at, given):
        return problem
    right = hmac.compare_digest(signature(key, at, body).encode(), given.lower().encode())
    return "" if right else "bad signature"


def sm2_problem(public_key: bytes, at: str, given: str, body: bytes) -> str:
    """The same for a request that must be signed by this SM2 key."""
    if problem := _time_problem(at, given):
        return problem
    try:
        signed = bytes.fromhex(given)
    except ValueError:
        return "bad signature"
    return "" if sm2.verify(public_key, _signed(at, body), signed) else "bad signature"


def _signed(at: str, body: bytes) -> bytes:
    return at.encode() + b"\n" + body


def _time_problem(at: str, given: str) -> str:
    if not at or not given:
        return "unsigned"
    if not at.isascii() or not at.isdigit() or len(at) > 12:
        return "bad time"
    if abs(time.time() - int(at)) > WINDOW_SECONDS:
        return "outside the time window"
    return ""
