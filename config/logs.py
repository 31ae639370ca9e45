"""Logs as JSON lines under NUOZHENG_VAR, without what would tell who a person is."""

import re
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# ID numbers, credit codes, bank cards and telephone numbers, also inside a longer text.
_IDENTIFIERS = re.compile(
    r"(?<![0-9A-Za-z])(?:[0-9A-HJ-NP-RTUWXY]{18}|\d{15,19}|1[3-9]\d{9})(?![0-9A-Za-z])"
)
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
_UNSAID = {"request", "server", "params", "alias", "sql"}


def without_identifiers(_logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
    """Mask long identifiers and drop query strings, wherever they stand in the entry."""
    return {key: _masked(value) for key, value in event.items() if key not in _UNSAID}


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _QUERY.sub(r"\1?…", _IDENTIFIERS.sub("▮", value))
    if isinstance(value, dict):
        return {key: _masked(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked(inner) for inner in value]
    if isinstance(value, (bool, float, int, type(None))):
        return value
    return _masked(str(value))


class LogFile(WatchedFileHandler):
    """A log file whose folder is made when the first line is written."""

    def _open(self) -> Any:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.PositionalArgumentsFormatter(),
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    structlog.processors.UnicodeDecoder(),
]


def configuration(folder: Path, level: str) -> dict[str, Any]:
    """Django's LOGGING; also sets structlog up to go the same way."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    without_identifiers,
                    structlog.processors.JSONRenderer(ensure_ascii=False),
                ],
            }
        },
        "handlers": {
            "file": {
                "class": "config.logs.LogFile",
                "filename": str(folder / "nuozheng.log"),
                "formatter": "json",
                "delay": True,
            }
        },
        "root": {"handlers": ["file"], "level": level},
        "loggers": {
            "django.server": {"handlers": ["file"], "level": level, "propagate": False},
            "django.db.backends": {"level": "ERROR"},
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
        },
    }
