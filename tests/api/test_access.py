"""Who gets in: nobody without a token, nothing of other people's, no act in the wrong role."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.utils import timezone

from nuozheng.credit.models import CreditRecord
from nuozheng.law.vocabulary import Role
from nuozheng.parties import tokens
from nuozheng.parties.models import Account, Agency, ApiToken
from tests.api.bodies import BODIES, PUBLIC, Operation, every_operation
from tests.api.caller import Caller
from tests.api.full import Full
from tests.world import World

OPERATIONS = sorted(every_operation())
OPEN_TO_ALL = ("places/", "items/", "entries/", "clauses/", "letters/", "log/")
OWNED = [name for name in OPERATIONS if "{" in name[1] and not name[1].startswith(OPEN_TO_ALL)]


def call(caller: Caller, name: Operation, path: str) -> int:
    method = name[0]
    if method == "get":
        return caller.get(path).status
    return caller.send(method.upper(), path, *content(name), Idempotency_Key="k" * 12).status


def content(name: Operation) -> tuple[bytes, str]:
    return json.dumps(BODIES.get(name, {})).encode(), "application/json"


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPERATIONS, ids=" ".join)
def test_without_a_token_nothing_is_answered(name: Operation) -> None:
    path = name[1].format(
        number="MJ-1", id=1, slug="ordos-2021", service="1", sha256="0", code="sanction-1"
    )
    answer = call(Caller(), name, path)
    assert (answer in (200, 404, 422)) if name in PUBLIC else answer == 401


def test_a_stranger_finds_nothing_of_other_peoples(full: Full) -> None:
    stranger = Caller(full.case.world.stranger())
    other = Agency.objects.exclude(jurisdiction=full.case.application.agency.jurisdiction).first()
    assert other is not None
    elsewhere = full.case.world.staff(Role.OFFICER, other, "外地")
    for role in (Role.VERIFIER, Role.CREDIT_OFFICER, Role.SUPERVISOR):
        elsewhere.memberships.create(agency=other, role=role, starts_on="2020-01-01")
    supervisor = Caller(full.case.supervisor)
    for caller in (stranger, Caller(elsewhere), supervisor):
        for name in OWNED:
            if caller is supervisor and name[1].startswith("batches"):
                continue  # a supervisor sees the batches of the place, and no case in them
            if caller is supervisor and name[1].endswith("/bundle"):
                continue  # and takes the evidence of a case, for a reason that is written down
            assert call(caller, name, full.path(name[1])) == 404, name
        for listed in ("applications", "tasks", "findings", "records", "revisions", "visits"):
            assert caller.get(listed).json["count"] == 0, listed
        case = full.case.application.number
        assert case not in str(caller.get("credit").json)


@dataclass(frozen=True)
class Wrong:
    """An act that is open, tried by somebody who sees the record but may not do it."""

    state: str
    method: str
    path: str
    by: str


WRONG = (
    Wrong("opened", "post", "applications/{number}/notice", "verifier"),
    Wrong("opened", "post", "applications/{number}/proofs/{id}/choice", "officer"),
    Wrong("opened", "put", "applications/{number}/proofs/{id}/document", "officer"),
    Wrong("opened", "post", "applications/{number}/rehearsal", "officer"),
    Wrong("opened", "post", "applications/{number}/proofs/{id}/certificate", "officer"),
    Wrong("opened", "post", "applications/{number}/abandonment", "officer"),
    Wrong("notified", "put", "applications/{number}/declaration", "officer"),
    Wrong("notified", "post", "applications/{number}/declaration/check", "officer"),
    Wrong("checked", "post", "applications/{number}/signature", "officer"),
    Wrong("signed", "post", "applications/{number}/acceptance", "by"),
    Wrong("signed", "post", "applications/{number}/completion-request", "by"),
    Wrong("signed", "post", "applications/{number}/withdrawal", "officer"),
    Wrong("signed", "post", "applications/{number}/correction", "officer"),
    Wrong("accepted", "post", "applications/{number}/decision", "by"),
    Wrong("accepted", "post", "applications/{number}/decision", "verifier"),
    Wrong("accepted", "post", "applications/{number}/proofs/{id}/obtained", "verifier"),
)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda w: f"{w.by} {w.path.rsplit('/', 1)[1]}")
def test_the_wrong_role_is_refused(world: Callable[[str], World], wrong: Wrong) -> None:
    case = world("ordos-2021").opened()
    if wrong.state != "opened":
        getattr(case, wrong.state)()
    path = wrong.path.format(number=case.application.number, id=case.proofs()[0].pk)
    body = BODIES.get((wrong.method, wrong.path), {})
    if "declaration" in wrong.path or "correction" in wrong.path:
        body = {"proofs": []}
    if "completion-request" in wrong.path:
        body = {"message": "请补交", "proofs": [case.proofs()[0].pk]}
    caller = Caller(getattr(case, wrong.by))
    answer = caller.post(path, body) if wrong.method == "post" else caller.put(path, body)
    assert answer.status == 422 and answer.keys == ["not_your_move"], answer.json


def test_findings_and_records_are_decided_by_the_right_people(
    world: Callable[[str], World],
) -> None:
    case = world("huainan-maoji-2021").opened().granted()
    finding = case.heard()
    judgement = BODIES["post", "findings/{id}/judgement"]
    by_verifier = Caller(case.verifier).post(f"findings/{finding.pk}/judgement", judgement)
    assert by_verifier.status == 422
    assert by_verifier.keys == ["not_your_move"]
    by_applicant = Caller(case.by).post(f"findings/{finding.pk}/dismissal", {"reason": "不认"})
    assert by_applicant.keys == ["not_your_move"]
    assert Caller(case.officer).post(f"findings/{finding.pk}/judgement", judgement).status == 200
    record = CreditRecord.objects.get()
    own = Caller(case.by).post(f"records/{record.pk}/registration")
    assert own.keys == ["not_your_move"]
    assert Caller(case.officer).post(f"records/{record.pk}/registration").status == 404


def test_a_draft_is_the_applicants_own(world: Callable[[str], World]) -> None:
    case = world("ordos-2021").opened().declared()
    at = f"applications/{case.application.number}/declaration"
    assert Caller(case.by).get(at).status == 200
    assert Caller(case.officer).get(at).status == 404


def test_a_token_ends(world: Callable[[str], World]) -> None:
    account = world("ordos-2021").citizen
    endings: dict[str, Callable[[ApiToken], object]] = {
        "expired": lambda token: ApiToken.objects.update(expires_at=timezone.now()),
        "revoked": tokens.revoke,
        "account closed": lambda token: Account.objects.update(is_active=False),
    }
    for end in endings.values():
        token, secret = tokens.issue(account, name="ends", days=1)
        caller = Caller()
        caller.headers["Authorization"] = f"Bearer {secret}x"
        assert caller.get("me").status == 401
        caller.headers["Authorization"] = f"Bearer {secret}"
        assert caller.get("me").status == 200
        end(token)
        answer = caller.get("me")
        assert (answer.status, answer.response["WWW-Authenticate"][:6]) == (401, "Bearer")


def test_numbers_are_masked_and_parties_are_ones_own(world: Callable[[str], World]) -> None:
    here = world("ordos-2021")
    case = here.opened()
    for caller in (Caller(case.by), Caller(case.officer)):
        text = str(caller.get(f"applications/{case.application.number}").json)
        assert here.members["honest"].identifier not in text
    body = {"item": here.item().pk, "party": here.party("contradicted").pk}
    answer = Caller(here.citizen).post("applications", body, Idempotency_Key="another-key")
    assert (answer.status, answer.keys) == (422, ["input.party"])
