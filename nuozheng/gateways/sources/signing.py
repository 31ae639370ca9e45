"""Who asks: HMAC with SM3 (GB/T 32905) over the moment and the body."""

import hmac
import time

SIGNATURE_HEADER = "X-Nuozheng-Signature"
TIME_HEADER = "X-Nuozheng-Time"
WINDOW_SECONDS = 300


def signature(key: bytes, at: str, body: bytes) -> str:
    """Lower-case hex; `at` is the time header's text, signed too so that it can't be renewed."""
    return hmac.new(key, at.encode() + b"\n" + body, "sm3").hexdigest()


def signed_headers(key: bytes, body: bytes) -> dict[str, str]:
    """The two headers of a request made now."""
    at = str(int(time.time()))
    return {TIME_HEADER: at, SIGNATURE_HEADER: signature(key, at, body)}


def signature_problem(key: bytes, at: str, given: str, body: bytes) -> str:
    """Why a request isn't believed; empty when signature and time (±300 s) are right."""
    if not at or not given:
        return "unsigned"
    if not at.isascii() or not at.isdigit() or len(at) > 12:
        return "bad time"
    if abs(time.time() - int(at)) > WINDOW_SECONDS:
        return "outside the time window"
    if not hmac.compare_digest(signature(key, at, body).encode(), given.lower().encode()):
        return "bad signature"
    return ""
