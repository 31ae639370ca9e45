"""A list is changed by calls as on the desk: drafted, checked, reviewed, published, announced."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuozheng.api import authentication
from nuozheng.api.entry_schemas import EntryIn
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.law.review import publishers
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from tests.api.bodies import ENTRY
from tests.api.caller import Answer, Caller
from tests.api.test_bad_input import anything, is_told
from tests.revisions import PDF, Desk
from tests.world import World

Worlds = Callable[[str], World]
SLUGS = ("ordos-2021", "ordos-2023", "xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019")
MAOJI = "huainan-maoji-2021"
CHECK: dict[str, Any] = {
    "high_risk": False,
    "costly_to_correct": False,
    "beyond_repair": False,
    "correctable_afterwards": True,
    "risk_controllable": True,
}


@pytest.fixture
def desk(world: Worlds) -> Desk:
    return Desk(world(MAOJI))


def drafted(desk: Desk, keeper: Caller, title: str = "示例修订") -> str:
    body = {"list": desk.world.slug, "agency": desk.agency.pk, "title": title}
    answer = keeper.post("revisions", body)
    assert answer.status == 201, answer.json
    return f"revisions/{answer.json['number']}"


def changed(desk: Desk, keeper: Caller, at: str) -> int:
    """The story entry with other words, its scope check signed."""
    newest = keeper.get(f"entries/{desk.entry().pk}/versions").json["items"][0]
    body = {
        "kind": "change",
        "entry": desk.entry().pk,
        "content": newest["content"] | {"content": "改过的证明内容。"},
        "reason": "写清楚",
    }
    change = keeper.post(f"{at}/changes", body)
    assert change.status == 201, change.json
    assert [one["label"] for one in change.json["differences"]] == ["证明内容"]
    asked = keeper.get(f"{at}/scope").json
    answers = CHECK | {"selected_by": asked["selected_by"]}
    signed = keeper.put(f"{at}/changes/{change.json['id']}/scope-check", answers)
    assert signed.status == 200, signed.json
    assert signed.json["checked_by"] and signed.json["findings"]
    id: int = change.json["id"]
    return id


def opinion(desk: Desk, at: str, step: dict[str, Any], **said: Any) -> Answer:
    """What the reviewer of a step says, its letters' questions answered before."""
    caller = Caller(desk.reviewer(Role(step["role"])))
    if said.get("outcome", "passed") == "passed":
        for letter in caller.get(f"{at}/letters").json:
            answers = [{"question": one, "answer": "yes"} for one in letter["unanswered"]]
            if answers:
                path = f"{at}/letters/{letter['service']}/answers"
                assert caller.put(path, {"answers": answers}).status == 200
    papers = {name: base64.b64encode(PDF).decode() for name in step["documents"]}
    body = {"step": step["step"], "outcome": "passed", "text": "同意。", "documents": papers}
    return caller.post(f"{at}/opinions", body | said)


def present(keeper: Caller, at: str) -> dict[str, Any] | None:
    return next((one for one in keeper.get(at).json["steps"] if one["present"]), None)


def submitted(desk: Desk) -> tuple[Caller, str]:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    changed(desk, keeper, at)
    assert keeper.post(f"{at}/letters").status == 201
    assert keeper.get(f"{at}/findings").json == {"ready": True, "whole": [], "changes": []}
    answer = keeper.post(f"{at}/submission")
    assert answer.status == 200, answer.json
    return keeper, at


@pytest.mark.parametrize("slug", SLUGS)
def test_a_list_goes_its_way_by_calls_alone(world: Worlds, slug: str) -> None:
    desk = Desk(world(slug))
    keeper, at = submitted(desk)
    while step := present(keeper, at):
        answer = opinion(desk, at, step)
        assert answer.status == 201, answer.json
    desk.hand_over_papers()
    publisher = Caller(desk.reviewer(publishers(desk.world.catalogue.policy)[0]))
    today = timezone.localdate().isoformat()
    answer = publisher.post(f"{at}/publication", {"effective_from": today})
    assert answer.status == 200, answer.json
    left = answer.json["channels_left"]
    for channel in left:
        body = {key: channel[key] for key in ("subject", "channel")}
        body |= {"place": "https://example.com/list", "on": today}
        answer = publisher.post(f"{at}/announcements", body)
        assert answer.status == 201, answer.json
    done = answer.json
    assert (done["status"], done["channels_left"], done["papers_left"]) == ("published", [], [])
    assert len(done["announced"]) == len(left)
    assert EntryVersion.objects.in_force(timezone.localdate()).get(entry=desk.entry()).content == (
        "改过的证明内容。"
    )
    if any(one["act"] == "file" for one in done["allowed"]):
        answer = publisher.post(f"{at}/filing", {"on": today, "receipt": "示例1号"})
        assert (answer.status, answer.json["status"]) == (200, "filed")
    history = keeper.get(f"{at}/history", limit=100).json["items"]
    told = {one["act"]: one["label"] for one in history}
    assert history[0]["act"] == "open" and {"submit", "publish", "announce_last"} <= told.keys()
    for step in done["steps"]:
        assert told[f"pass_{step['step']}"] == f"{step['title']}：通过"


