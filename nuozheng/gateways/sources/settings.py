"""Where the sources are and how long they may take."""

from dataclasses import dataclass, field

from django.conf import settings


@dataclass(frozen=True)
class SourceSettings:
    """`timeout` seconds for one source, `budget` seconds for all that are asked together."""

    base_url: str
    key: bytes = field(repr=False)
    timeout: float = 1.5
    budget: float = 2.5


def from_settings() -> SourceSettings:
    """From NUOZHENG_SOURCES_URL, _KEY, _TIMEOUT and _BUDGET; without a URL nothing is asked."""
    key = getattr(settings, "NUOZHENG_SOURCES_KEY", b"")
    return SourceSettings(
        base_url=getattr(settings, "NUOZHENG_SOURCES_URL", "").rstrip("/"),
        key=key if isinstance(key, bytes) else str(key).encode(),
        timeout=float(getattr(settings, "NUOZHENG_SOURCES_TIMEOUT", 1.5)),
        budget=float(getattr(settings, "NUOZHENG_SOURCES_BUDGET", 2.5)),
    )
