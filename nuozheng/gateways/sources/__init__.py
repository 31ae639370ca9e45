"""Data sources of other agencies: ask them, and never take silence for an answer."""

from nuozheng.gateways.sources.client import SourceClient, ask, ask_all, client_for
from nuozheng.gateways.sources.protocol import Answer, Query, Subject, Trouble
from nuozheng.gateways.sources.registry import Source, attribute_types, freshness_days, registry
from nuozheng.gateways.sources.settings import SourceSettings, from_settings
from nuozheng.law.conditions import AnswerStatus

__all__ = [
    "Answer",
    "AnswerStatus",
    "Query",
    "Source",
    "SourceClient",
    "SourceSettings",
    "Subject",
    "Trouble",
    "ask",
    "ask_all",
    "attribute_types",
    "client_for",
    "freshness_days",
    "from_settings",
    "registry",
]