def test_what_may_be_done_now_is_told_with_its_address(desk: Desk) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    acts = {one["act"]: one["href"] for one in keeper.get(at).json["allowed"]}
    assert acts == {"submit": f"{at}/submission", "abandon": f"{at}/abandonment"}
    _keeper, at = submitted(desk)
    reviewer = Caller(desk.reviewer(Role.LEGAL_REVIEWER))
    acts = {one["act"]: one["href"] for one in reviewer.get(at).json["allowed"]}
    assert acts == dict.fromkeys(
        ("pass_legality_review", "return_legality_review"), f"{at}/opinions"
    )


def test_everything_that_hinders_is_told_before_handing_in(desk: Desk) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    content = ENTRY | {"substitution": "commitment", "item": ENTRY["item"] | {"name": "新登记"}}
    change = keeper.post(f"{at}/changes", {"kind": "add", "content": content}).json["id"]
    told = keeper.get(f"{at}/findings").json
    assert not told["ready"] and [one["change"] for one in told["changes"]] == [change]
    keys = {one["key"] for one in told["changes"][0]["findings"]}
    assert "scope_is_checked" in keys and "plan_fixes_time" in keys
    assert {one["key"] for one in told["whole"]} == {"letter_missing"}
    refused = keeper.post(f"{at}/submission")
    assert refused.status == 422
    assert set(refused.keys) == keys | {"letter_missing"}
    assert all(one["cure"] for one in refused.json["findings"])


def test_sent_twice_is_done_once(desk: Desk) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    assert drafted(desk, keeper) == at and drafted(desk, keeper, "另一份") != at
    body = {"kind": "add", "content": ENTRY}
    first, second = (keeper.post(f"{at}/changes", body) for _ in range(2))
    assert (first.status, second.json["id"]) == (201, first.json["id"])
    assert drafted(desk, keeper) != at
    for _ in range(2):
        assert keeper.send("POST", f"{at}/grounds", PDF, "application/pdf").status == 201
    assert len(keeper.get(at).json["grounds_documents"]) == 1
    keeper, at = submitted(desk)
    again = keeper.post(f"{at}/submission")
    assert (again.status, again.json["type"]) == (409, "urn:nuozheng:problem:moved-on")
    assert keeper.put(at, {"title": "晚了"}).status == 409
    step = present(keeper, at)
    assert step is not None
    assert opinion(desk, at, step).status == 201
    late = opinion(desk, at, step)
    assert (late.status, late.keys) == (409, ["step_passed"])
    revision = Revision.objects.get(number=at.split("/")[1])
    assert revision.opinions.count() == 1


def test_a_return_says_what_to_mend(desk: Desk) -> None:
    keeper, at = submitted(desk)
    step = present(keeper, at)
    assert step is not None
    nothing = opinion(desk, at, step, outcome="returned", text="要改。")
    assert (nothing.status, nothing.keys) == (422, ["nothing_to_mend"])
    change = keeper.get(f"{at}/changes").json["items"][0]["id"]
    stranger = Change.objects.exclude(pk=change).first()
    foreign = [{"change": stranger.pk if stranger else change + 999, "what": "改"}]
    answer = opinion(desk, at, step, outcome="returned", text="要改。", points=foreign)
    assert (answer.status, answer.keys) == (422, ["point_of_another"])
    points = [{"change": change, "what": "写明是哪一天的情况。"}]
    answer = opinion(desk, at, step, outcome="returned", text="要改。", points=points)
    assert (answer.status, answer.json["status"]) == (201, "draft")
    told = keeper.get(at).json["opinions"][-1]
    assert (told["outcome"], told["points"]) == ("returned", points)
    assert keeper.post(f"{at}/submission").json["round"] == 2


def test_the_linter_stops_a_catch_all(desk: Desk) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    changed(desk, keeper, at)
    (letter,) = keeper.post(f"{at}/letters").json
    path = f"{at}/letters/{letter['service']}"
    whole = keeper.get(path).json
    item = next(one for one in whole["items"] if one["key"] != "conditions")
    flawed = [*item["paragraphs"], "以及法律法规规定的其他材料。"]
    written = keeper.put(path, {"paragraphs": {item["key"]: flawed}})
    assert (written.status, written.json["errors"]) == (200, 1)
    assert "letter_wording" in keeper.post(f"{at}/submission").keys
    flaw = next(one for one in written.json["flaws"] if one["severity"] == "error")
    leave = {key: flaw[key] for key in ("item", "rule", "passage")} | {"reason": "引用原文"}
    assert keeper.post(f"{path}/leaves", leave).keys == ["letter_not_reviewable"]
    reviewer = Caller(desk.reviewer(Role.LEGAL_REVIEWER))
    assert reviewer.post(f"{path}/leaves", leave).json["errors"] == 0
    assert keeper.post(f"{at}/submission").status == 200


