"""The whole main job by API in one place: from the list to the bar after a false promise."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from nuozheng.applications.jobs import set_signed_letter
from nuozheng.applications.models import Application, Commitment, RefusedDemand
from nuozheng.law.vocabulary import Role
from tests.api.caller import Caller
from tests.declaring import declared_by
from tests.world import PDF, World

PLACE = "huainan-maoji-2021"
STATEMENTS = ["knows", "meets", "accepts_liability", "genuine_intent"]


def open_case(
    caller: Caller, world: World, key: str = "opening-0001", **more: str
) -> dict[str, Any]:
    body = {"item": world.item().pk, **more}
    answer = caller.post("applications", body, Idempotency_Key=key)
    assert answer.status == 201, answer.json
    case: dict[str, Any] = answer.json
    return case


def choose_all(caller: Caller, case: dict[str, Any]) -> dict[str, Any]:
    """Commitment where it is offered, a paper where one is asked for."""
    at = f"applications/{case['number']}"
    for proof in case["proofs"]:
        ways = [proof["way"], *proof["alternatives"]]
        if proof["status"] == "awaiting_choice" and "commitment" in ways:
            answer = caller.post(f"{at}/proofs/{proof['id']}/choice", {"way": "commitment"})
            assert answer.status == 200, answer.json
        elif proof["status"] == "awaiting_document":
            answer = caller.send(
                "PUT", f"{at}/proofs/{proof['id']}/document", PDF, "application/pdf"
            )
            assert answer.status == 200, answer.json
    shown: dict[str, Any] = caller.get(at).json
    return shown


def declaration_of(world: World, number: str, **changes: str) -> dict[str, Any]:
    """What the honest member would send."""
    application = Application.objects.get(number=number)
    proofs = []
    for proof in application.proofs.filter(substitution="commitment"):
        entered = declared_by(world.members["honest"], proof, changes)
        proofs.append(
            {
                "proof": proof.pk,
                "facts": {k: v for k, v in entered.items() if not k.startswith("tick:")},
                "ticked": [k.removeprefix("tick:") for k in entered if k.startswith("tick:")],
            }
        )
    return {"proofs": proofs}


def signed(caller: Caller, world: World, key: str = "opening-0001", **more: str) -> str:
    number: str = choose_all(caller, open_case(caller, world, key, **more))["number"]
    at = f"applications/{number}"
    assert caller.post(f"{at}/notice").status == 201
    assert caller.put(f"{at}/declaration", declaration_of(world, number)).status == 200
    assert caller.post(f"{at}/declaration/check").status == 200
    answer = caller.post(f"{at}/signature", {"statements": STATEMENTS})
    assert answer.status == 200, answer.json
    return number


def decided(officer: Caller, number: str) -> None:
    at = f"applications/{number}"
    assert officer.post(f"{at}/acceptance").status == 200
    for proof in officer.get(at).json["proofs"]:
        if proof["status"] == "awaiting_agency":
            noted = officer.post(f"{at}/proofs/{proof['id']}/obtained", {"note": "当日书面答复"})
            assert noted.status == 200
    answer = officer.post(f"{at}/decision", {"grant": True})
    assert (answer.status, answer.json["status"]) == (200, "granted"), answer.json
    assert officer.get(f"{at}/decision").response.content.startswith(b"%PDF")


@pytest.fixture
def maoji(world: Callable[[str], World]) -> World:
    return world(PLACE)


def staff(world: World, role: Role, name: str = "") -> Caller:
    return Caller(world.staff(role, name=name))


def test_an_honest_case_from_list_to_letter_and_decision(maoji: World) -> None:
    citizen = Caller(maoji.citizen)
    assert PLACE in [place["slug"] for place in citizen.get("places").json]
    item = maoji.item()
    found = citizen.get(f"places/{PLACE}/items", q=item.name[:4]).json
    assert item.pk in [one["id"] for one in found["items"]]
    whole = citizen.get(f"items/{item.pk}").json
    assert any(
        "condition" in entry["conditions"] or entry["conditions"] for entry in whole["entries"]
    )
    case = choose_all(citizen, open_case(citizen, maoji))
    number, at = case["number"], f"applications/{case['number']}"
    assert {"notify", "abandon"} <= {act["act"] for act in case["allowed"]}

    notice = citizen.post(f"{at}/notice").json
    assert notice["items"] and all(item["paragraphs"] for item in notice["items"])
    assert citizen.get(f"{at}/notice").json["digest"] == notice["digest"]
    assert [said["key"] for said in notice["statements"]] == STATEMENTS

    saved = citizen.put(f"{at}/declaration", declaration_of(maoji, number))
    assert saved.status == 200 and all(proof["complete"] for proof in saved.json["proofs"])
    results = citizen.post(f"{at}/declaration/check").json
    assert results and "contradicted" not in {one["result"] for one in results}
    done = citizen.post(f"{at}/signature", {"statements": STATEMENTS}).json
    assert done["letter"] == f"{at}/letter"

    waiting = citizen.get(f"{at}/letter")
    assert (waiting.status, waiting.response["Retry-After"]) == (404, "2")
    set_signed_letter(Commitment.objects.get(application__number=number).pk)
    letter = citizen.get(f"{at}/letter").response
    assert letter["Content-Type"] == "application/pdf"
    genuine = Caller().get(f"letters/{done['letter_number']}").json
    assert genuine["sha256"] == hashlib.sha256(letter.content).hexdigest()
    assert maoji.members["honest"].name not in str(genuine)

    officer = staff(maoji, Role.OFFICER)
    assert number in [row["number"] for row in officer.get("applications").json["items"]]
    decided(officer, number)
    history = [row["act"] for row in citizen.get(f"{at}/history").json["items"]]
    assert history[0] == "open" and history[-1] == "grant"
    assert citizen.get(f"{at}/access-receipts").json["count"] > 0
    again = officer.post(f"{at}/decision", {"grant": False, "reason": "晚了一步"})
    assert (again.status, again.keys) == (409, ["move_not_possible"])


def test_a_false_promise_is_heard_found_recorded_and_bars_the_next(maoji: World) -> None:
    citizen, officer = Caller(maoji.citizen), staff(maoji, Role.OFFICER)
    verifier = staff(maoji, Role.VERIFIER)
    number = signed(citizen, maoji)
    decided(officer, number)
    task = next(
        t for t in verifier.get("tasks", status="open").json["items"] if t["number"] == number
    )
    assert verifier.get(f"tasks/{task['id']}").json["sentence"]
    result = verifier.post(
        f"tasks/{task['id']}/result", {"result": "contradicted", "note": "现场不同"}
    )
    assert (result.status, result.json["status"]) == (200, "contradicted")

    assert citizen.get("findings").json["count"] == 0
    (finding,) = officer.get("findings").json["items"]
    at = f"findings/{finding['id']}"
    assert citizen.get(at).status == 404
    assert verifier.post(f"{at}/notification").status == 200
    assert citizen.get(f"{at}/notice").response.content.startswith(b"%PDF")
    assert citizen.post(f"{at}/statements", {"text": "看错了合同。"}).status == 201
    judgement = {
        "outcome": "false",
        "reasoning": "登记资料和现场都与承诺不同。",
        "answer_to_statement": "合同由本人签字，不能采纳。",
        "document_number": "示例认〔2026〕1号",
        "severity": "serious",
        "impact": "占用了别人的名额。",
        "intent": "明知不实。",
    }
    found = officer.post(f"{at}/judgement", judgement)
    assert (found.status, found.json["status"]) == (200, "false"), found.json
    assert "revoke" in [offer["measure"] for offer in found.json["offers"]]
    early = officer.post(f"{at}/closing", {})
    assert (early.status, early.keys) == (422, ["closes_with_a_measure"])
    taken = officer.post(f"{at}/consequences", measure("revoke"))
    assert taken.status == 201, taken.json
    assert citizen.get(f"applications/{number}").json["status"] == "revoked"
    assert officer.post(f"{at}/closing", {}).json["status"] == "closed"

    credit = staff(maoji, Role.CREDIT_OFFICER)
    (record,) = credit.get("records", status="proposed").json["items"]
    assert credit.post(f"records/{record['id']}/registration").json["status"] == "in_force"
    (file,) = citizen.get("credit").json
    assert file["worst"] == "serious" and "*" in file["party"]["identifier"]
    asked = {"duties_done": True, "promise_made": True, "evidence": "已经改正"}
    refused = citizen.post(f"records/{record['id']}/repairs", asked)
    assert refused.status == 422 and "shortest_period_is_over" in refused.keys
    next_case = open_case(citizen, maoji, "opening-0002")
    barred = [f for f in next_case["eligibility"] if f["outcome"] == "not_met"]
    assert barred and all(f["cure"] and f["basis"] for f in barred)


def measure(kind: str) -> dict[str, Any]:
    return {
        "measure": kind,
        "document_number": f"示例处〔2026〕{kind}号",
        "legal_basis": "《中华人民共和国行政许可法》第六十九条",
        "content": "撤销决定，收回名额。",
    }


def test_an_unlisted_proof_is_refused_and_the_attempt_recorded(
    world: Callable[[str], World],
) -> None:
    case = world("ordos-2023").opened().handed_over()
    at = f"applications/{case.application.number}"
    demand = {"proofs": [], "message": "请补交", "unlisted": ["无犯罪记录证明原件"]}
    answer = Caller(case.officer).post(f"{at}/completion-request", demand)
    assert answer.status == 422 and "is_on_the_list" in answer.keys, answer.keys
    assert all(finding["basis"] and finding["cure"] for finding in answer.json["findings"])
    assert RefusedDemand.objects.filter(application=case.application).count() == 1
    assert Caller(case.by).get(at).json["status"] == "submitted"


def test_withdrawal_leads_to_the_ordinary_procedure(world: Callable[[str], World]) -> None:
    baqiao = world("xian-baqiao-2021")
    citizen = Caller(baqiao.citizen)
    number = signed(citizen, baqiao)
    at = f"applications/{number}"
    answer = citizen.post(f"{at}/withdrawal", {"reason": "家里情况有变化"})
    # Nothing is asked of the citizen by that procedure, so nobody waits for them.
    assert (answer.status, answer.json["status"]) == (200, "submitted"), answer.json
    assert [clock["what"] for clock in answer.json["clocks"]] == ["accept"]
    assert "resubmit" not in {one["act"] for one in answer.json["allowed"]}


def test_withdrawal_asks_for_the_proof_where_a_law_demands_it(
    world: Callable[[str], World],
) -> None:
    case = world("xian-baqiao-2021").opened("honest_company").signed()
    company, at = Caller(case.by), f"applications/{case.application.number}"
    answer = company.post(f"{at}/withdrawal", {"reason": "合同还没有签"})
    assert (answer.status, answer.json["status"]) == (200, "awaiting_proofs"), answer.json
    choose_all(company, answer.json)
    assert company.post(f"{at}/submission").json["status"] == "submitted"


@pytest.mark.clause("ORD23-2.2c")
def test_what_was_fetched_and_what_is_left_to_the_agency(world: Callable[[str], World]) -> None:
    here = world("ordos-2023")
    case = here.opened(item=here.item("sv-001")).handed_over()
    at = f"applications/{case.application.number}"
    for caller in (Caller(case.by), Caller(case.officer)):
        text = str(caller.get(at).json)
        number = str(here.members["honest"].stated("education")["certificate_number"])
        proofs = {proof["name"]: proof for proof in caller.get(at).json["proofs"]}
        mandarin = proofs["普通话水平测试等级证书复印件"]
        (said,) = mandarin["fetched"]
        assert (said["source"], said["title"]) == ("qualification", "职业资格与证书信息")
        assert said["as_of"]
        assert said["values"] == [
            {"attribute": "mandarin_level", "label": "普通话水平等级", "text": "二级甲等"}
        ]
        assert mandarin["status"] == "awaiting_agency"
        assert [one["condition"] for one in mandarin["left_open"]] == ["certificate"]
        assert all(one["sentence"] and one["how"] for one in mandarin["left_open"])
        assert number not in text
    assert Caller(here.stranger()).get(at).status == 404


def test_one_key_opens_one_case(maoji: World) -> None:
    citizen = Caller(maoji.citizen)
    first, second = open_case(citizen, maoji), open_case(citizen, maoji)
    assert first["number"] == second["number"]
    assert Application.objects.count() == 1


@pytest.mark.clause("ORD23-3.2b")
def test_a_case_is_opened_and_signed_through_the_mobile_app(
    world: Callable[[str], World],
) -> None:
    """ORD21's own list is used for a signature: most of ORD23's proofs need no promise."""
    ordos = world("ordos-2021")
    number = signed(Caller(ordos.citizen), ordos, channel="app")
    assert Application.objects.get(number=number).channel == "app"
    refused = Caller(ordos.citizen).post(
        "applications",
        {"item": ordos.item().pk, "channel": "window"},
        Idempotency_Key="another-opening",
    )
    assert refused.status == 422
