"""The same values as a person reads them: moments and days in Chinese, clauses by their names."""

from datetime import date, datetime
from typing import Any

from nuozheng.documents.typesetting.press import chinese_date, chinese_moment
from nuozheng.verification.bundle.gathering import Json

_MOMENTS = ("at", "as_of")


def in_words(said: Json) -> Json:
    """A copy for the pages; what programs read stays in the index."""
    labels = {key: clause["label"] for key, clause in said["clauses"].items()}
    return {key: _worded(key, value, labels) for key, value in said.items()}


def _worded(key: str, value: Any, labels: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {inner: _worded(inner, one, labels) for inner, one in value.items()}
    if isinstance(value, list):
        if key == "clauses":
            return [labels.get(one, one) for one in value]
        return [_worded(key, one, labels) for one in value]
    if isinstance(value, str) and value:
        if key in _MOMENTS or key.endswith("_at"):
            return chinese_moment(datetime.fromisoformat(value))
        if key.endswith("_on"):
            return chinese_date(date.fromisoformat(value))
    return value