def test_whoever_drafted_or_only_reads_can_do_nothing_else(desk: Desk) -> None:
    keeper, at = submitted(desk)
    agency = desk.agency
    desk.keeper.memberships.create(agency=agency, role=Role.LEGAL_REVIEWER, starts_on="2020-01-01")
    step = present(keeper, at)
    assert step is not None
    body = {"step": step["step"], "outcome": "returned", "text": "x", "points": [{"what": "x"}]}
    assert keeper.post(f"{at}/opinions", body).keys == ["drafter_cannot_review"]
    reviewer = Caller(desk.reviewer(Role.LEGAL_REVIEWER))
    assert reviewer.post(f"{at}/abandonment", {"reason": "x"}).status in (409, 422)
    today = timezone.localdate().isoformat()
    assert reviewer.post(f"{at}/publication", {"effective_from": today}).status == 409
    title = {"list": desk.world.slug, "title": "不归我起草"}
    assert reviewer.post("revisions", title).keys == ["input.list"]
    justice = Caller(desk.reviewer(Role.JUSTICE_REVIEWER))
    assert justice.get(at).status == 200
    draft = drafted(desk, keeper, "还没有提交的")
    assert justice.get(draft).status == 404 and reviewer.get(draft).status == 200


def test_papers_are_for_those_who_see_the_revision(desk: Desk) -> None:
    keeper, at = submitted(desk)
    step = present(keeper, at)
    assert step is not None
    (paper,) = opinion(desk, at, step).json["opinions"][0]["documents"]
    path = f"{at}/documents/{paper['id']}"
    assert keeper.get(path).response.content == PDF
    assert Caller(desk.world.citizen).get(path).status == 404
    other = drafted(desk, keeper, "另一份")
    assert keeper.get(f"{other}/documents/{paper['id']}").status == 404
    change = keeper.get(f"{at}/changes").json["items"][0]["id"]
    assert keeper.get(f"{other}/changes/{change}").status == 404
    assert keeper.send("DELETE", f"{other}/changes/{change}", b"").status == 404


def test_choices_that_the_place_does_not_offer_are_named(desk: Desk) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    id = changed(desk, keeper, at)
    answers = CHECK | {"touches": ["no_such_field"], "selected_by": ["我自己的标准"]}
    refused = keeper.put(f"{at}/changes/{id}/scope-check", answers)
    assert (refused.status, set(refused.keys)) == (422, {"input.touches", "input.selected_by"})
    assert keeper.get(f"{at}/changes/{id}").json["checklist"]["selected_by"]


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"item": {"name": "  "}}, "input.content.item.name"),
        ({"item": {"name": "x", "decision_days": 0}}, "input.content.item.decision_days"),
        ({"conditions": {"condition": [{"key": "a"}]}}, "input.content.conditions.1"),
        ({"conditions": {"other": []}}, "input.content.conditions.1"),
        ({"plan": {"sampling_ratio": "viel"}}, "input.content.plan.sampling_ratio"),
        ({"facts": {"unheard_of": 1}}, "input.content.facts.unheard_of"),
        ({"disclosure": []}, "input.content.disclosure"),
        ({"substitution": "magic"}, "input.content.substitution"),
        ({"legal_basis": "条" * 201}, "input.content.legal_basis"),
    ],
    ids=str,
)
def test_each_wrong_field_of_an_entry_is_named(desk: Desk, wrong: dict[str, Any], key: str) -> None:
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    answer = keeper.post(f"{at}/changes", {"kind": "add", "content": ENTRY | wrong})
    assert answer.status == 422
    assert any(one.endswith(key.removeprefix("input.")) for one in answer.keys), answer.keys
    assert not Change.objects.exists()


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(field=st.sampled_from(sorted(EntryIn.model_fields)), value=anything)
def test_damaged_entries_are_answered_and_readable_afterwards(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, field: str, value: Any
) -> None:
    monkeypatch.setattr(authentication.PerMinute, "allow_request", lambda self, request: True)
    keeper = Caller(desk.keeper)
    at = drafted(desk, keeper)
    body = {"kind": "add", "content": {**ENTRY, "substitution": "commitment", field: value}}
    answer = keeper.send("POST", f"{at}/changes", json.dumps(body).encode())
    is_told(answer)
    if answer.status == 201:
        for path in ("changes", "findings", "letters"):
            assert keeper.get(f"{at}/{path}").status == 200, (field, value, path)


def test_a_list_of_revisions_is_paged_and_narrowed(desk: Desk) -> None:
    keeper, at = submitted(desk)
    drafted(desk, keeper)
    assert keeper.get("revisions").json["count"] == 2
    waiting = keeper.get("revisions", status="at_legality_review", limit=1).json
    assert [one["number"] for one in waiting["items"]] == [at.split("/")[1]]
    assert Caller(Account.objects.create(username="nobody")).get("revisions").json["count"] == 0
    assert keeper.get("revisions", status="NO").status == 422
