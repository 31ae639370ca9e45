"""Where the log lies, and with which key it signs, as the settings say."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from nuozheng.evidence.log.notes import Signer, Verifier
from nuozheng.evidence.log.tiles import Tiles


def log_tiles() -> Tiles:
    """The files of the log."""
    return Tiles(Path(settings.NUOZHENG_TRANSPARENCY_FOLDER))


def log_signer() -> Signer:
    """The key of the log, by the name under which it is published."""
    return _signer(settings.NUOZHENG_TRANSPARENCY_ORIGIN, settings.NUOZHENG_TRANSPARENCY_KEY)


def log_verifier() -> Verifier:
    """The public half of the log's key."""
    return log_signer().verifier


@lru_cache(maxsize=4)
def _signer(origin: str, key: bytes) -> Signer:
    return Signer(origin, key)
