"""Whom our programs trust when they ask others over https."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """The public certification authorities; reading their list takes 40 ms, so once a process."""
    return httpx.create_ssl_context(trust_env=False)
