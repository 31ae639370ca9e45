"""Numbers of letters, however somebody typed them."""

import re

_NUMBER = re.compile(r"[^0-9A-Z]")
_SHAPE = re.compile(r"NZ(\d{2})(\d{4})([0-9A-Z]{4})([0-9A-Z]{4})")


def written(given: str) -> str | None:
    """NZ26-1124-7K3Q-90PX from however it was typed; None where it can't be one."""
    found = _SHAPE.fullmatch(_NUMBER.sub("", given.upper()))
    return "NZ{}-{}-{}-{}".format(*found.groups()) if found else None
