"""How often a token may call, and how many queries a call costs."""

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nuozheng.api.urls import api
from tests.api.caller import Caller
from tests.world import ALL_STATEMENTS, World

OVERHEAD = 8
"""Token and account, the count of calls read and written."""


def queries(caller: Caller, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert caller.get(path).status == 200
    return len(captured)


def test_a_signature_takes_twelve_statements(world: Callable[[str], World]) -> None:
    case = world("ordos-2021").opened().checked()
    path = f"applications/{case.application.number}/signature"
    with CaptureQueriesContext(connection) as captured:
        assert Caller(case.by).post(path, {"statements": list(ALL_STATEMENTS)}).status == 200
    asked = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    issued, *signing = asked
    assert 'INSERT INTO "parties_apitoken"' in issued
    assert len(signing) == 12, "\n".join(one[:230] for one in signing)


def test_a_token_is_limited_by_the_minute_and_only_that_token(
    world: Callable[[str], World], monkeypatch: pytest.MonkeyPatch
) -> None:
    (limit,) = api.throttle  # type: ignore[misc]
    monkeypatch.setattr(limit, "calls", 3)
    here = world("ordos-2021")
    with time_machine.travel("2026-11-24T10:00:30+08:00", tick=False):
        busy, other = Caller(here.citizen), Caller(here.citizen)
        assert [busy.get("me").status for _ in range(4)] == [200, 200, 200, 429]
        answer = busy.get("me")
        assert answer.response["Content-Type"] == "application/problem+json"
        assert int(answer.response["Retry-After"]) == 30
        assert other.get("me").status == 200
    with time_machine.travel("2026-11-24T10:01:00+08:00", tick=False):
        assert busy.get("me").status == 200


def test_anybody_may_check_letters_but_not_by_the_thousand(db: None) -> None:
    nobody = Caller()
    with time_machine.travel("2026-11-24T11:00:00+08:00", tick=False):
        answers = [nobody.get("letters/NZ26-1124-7K3Q-90PX").status for _ in range(61)]
    assert answers == [404] * 60 + [429]


def test_a_list_costs_the_same_however_long(world: Callable[[str], World]) -> None:
    here = world("ordos-2021")
    here.opened()
    caller = Caller(here.citizen)
    officer = Caller(here.opened().officer)
    few = [queries(one, "applications") for one in (caller, officer)]
    for _ in range(3):
        here.opened()
    assert [queries(one, "applications") for one in (caller, officer)] == few
    assert max(few) <= OVERHEAD + 2


def test_pages_of_a_case_cost_little(world: Callable[[str], World]) -> None:
    case = world("huainan-maoji-2021").opened().granted()
    at = f"applications/{case.application.number}"
    caller, verifier = Caller(case.by), Caller(case.verifier)
    item = case.application.item_id
    for who, path, most in (
        (caller, "places", 1),
        (caller, "places/huainan-maoji-2021/items?limit=100", 3),
        (caller, f"items/{item}", 3),
        (caller, at, 8),
        (caller, f"{at}/history", 3),
        (caller, f"{at}/access-receipts", 3),
        (caller, f"{at}/notice", 2),
        (caller, f"{at}/declaration", 5),
        (caller, "credit", 6),
        (verifier, "tasks", 2),
        (verifier, f"tasks/{case.tasks()[0].pk}", 5),
        (verifier, "findings", 2),
    ):
        assert queries(who, path) <= OVERHEAD + most, path
