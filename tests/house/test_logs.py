"""The log tells what happened, not to whom."""

import json
import logging
from pathlib import Path

import pytest

from config.logs import configuration, without_identifiers


@pytest.mark.parametrize(
    "text",
    [
        "身份证 11010519491231002X 不符",
        "code=91350100M000100Y43;",
        "打电话给13800138000",
        "card 6222020200112233445",
    ],
)
def test_identifiers_are_masked(text: str) -> None:
    said = without_identifiers(None, "info", {"event": text, "more": {"list": [text]}})
    assert not any(character.isdigit() for character in json.dumps(said, ensure_ascii=False))


def test_query_strings_and_requests_are_left_out() -> None:
    said = without_identifiers(
        None, "info", {"event": "GET /search?q=张三 took 3 ms", "request": "<Request>", "sql": "x"}
    )
    assert said == {"event": "GET /search?… took 3 ms"}


def test_ordinary_numbers_stay() -> None:
    event = {"event": "case 2026000123 took 15 ms", "status": 200, "ok": True}
    assert without_identifiers(None, "info", event) == event


def test_a_traceback_is_masked_too(tmp_path: Path) -> None:
    settings = configuration(tmp_path / "log", "INFO")
    formatter = settings["formatters"]["json"]
    made = formatter.pop("()")(**formatter)
    try:
        raise ValueError("bad number 11010519491231002X")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, "x.py", 1, "failed", (), (type(error), error, error.__traceback__)
        )
    line = made.format(record)
    assert "11010519491231002X" not in line
    assert "ValueError" in json.loads(line)["exception"]
