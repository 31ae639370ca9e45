"""What may be believed of a reply: a table of bad ones."""

from datetime import date

import pytest

from nuozheng.gateways.sources.protocol import Trouble, Unusable, read_reply
from nuozheng.gateways.sources.registry import attribute_types, read_registry, registry
from nuozheng.law.conditions import AnswerStatus
from tests.gateways.conftest import about

TODAY = date(2026, 11, 24)
QUERY = about("honest", "social_insurance", "insured", "months_paid", "unemployed_since_on")
GOOD = b"""{"status": "found", "as_of": "2026-11-20", "attributes":
 {"insured": true, "months_paid": 132, "unemployed_since_on": null, "employer_name": "x"}}"""


def test_a_good_reply_is_read() -> None:
    answer = read_reply(QUERY, 200, GOOD, TODAY)
    assert answer.status is AnswerStatus.FOUND
    assert answer.as_of == date(2026, 11, 20)
    assert answer.attributes == {"insured": True, "months_paid": 132}


def test_what_is_left_out_is_unanswered_and_the_rest_counts() -> None:
    answer = read_reply(QUERY, 200, GOOD.replace(b'"months_paid"', b'"months"'), TODAY)
    assert (answer.status, answer.trouble) == (AnswerStatus.PARTIAL, Trouble.PARTIAL)
    assert answer.attributes == {"insured": True}
    assert answer.unanswered == {"months_paid"} and "累计缴费月数" in answer.problem


@pytest.mark.parametrize("status", ["found", "partial"])
def test_success_without_a_single_attribute_is_no_answer(status: str) -> None:
    body = b'{"status": "%s", "as_of": "2026-11-20", "attributes": {}}' % status.encode()
    with pytest.raises(Unusable, match="空"):
        read_reply(QUERY, 200, body, TODAY)


def test_a_reply_without_a_match_keeps_its_day() -> None:
    for status in ("not_found", "ambiguous"):
        body = b'{"status": "%s", "as_of": "2026-11-24"}' % status.encode()
        answer = read_reply(QUERY, 200, body, TODAY)
        assert (answer.status.value, answer.as_of, answer.attributes) == (status, TODAY, {})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"found"', b'"perhaps"'),
        (b'"found"', b"true"),
        (b'"2026-11-20"', b'"2026-09-01"'),
        (b'"2026-11-20"', b'"2027-01-01"'),
        (b'"2026-11-20"', b'"20 November"'),
        (b'"2026-11-20"', b"20261120"),
        (b'"2026-11-20"', b"null"),
        (b"true", b'"yes"'),
        (b"true", b"1"),
        (b"132", b'"132"'),
        (b"132", b"true"),
        (b"132", b"NaN"),
        (b"132", b"1e999"),
        (b"null", b'"2026-13-01"'),
        (b'"attributes"', b'"attribute"'),
        (GOOD, b""),
        (GOOD, b"[]"),
        (GOOD, b"null"),
        (GOOD, GOOD[:-9]),
        (GOOD, b"\xff\xfe"),
        (GOOD, b"[" * 50_000),
        (GOOD, b"<html>maintenance</html>"),
    ],
)
def test_a_bad_reply_is_no_answer(old: bytes, new: bytes) -> None:
    assert old in GOOD
    with pytest.raises(Unusable):
        read_reply(QUERY, 200, GOOD.replace(old, new), TODAY)


@pytest.mark.parametrize("status", [201, 204, 302, 401, 404, 500, 503])
def test_another_status_is_no_answer(status: int) -> None:
    with pytest.raises(Unusable):
        read_reply(QUERY, status, GOOD, TODAY)


def test_a_stale_record_does_not_blame_the_source() -> None:
    old = GOOD.replace(b"2026-11-20", b"2024-01-01")
    with pytest.raises(Unusable, match="2024-01-01") as caught:
        read_reply(QUERY, 200, old, TODAY)
    assert not caught.value.blames_source


def test_the_registry_holds_the_eleven_sources() -> None:
    assert set(registry()) == {
        "household", "marriage", "property", "education", "qualification", "tax",
        "social_insurance", "company", "criminal_record", "family_economy", "vehicle",
    }  # fmt: skip
    assert attribute_types()["marriage"]["status"].options == (
        "single", "married", "divorced", "widowed",
    )  # fmt: skip
    assert attribute_types()["tax"]["arrears"].kind == "yes_no"


@pytest.mark.parametrize(
    "line",
    [
        'x = { kind = "choice", title = "甲" }',
        'x = { kind = "number", title = "甲", options = { a = "一" } }',
        'x = { kind = "colour", title = "甲" }',
        'x = { kind = "number", title = "甲", size = 1 }',
    ],
)
def test_a_wrong_registry_is_refused(line: str) -> None:
    text = f"""
    [weather]
    title = "气象"
    owner = "气象部门"
    subjects = ["person"]
    freshness_days = 1
    purpose = "核对"
    [weather.attributes]
    {line}
    """
    with pytest.raises(ValueError):
        read_registry(text)
