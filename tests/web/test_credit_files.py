"""The credit file, what became of each promise, and who sees how much of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.examination import examine
from nuozheng.credit.actions.register import drop, register
from nuozheng.credit.beyond.deciding import decide_rule
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import Move, StaffLook
from nuozheng.law.findings import obstacles
from nuozheng.law.performance import PART_OF, Part, Performance
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import TABLES, RecordStatus, TaskStatus
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.find import find_mistake
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.performance import access
from nuozheng.verification.performance.file import lines_of, moves_of
from nuozheng.verification.performance.settle import settle
from nuozheng.verification.performance.status import performed
from tests.api.caller import Caller
from tests.refusing import refused
from tests.web.visits import SIGN_IN, at_most, leads_to, page, send, text_of, visitor
from tests.world import Case, World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
P = Performance


def kept(here: World, who: str = "honest") -> Case:
    """A case whose every promise was found true."""
    case = here.opened(who).granted()
    for task in case.tasks():
        record_result(
            task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=Observation("")
        )
    return case


def broken(here: World, who: str = "honest") -> tuple[Case, CreditRecord]:
    """A case that ended with a record in force."""
    case = here.opened(who).granted()
    case.found()
    record = CreditRecord.objects.get(case_number=case.application.number)
    return case, register(record=record, by=case.credit_officer)


def state(case: Case) -> str:
    (found,) = performed().filter(application=case.application)
    return str(vars(found)["performance"])


def credit_office(here: World) -> Account:
    """The credit officer of the unit that leads credit management in the place."""
    place = here.item().agency.jurisdiction
    office = Agency.objects.get(jurisdiction=place, role__contains="信用牵头")
    return here.staff(Role.CREDIT_OFFICER, office, "牵头")


def other_unit(here: World, who: str = "honest") -> Account:
    """An officer of another unit of the place, with a case of the same person."""
    case = here.opened(who)
    agency = Agency.objects.filter(jurisdiction=case.application.agency.jurisdiction)
    elsewhere = agency.exclude(pk=case.application.agency_id).order_by("pk")[0]
    case.application.agency = elsewhere
    case.application.save(update_fields=["agency"])
    return here.staff(Role.OFFICER, elsewhere, "别处")


def test_every_act_of_a_file_exists() -> None:
    for kind, acts in PART_OF.items():
        known = {rule.act for rule in TABLES[kind].rules}
        assert set(acts) - known <= {
            "correct", "record_kept", "request", "object", "report_mended", "recheck_mended",
            "recheck_unmended",
        }  # fmt: skip


@clause("XBQ21-2.6h", "LYG19-1.2.1a", "LYG19-2.2a")
@pytest.mark.parametrize(
    ("slug", "who"),
    [
        ("xian-baqiao-2021", "honest"),
        ("lianyungang-2019", "honest"),
        ("lianyungang-2019", "honest_company"),
    ],
)
def test_a_file_holds_every_state_change_in_time_order(world: Worlds, slug: str, who: str) -> None:
    here = world(slug)
    good = kept(here, who)
    bad, record = broken(here, who)
    party = here.party(who)
    lines = lines_of(moves_of(party))
    assert [one.move.at for one in lines] == sorted((one.move.at for one in lines), reverse=True)
    told = {(one.case_number, one.part, one.move.act) for one in lines}
    for case in (good, bad):
        number = case.application.number
        assert {(number, Part.PROMISED, "sign"), (number, Part.PROMISED, "grant")} <= told
    assert (good.application.number, Part.PERFORMED, "confirm") in told
    assert (good.application.number, Part.PERFORMED, "record_kept") in told
    assert (bad.application.number, Part.BROKEN, "find_false") in told
    assert (bad.application.number, Part.BROKEN, "register") in told
    assert not {"contradict", "propose", "open", "notify_person"} & {act for *_, act in told}
    html = text_of(page(good.by, "my_credit_file", party.pk))
    for words in ("承诺内容", "践诺行为", "违约记录", record.document_number, "已兑现", "没有兑现"):
        assert words in html


@clause("MJ21-2.3.8c", "ORD23-3.4.3b", "ORD23-3.4.3d")
@pytest.mark.parametrize(
    ("slug", "who"), [("huainan-maoji-2021", "honest"), ("ordos-2023", "unknown")]
)
def test_every_promise_that_is_over_has_its_performance_and_what_lacks_it_is_listed(
    world: Worlds, slug: str, who: str
) -> None:
    here = world(slug)
    good = kept(here, who)
    waiting = here.opened(who).granted()
    bad, record = broken(here, who)
    lines = lines_of(moves_of(here.party(who)))
    assert {one.part for one in lines} == set(Part)
    assert [one.move.at for one in lines] == sorted((one.move.at for one in lines), reverse=True)
    assert [state(one) for one in (good, waiting, bad)] == [P.KEPT, P.CHECKING, P.BROKEN]
    today = timezone.localdate()
    assert not access.missing_for(good.officer, today).exists()
    CreditRecord.objects.filter(kind="kept", case_number=good.application.number).delete()
    assert [one.application for one in access.missing_for(good.officer, today)] == [
        good.application
    ]
    html = text_of(page(good.officer, "missing_performance"))
    assert good.application.number in html and bad.application.number not in html
    row = good.application.commitment
    sent = send(good.officer, "missing_performance", commitment=row.pk)
    assert sent.status_code == 302 and state(good) == P.KEPT
    assert Move.objects.filter(act="settle_performance").count() == 1
    assert send(good.officer, "missing_performance", commitment=row.pk).status_code == 404
    assert record.status == RecordStatus.IN_FORCE


def test_other_ends_of_a_promise(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    sent_back = here.opened().granted()
    sent_back.found()
    assert state(sent_back) == P.CHECKING
    drop(record=CreditRecord.objects.get(), by=sent_back.credit_officer, reason="没有送达")
    assert state(sent_back) == P.MISSING
    with refused("performance_is_known"):
        settle(commitment=sent_back.application.commitment, by=sent_back.officer)
    with refused("not_your_move"):
        settle(commitment=sent_back.application.commitment, by=sent_back.credit_officer)
    mistaken = here.opened().granted()
    find_mistake(finding=mistaken.heard(), by=mistaken.officer, reason="笔误", still_meets=True)
    VerificationTask.objects.filter(application=mistaken.application, status="open").update(
        status="confirmed"
    )
    assert state(mistaken) == P.CORRECTED
    ordos = world("ordos-2021")
    assert state(kept(ordos)) == P.CLEAR
    assert state(ordos.opened().signed()) == P.CHECKING


@clause("LYG19-1.5c")
def test_only_the_credit_office_sees_the_feed_of_results(world: Worlds) -> None:
    here = world("lianyungang-2019")
    good, (bad, _record) = kept(here), broken(here)
    waiting = here.opened().granted()
    office = credit_office(here)
    html = text_of(page(office, "performance_results"))
    assert good.application.number in html and bad.application.number in html
    assert waiting.application.number not in html and good.member.name not in html
    for other in (good.credit_officer, good.officer, good.supervisor, good.by):
        assert page(other, "performance_results").status_code == 404
    assert leads_to(page(None, "performance_results")).startswith(SIGN_IN)
    assert "承诺的履行情况" in text_of(page(office, "credit_records"))
    assert "承诺的履行情况" not in text_of(page(good.credit_officer, "credit_records"))


@clause("LYG19-2.2a")
def test_earlier_promises_are_seen_at_a_new_application(world: Worlds) -> None:
    here = world("lianyungang-2019")
    earlier = kept(here)
    case = here.opened().handed_over()
    html = text_of(page(case.officer, "case", case.application.number))
    assert "以前的承诺" in html and "已兑现" in html
    assert earlier.application.item.name in html


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.5g")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.8j")),
    ],
)
def test_another_unit_sees_numbers_and_words_only_with_a_purpose(world: Worlds, slug: str) -> None:
    here = world(slug)
    case, record = broken(here)
    party, officer = here.party("honest"), other_unit(here)
    html = text_of(page(officer, "credit_file", party.pk))
    assert case.member.identifier not in html and record.impact not in html
    assert "已隐去" in html and record.document_number in html
    (first,) = StaffLook.objects.filter(party_id=party.pk, by_id=officer.pk)
    nothing = send(officer, "credit_file", party.pk, purpose=" ")
    assert nothing.status_code == 422
    assert case.member.identifier not in text_of(nothing)
    whole = send(officer, "credit_file", party.pk, purpose="核对同名人员")
    assert whole.status_code == 200
    assert case.member.identifier in text_of(whole) and record.impact in text_of(whole)
    looks = StaffLook.objects.filter(party_id=party.pk, by_id=officer.pk)
    assert {one.purpose for one in looks} == {first.purpose, "核对同名人员"}
    cited = {"ordos-2021": "ORD21-4.5g", "huainan-maoji-2021": "MJ21-2.3.8j"}[slug]
    assert all(cited in one.basis for one in looks)
    assert case.member.identifier not in text_of(page(officer, "credit_file", party.pk))
    # The unit that wrote the words sees them; the number stays masked there too.
    own = text_of(page(case.officer, "credit_file", party.pk))
    assert record.impact in own and case.member.identifier not in own


def test_strangers_have_no_file(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    case, _record = broken(here)
    party = here.party("honest")
    stranger, elsewhere = here.stranger(), here.elsewhere(Role.OFFICER)
    away = world("lianyungang-2019").staff(Role.CREDIT_OFFICER)
    for account in (stranger, elsewhere, case.supervisor, away, case.by):
        assert page(account, "credit_file", party.pk).status_code == 404
    for account in (stranger, case.officer, case.credit_officer):
        assert page(account, "my_credit_file", party.pk).status_code == 404
    for name in ("credit_file", "my_credit_file"):
        assert leads_to(page(None, name, party.pk)).startswith(SIGN_IN)
    # An officer is no reader of their own file at the desk.
    own = case.not_of_the_office["own case"]
    assert page(own, "credit_file", party.pk).status_code == 404


def test_the_standing_of_any_day_is_explained(world: Worlds) -> None:
    here = world("ordos-2021")
    record = here.on_record("honest", Severity.SERIOUS)
    party, today = here.party("honest"), timezone.localdate()
    before = (today - timedelta(days=1)).isoformat()
    browser = visitor(here.citizen)
    with at_most(22):
        html = text_of(browser.get(f"/my/credit/files/{party.pk}/"))
    assert "有较重失信记录" in html and "还没有修复" in html and "一般失信信息" in html
    old = text_of(page(here.citizen, "my_credit_file", party.pk, on=before))
    assert "没有失信记录" in old and "才登记生效" in old
    assert page(here.citizen, "my_credit_file", party.pk, on="2026-02-30").status_code == 200
    record.status, record.repaired_on = RecordStatus.REPAIRED, today
    record.save()
    assert "已经修复" in text_of(page(here.citizen, "my_credit_file", party.pk))


def test_a_local_rule_beyond_the_national_one_is_decided_with_a_reason(world: Worlds) -> None:
    here = world("xian-baqiao-2021")
    here.on_record("honest", Severity.MINOR)
    case, today = here.opened(), timezone.localdate()
    justice = here.staff(Role.JUSTICE_REVIEWER)
    assert obstacles(examine(case.application, today).alone_or_agent)
    assert "有任何失信记录" in text_of(page(justice, "beyond_national"))
    key, rule = "xian-baqiao-2021", "bar_is_no_wider_than_national"
    asked = {"policy": key, "rule": rule, f"{key}-{rule}-outcome": "suspend",
             f"{key}-{rule}-until": (today + timedelta(days=60)).isoformat()}  # fmt: skip
    assert send(justice, "beyond_national", **asked).status_code == 422
    asked[f"{key}-{rule}-reason"] = "没有上位依据。"
    assert send(here.staff(Role.SUPERVISOR), "beyond_national", **asked).status_code == 404
    assert send(justice, "beyond_national", **asked | {"policy": "ordos-2021"}).status_code == 404
    assert send(justice, "beyond_national", **asked).status_code == 302
    assert not obstacles(examine(case.application, today).alone_or_agent)
    over = today + timedelta(days=61)
    assert obstacles(examine(case.application, over).alone_or_agent)
    html = text_of(page(here.staff(Role.SUPERVISOR), "beyond_national"))
    assert "没有上位依据。" in html and "暂缓执行" in html
    away = world("lianyungang-2019").staff(Role.JUSTICE_REVIEWER)
    assert "没有上位依据。" not in text_of(page(away, "beyond_national"))
    policy = load_policy(key)
    with refused("not_your_move"):
        decide_rule(
            policy=policy, rule=rule, outcome="keep", reason="有", until=over, by=away
        )  # fmt: skip
    for account in (case.officer, here.citizen):
        assert page(account, "beyond_national").status_code == 404


def test_the_api_shows_the_same_to_the_same_people(world: Worlds) -> None:
    here = world("huainan-maoji-2021")
    good, (case, record) = kept(here), broken(here)
    party, path = here.party("honest"), "credit-files/%d"
    own = Caller(case.by).get(path % party.pk).json
    assert own["whole"] and own["identifier"] == case.member.identifier
    assert {one["performance"] for one in own["promises"]} == {"kept", "broken"}
    assert [one["counts"] for one in own["counted"]] == [True]
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    before = Caller(case.by).get(path % party.pk, on=yesterday).json
    assert (before["worst"], before["kept"], own["kept"]) == ("", 0, 1)
    officer = Caller(other_unit(here))
    masked = officer.get(path % party.pk).json
    assert not masked["identifier"] and not masked["counted"][0]["impact"]
    refusal = officer.post(f"credit-files/{party.pk}/unmasking", {"purpose": " "})
    assert refusal.keys == ["unmasking_has_a_purpose"]
    whole = officer.post(f"credit-files/{party.pk}/unmasking", {"purpose": "核对"}).json
    assert whole["identifier"] == case.member.identifier
    assert whole["counted"][0]["impact"] == record.impact
    assert StaffLook.objects.filter(party_id=party.pk).count() == 2
    assert Caller(here.stranger()).get(path % party.pk).status == 404
    assert Caller(case.officer).get("performance").status == 404
    office = Caller(credit_office(here))
    assert {one["number"] for one in office.get("performance").json["items"]} == {
        case.application.number,
        good.application.number,
    }
    CreditRecord.objects.filter(kind="kept").delete()
    verifier = Caller(good.verifier)
    (row,) = verifier.get("performance/missing").json["items"]
    assert verifier.post(f"performance/{row['id']}/settlement").json["performance"] == "kept"
    assert verifier.get("performance/missing").json["count"] == 0
