"""How often one address may ask for what is dear to make, or tell us something."""

import time

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from nuozheng.parties.calls import counted

TOO_MANY_STATUS = 429


def too_often(request: HttpRequest, what: str, per_minute: int) -> bool:
    """Count one more call of this kind from this address; whether it is one too many.

    Counts are shared by all processes; an address whose origin can't be told counts with all such.
    """
    try:
        address = str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        address = "unknown"
    return counted(f"{what}:{address}", minute=int(time.time() // 60)) > per_minute
