"""The servers' own side: signatures, the switchboard, the log, the loopback."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from nuozheng.gateways.sources.signing import (
    SIGNATURE_HEADER,
    TIME_HEADER,
    WINDOW_SECONDS,
    signature,
    signed_headers,
)
from nuozheng.sandbox import City, cast
from nuozheng.sandbox.faults import BadFault, Switchboard
from nuozheng.sandbox.servers import Running, running, start_in_thread

KEY = b"a key for tests only"
CITY = City(seed=1, people=200, companies=20)


@pytest.fixture
def sources() -> Iterator[Running]:
    with running(CITY, KEY) as started:
        yield started


def question(**changes: Any) -> bytes:
    member = cast("lianyungang")["honest"]
    query = {
        "source": "vehicle",
        "purpose": "核对承诺的事实",
        "case_number": "LYG-1",
        "subject": {"kind": "person", "identifier": member.identifier, "name": member.name},
        "attributes": ["vehicle_count"],
    }
    return json.dumps(query | changes).encode()


def post(
    sources: Running, body: bytes, path: str = "/v1/query", headers: dict[str, str] | None = None
) -> httpx.Response:
    signed = signed_headers(KEY, body) if headers is None else headers
    return httpx.post(sources.url + path, content=body, headers=signed, trust_env=False)


def test_a_signed_question_is_answered_and_logged(sources: Running) -> None:
    for path in ("/v1/query", "/vehicle/v1/query"):
        reply = post(sources, question(), path)
        assert reply.status_code == 200
        assert reply.json()["attributes"] == {"vehicle_count": 0}
    entry = sources.journal.entries("LYG-1")[0]
    assert (entry.source, entry.purpose, entry.attributes) == (
        "vehicle", "核对承诺的事实", ("vehicle_count",),
    )  # fmt: skip
    assert (entry.signature, entry.outcome) == ("ok", "found")
    assert cast("lianyungang")["honest"].identifier not in json.dumps(sources.journal.as_json())


def test_refused_without_a_good_signature_and_logged(sources: Running) -> None:
    body = question()
    now, old = str(int(time.time())), str(int(time.time()) - WINDOW_SECONDS - 60)
    cases: list[tuple[str, dict[str, str]]] = [
        ("unsigned", {}),
        ("unsigned", {TIME_HEADER: now}),
        ("bad signature", {TIME_HEADER: now, SIGNATURE_HEADER: "0" * 64}),
        ("bad signature", {TIME_HEADER: now, SIGNATURE_HEADER: signature(b"other", now, body)}),
        ("bad signature", {TIME_HEADER: now, SIGNATURE_HEADER: signature(KEY, now, body + b" ")}),
        ("bad signature", {TIME_HEADER: now, SIGNATURE_HEADER: signature(KEY, old, body)}),
        (
            "outside the time window",
            {TIME_HEADER: old, SIGNATURE_HEADER: signature(KEY, old, body)},
        ),
        ("bad time", {TIME_HEADER: "yesterday", SIGNATURE_HEADER: "0" * 64}),
    ]
    for problem, headers in cases:
        reply = post(sources, body, headers=headers)
        assert (reply.status_code, reply.json()) == (401, {"error": problem})
    logged = [(entry.signature, entry.outcome) for entry in sources.journal.entries()]
    assert logged == [(problem, "refused") for problem, _ in cases]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b"[" * 60_000,
        question(source="weather"),
        question(source=7),
        question(subject="x"),
        question(subject={"kind": "company", "identifier": "x", "name": "x"}),
        question(attributes=[]),
        question(attributes="vehicle_count"),
        question(attributes=["shoe_size"]),
        question(purpose=""),
        question(purpose="长" * 501),
    ],
)
def test_a_bad_question_is_refused(sources: Running, body: bytes) -> None:
    assert post(sources, body).status_code == 400


def test_the_path_and_the_body_name_the_same_source(sources: Running) -> None:
    assert post(sources, question(), "/tax/v1/query").status_code == 400
    assert post(sources, question(), "/nowhere").status_code == 404


def test_an_oversized_question_is_refused_unread(sources: Running) -> None:
    assert post(sources, b" " * 70_000).status_code == 413


def test_faults_are_set_over_http_by_who_has_the_key(sources: Running) -> None:
    order = json.dumps({"source": "vehicle", "mode": "error", "for_requests": 2}).encode()
    assert post(sources, order, "/_faults", headers={}).status_code == 401
    assert post(sources, question()).status_code == 200
    assert post(sources, order, "/_faults").json() == {"standing": {"vehicle": "error"}}
    assert [post(sources, question()).status_code for _ in range(3)] == [500, 500, 200]
    for wrong in (b"x", b"[]", b'{"source": "vehicle"}', b'{"source": "vehicle", "mode": "sad"}'):
        assert post(sources, wrong, "/_faults").status_code == 400


def test_the_log_is_read_over_http_by_who_has_the_key(sources: Running) -> None:
    post(sources, question())
    post(sources, question(case_number="LYG-2"))
    url = sources.url + "/_log"
    assert httpx.get(url, trust_env=False).status_code == 401
    log = httpx.get(url, params={"case": "LYG-2"}, headers=signed_headers(KEY, b""),
                    trust_env=False).json()  # fmt: skip
    assert log["total"] == 2
    assert [entry["case_number"] for entry in log["entries"]] == ["LYG-2"]


def test_a_fault_ends_by_count_by_time_or_by_order() -> None:
    board = Switchboard()
    board.set("tax", "down", for_requests=1)
    assert [board.next_for("tax") is None for _ in range(2)] == [False, True]
    board.set("tax", "down", for_seconds=0.05)
    assert board.next_for("tax") is not None
    time.sleep(0.06)
    assert board.next_for("tax") is None
    board.set("*", "down")
    assert board.next_for("vehicle") is not None
    board.set("*", "ok")
    assert board.next_for("vehicle") is None


def test_a_wrong_order_is_refused() -> None:
    board = Switchboard()
    for wrong in (
        {"source": "weather", "mode": "down"},
        {"source": "tax", "mode": "down", "for_requests": 0},
        {"source": "tax", "mode": "down", "for_seconds": "long"},
        {"source": "tax", "mode": "slow", "seconds": float("nan")},
        {"source": "tax", "mode": "down", "colour": "red"},
    ):
        with pytest.raises(BadFault):
            board.order(wrong)
    assert board.standing() == {}


def test_only_the_loopback_and_only_with_a_key() -> None:
    started = start_in_thread(CITY, KEY)
    assert started.server.server_address[0] == "127.0.0.1"
    started.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(started.url + "/_health", trust_env=False)
    with pytest.raises(ValueError, match="key"):
        start_in_thread(CITY, b"")
