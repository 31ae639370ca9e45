"""Whatever is sent, the API says in Chinese what is wrong with it; it never breaks."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuozheng.api import authentication
from nuozheng.law.vocabulary import Role
from tests.api.bodies import BODIES, Operation, every_operation
from tests.api.caller import Answer, Caller
from tests.api.full import Full
from tests.world import PDF, World

WITH_BODY = sorted(BODIES)
RAW = (
    b"",
    b"null",
    b"[]",
    b"[{}]",
    b'"item"',
    b"1",
    b"{",
    b"\xff\xfe{}",
    b"[" * 100_000,
    b'{"a": ' * 5_000,
    b"9" * 5_000,
    b'{"reason": "\\u0000"}',
    b'{"\\u0000": 1}',
    b'{"reason": "\\ud800", "note": "\\ud800", "text": "\\ud800"}',
    b'{"item": NaN}',
    b'{"item": 1e999}',
    b'{"item": 1} trailing',
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["\x00", "a\x00b", "x" * 6000, "<script>", "2026-02-30", "\u202e", "𰻝"])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn, name: Operation) -> Any:
    """A good body with one place changed, dropped or added; or something else altogether."""
    body = json.loads(json.dumps(BODIES[name]))
    kind = draw(st.sampled_from(["changed", "changed", "changed", "dropped", "added", "else"]))
    if kind == "else":
        return draw(anything)
    if kind == "added":
        return body | {draw(st.text(max_size=8)): draw(scalars)}
    key = draw(st.sampled_from(sorted(body)))
    if kind == "dropped":
        del body[key]
        return body
    inner = body[key]
    if isinstance(inner, list) and inner and draw(st.booleans()):
        inner[0] = draw(anything)
    else:
        body[key] = draw(anything)
    return body


def is_told(answer: Answer) -> None:
    """Either done, or a problem with its title and reasons in Chinese."""
    assert answer.status < 500, answer.response.content
    if answer.status >= 400:
        assert answer.response["Content-Type"] == "application/problem+json"
        said = answer.json
        assert said["status"] == answer.status and said["title"] and said["detail"]
        assert all(one["detail"] and one["heading"] for one in said["findings"])


def callers(full: Full) -> list[Caller]:
    return [
        Caller(full.case.by),
        Caller(full.case.second_officer),
        Caller(full.case.verifier),
        Caller(full.case.credit_officer),
    ]


def writers(full: Full) -> list[Caller]:
    return [
        Caller(full.desk.keeper),
        Caller(full.desk.reviewer(Role.LEGAL_REVIEWER)),
        Caller(full.desk.reviewer(Role.JUSTICE_REVIEWER)),
    ]


@pytest.fixture(autouse=True)
def _without_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of calls a second, which the limit would answer otherwise."""
    monkeypatch.setattr(authentication.PerMinute, "allow_request", lambda self, request: True)


@pytest.mark.parametrize("name", WITH_BODY, ids=" ".join)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_damaged_bodies_are_answered(full: Full, name: Operation, data: st.DataObject) -> None:
    body = data.draw(damaged(name))
    content = json.dumps(body).encode()
    concerned = (writers if name[1].startswith("revisions") else callers)(full)
    if name[1].startswith("visits"):
        concerned = [Caller(full.visiting.first)]
    for caller in concerned[: data.draw(st.integers(1, 4))]:
        path = full.path(name[1])
        is_told(caller.send(name[0].upper(), path, content, Idempotency_Key="k" * 12))


def test_bodies_that_are_no_objects_are_answered(full: Full) -> None:
    applicant, keeper = Caller(full.case.by), Caller(full.desk.keeper)
    for name in WITH_BODY:
        caller = keeper if name[1].startswith("revisions") else applicant
        for content in RAW:
            path = full.path(name[1])
            answer = caller.send(name[0].upper(), path, content, Idempotency_Key="k" * 12)
            is_told(answer)
            assert answer.status in {400, 422}, (name, content[:40])


@pytest.mark.parametrize(
    "path",
    [
        "applications/%00",
        "applications/MJ-1%27%20OR%201=1",
        "applications/" + "9" * 500,
        "applications/../../etc/passwd",
        "applications/🐉",
        "applications/MJ-1/proofs/99999999999999999999999/choice",
        "items/0",
        "items/-1",
        "items/99999999999999999999999",
        "items/1e3",
        "tasks/NaN",
        "batches/0",
        "visits/1e3",
        "findings/1%00",
        "records/" + "1" * 40,
        "credit-files/0",
        "performance/missing/x",
        "restraints/sanction-0",
        "restraints/law-1",
        "clauses/ORD21-99.9z",
        "clauses/%E2%80%AE",
        "letters/NZ26%00",
        "letters/NZ26-1124-7K3Q-90PX",
        "log/proofs/" + "0" * 64,
        "places/nowhere/items",
        "places/%2e%2e/items",
        "nothing/here",
        "",
    ],
)
def test_addresses_that_name_nothing_are_not_found(
    world: Callable[[str], World], path: str
) -> None:
    caller = Caller(world("ordos-2021").citizen)
    method = "POST" if path.endswith("choice") else "GET"
    answer = caller.send(method, path, b'{"way": "retained"}' if method == "POST" else b"")
    is_told(answer)
    assert answer.status == 404


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "101"},
        {"limit": "0"},
        {"page": "0"},
        {"page": "10001"},
        {"page": "x"},
        {"page": "9" * 5000},
        {"q": "\x00"},
        {"q": "公" * 201},
        {"status": "nothing"},
    ],
    ids=str,
)
def test_wrong_queries_say_what_is_wrong(
    world: Callable[[str], World], query: dict[str, str]
) -> None:
    caller = Caller(world("ordos-2021").citizen)
    path = "applications" if "status" in query else "places/ordos-2021/items"
    answer = caller.get(path, **query)
    is_told(answer)
    assert answer.status == 422
    assert answer.keys == [f"input.{next(iter(query))}"]


def test_odd_words_find_nothing_and_break_nothing(world: Callable[[str], World]) -> None:
    caller = Caller(world("ordos-2021").citizen)
    for words in ("%", "_", "'", "\\", "\ud7ff", "𰻝", "<script>alert(1)</script>", " " * 50):
        assert caller.get("places/ordos-2021/items", q=words).status == 200


@pytest.mark.parametrize("key", ["", "short", "k" * 65, "空" * 10, "k\x00" * 5, "with space"])
def test_an_opening_needs_a_good_key(world: Callable[[str], World], key: str) -> None:
    here = world("ordos-2021")
    answer = Caller(here.citizen).post(
        "applications", {"item": here.item().pk}, Idempotency_Key=key
    )
    assert (answer.status, answer.keys) == (422, ["input.Idempotency-Key"])


def test_a_key_opens_one_kind_of_case(world: Callable[[str], World]) -> None:
    here = world("ordos-2021")
    caller = Caller(here.citizen)
    others = [item for item in here.catalogue.items.all() if "person" in item.applicant_kinds]
    first, second = others[0], others[1]
    assert caller.post("applications", {"item": first.pk}, Idempotency_Key="k" * 8).status == 201
    answer = caller.post("applications", {"item": second.pk}, Idempotency_Key="k" * 8)
    assert answer.status == 422


def test_what_is_too_large_is_refused(world: Callable[[str], World]) -> None:
    case = world("ordos-2021").opened()
    caller = Caller(case.by)
    number = case.application.number
    text = json.dumps({"reason": "长" * 800_000}).encode()
    answer = caller.send("POST", f"applications/{number}/withdrawal", text)
    assert answer.status == 413
    is_told(answer)
    proof = case.proofs()[0]
    path = f"applications/{number}/proofs/{proof.pk}/document"
    large = caller.send("PUT", path, PDF + b"x" * (20 * 2**20), "application/pdf")
    assert large.status == 413
    is_told(large)


def test_files_are_known_by_their_bytes(world: Callable[[str], World]) -> None:
    case = world("lianyungang-2019").opened().chosen(commit=False)
    waiting = next(proof for proof in case.proofs() if proof.substitution == "retained")
    path = f"applications/{case.application.number}/proofs/{waiting.pk}/document"
    caller = Caller(case.by)
    for content, key in ((b"", "file_empty"), (b"MZ\x90\x00", "file_kind_unknown")):
        answer = caller.send("PUT", path, content, "application/pdf")
        assert (answer.status, answer.keys) == (422, [key])
    three_megabytes = PDF + b"x" * (3 * 2**20)
    assert caller.send("PUT", path, three_megabytes, "text/html").status == 200


def test_other_methods_are_told_what_is_allowed(world: Callable[[str], World]) -> None:
    answer = Caller(world("ordos-2021").citizen).send("DELETE", "applications", b"")
    is_told(answer)
    assert (answer.status, answer.response["Allow"]) == (405, "GET, POST")


def test_facts_that_a_proof_does_not_have_are_named(world: Callable[[str], World]) -> None:
    case = world("ordos-2021").opened().notified()
    caller = Caller(case.by)
    at = f"applications/{case.application.number}/declaration"
    proof = next(iter(case.entered()))
    entry = {"proof": int(proof), "facts": {"no_such_fact": 1}, "ticked": ["no_such_condition"]}
    answer = caller.put(at, {"proofs": [entry, {"proof": 999_999_999}]})
    assert answer.status == 422
    assert answer.keys == [
        f"input.{proof}.no_such_condition",
        f"input.{proof}.no_such_fact",
        "input.999999999",
    ]


def test_fuzzed_operations_are_all_of_them() -> None:
    changing = {name for name in every_operation() if name[0] != "get"}
    without_body = changing - BODIES.keys()
    assert {path.rsplit("/", 1)[1] for _method, path in without_body} == {
        "document",
        "rehearsal",
        "certificate",
        "notice",
        "check",
        "submission",
        "abandonment",
        "acceptance",
        "comparison",
        "notification",
        "registration",
        "grounds",
        "letters",
        "package",
        "pause",
        "resumption",
        "settlement",
        "withdrawal",
        "{id}",
    }
