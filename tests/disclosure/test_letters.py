"""Letters in public: expected at the signature, due at the decision, seen by two, gone on time."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from nuozheng.applications.actions.decide import decide
from nuozheng.applications.actions.declare import check_declaration, save_entered
from nuozheng.applications.actions.end import abandon
from nuozheng.applications.actions.withdraw import withdraw
from nuozheng.applications.disclosing import consent_to_show, may_be_shown
from nuozheng.disclosure.actions.consent import withdraw_consent
from nuozheng.disclosure.actions.leave_out import leave_out
from nuozheng.disclosure.actions.post import post, take_off
from nuozheng.disclosure.actions.propose import propose
from nuozheng.disclosure.actions.review import release, send_back
from nuozheng.disclosure.models import Publication, RefusedPublication
from nuozheng.disclosure.taking_down import end_on_their_day
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import history
from nuozheng.law.disclosure.moves import PostingStatus, PublicationStatus
from nuozheng.law.vocabulary import Role
from tests.disclosure.publishing import of_case, public_letter, published, refuses
from tests.world import PDF, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LAST_DAY = date(2026, 12, 14)
PLACES = ["信用连云港网", "政务服务网", "行政机关门户网站", "项目所在地", "申请人所在村（居）委会"]


@clause("LYG19-1.2.3a")
def test_every_signed_letter_gets_its_five_places_and_is_public_after_the_decision(
    world: Worlds,
) -> None:
    with time_machine.travel(MONDAY):
        case = world("lianyungang-2019").opened().signed()
        expected = of_case(case)
        assert expected.status == PublicationStatus.EXPECTED
        assert [one.place for one in expected.postings.all()] == PLACES
        case.accepted_now()
        decide(application=case.application, by=case.officer, grant=True)
        due = of_case(case)
        assert (due.status, due.start_on, due.end_on) == ("due", date(2026, 11, 23), LAST_DAY)
        shown = published(due, case.officer, case.second_officer)
    assert shown.status == PublicationStatus.PUBLISHED
    told = "".join(line["text"] for line in shown.shown)
    assert case.member.name not in told and f"{case.member.name[0]}＊＊" in told
    assert case.member.identifier not in told and "＿＿" in told
    assert {one.status for one in shown.postings.all()} == {PostingStatus.TO_POST}
    acts = [one.act for one in history("publication", shown.pk)]
    assert acts == ["open_publication", "fall_due", "propose_publication", "release"]


@clause("MJ21-2.3.9e", "MJ21-2.3.9f", "XBQ21-2.7d", "XBQ21-2.7e")
@pytest.mark.parametrize(
    ("place", "shows"), [("huainan-maoji-2021", "letter"), ("xian-baqiao-2021", "information")]
)
def test_what_touches_others_is_public_as_letter_or_as_information(
    world: Worlds, place: str, shows: str
) -> None:
    here = world(place)
    case = here.opened().notified()
    for proof in case.proofs():
        proof.version.disclosure = {"hard_to_verify": True, "disclosed": True}
        proof.version.save(update_fields=["disclosure"])
    template = case.application.notice.template
    template.content["facts"] |= {
        "disclosed": True,
        "disclosure_scope": "承诺书",
        "disclosure_until": "自作出决定之日起15个工作日",
    }
    template.save(update_fields=["content"])
    save_entered(application=case.application, by=case.by, entered=case.entered())
    check_declaration(application=case.application, by=case.by)
    with time_machine.travel(MONDAY, tick=False):
        check_declaration(application=case.application, by=case.by)
        case.signed_now().accepted_now()
        decide(application=case.application, by=case.officer, grant=True)
        row = of_case(case, "mandatory")
        refuses("duty_to_publish_stays", leave_out, publication=row, ground="not_needed",
                reason="没有必要", by=case.officer)  # fmt: skip
        shown = published(row, case.officer, case.second_officer)
    labels = [line["label"] for line in shown.shown]
    assert (shown.object, "声明1" in labels) == (shows, shows == "letter")
    assert {"申请人", "办理事项", "承诺1", "办理结果"} <= set(labels)
    own = shown.policy.disclosure.places.value
    assert tuple(one.place for one in shown.postings.all()) == own


@clause("LYG19-1.2.3b", "XBQ21-2.7f")
def test_a_secret_is_refused_and_the_attempt_is_kept(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().granted()
    row = of_case(case)
    Publication.objects.filter(pk=row.pk).update(secrets=["trade_secret"])
    refuses("no_secret_is_touched", propose, publication=row, ways={}, by=case.officer)
    kept = RefusedPublication.objects.get(publication=row)
    assert (kept.tried_by, kept.findings[0]["key"]) == (case.officer, "no_secret_is_touched")
    row.refresh_from_db()
    assert row.status == PublicationStatus.DUE and row.shown == []


@clause("LYG19-1.2.3b")
def test_an_entry_marked_secret_is_never_expected(world: Worlds) -> None:
    here = world("lianyungang-2019")
    case = here.opened().checked()
    proof = case.proofs()[0]
    proof.version.disclosure |= {"privacy": True}
    proof.version.save(update_fields=["disclosure"])
    case.signed_now()
    assert not Publication.objects.filter(record_id=case.application.pk).exists()
    assert may_be_shown(case.application) == ()


def test_two_pairs_of_eyes(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().granted()
    row = of_case(case)
    for who in case.not_of_the_office.values():
        refuses("not_your_move", propose, publication=row, ways={}, by=who)
    refuses("private_data_stay_masked", propose, publication=row, ways={"applicant": "whole"},
        by=case.officer,
    )  # fmt: skip
    propose(publication=row, ways={"decision": "hidden"}, by=case.officer)
    refuses("same_person_proposes_and_releases", release, publication=row, by=case.officer)
    send_back(publication=row, by=case.second_officer, reason="结果要公开")
    propose(publication=row, ways={"decision": "whole"}, by=case.officer)
    release(publication=row, by=case.second_officer)
    refuses("move_not_possible", release, publication=row, by=case.second_officer)
    row.refresh_from_db()
    assert "办理结果" in [line["label"] for line in row.shown]
    acts = [one.act for one in history("publication", row.pk)]
    assert "send_back_publication" in acts


def test_walls_and_screens_are_posted_with_proof_and_taken_off_on_the_day(world: Worlds) -> None:
    with time_machine.travel(MONDAY):
        case, row = public_letter(world("lianyungang-2019"))
        postings = {one.place: one for one in row.postings.all()}
        wall, screen = postings["项目所在地"], postings["政务服务网"]
        refuses("posting_is_proved", post, posting=wall, by=case.officer, receipt="贴了")
        post(posting=wall, by=case.officer, photo=PDF)
        post(posting=screen, by=case.officer, receipt="https://example.gov.cn/gs/1")
        refuses("move_not_possible", take_off, posting=wall, by=case.officer, note="取下")
    with time_machine.travel(datetime(2026, 12, 14, 2, tzinfo=UTC)):
        assert end_on_their_day(LAST_DAY) == 0
    with time_machine.travel(datetime(2026, 12, 15, 2, tzinfo=UTC)):
        assert end_on_their_day(date(2026, 12, 15)) == 1
        assert end_on_their_day(date(2026, 12, 15)) == 0
        row.refresh_from_db()
        assert (row.status, row.shown, row.pieces) == ("ended", [], None)
        states = {one.place: one.status for one in row.postings.all()}
        assert states["项目所在地"] == states["政务服务网"] == PostingStatus.TO_TAKE_OFF
        assert states["信用连云港网"] == PostingStatus.CANCELLED
        assert [one.due_on for one in deadlines.running("posting", wall.pk)] == [date(2026, 12, 15)]
        refuses("taking_off_is_told", take_off, posting=wall, by=case.officer, note=" ")
        take_off(posting=wall, by=case.officer, note="已经揭下")
    assert deadlines.running("posting", wall.pk) == []
    acts = {one.act for one in history("posting", wall.pk)}
    assert acts == {"call_for_posting", "post", "call_back", "take_off"}
    assert "cancel_posting" in {one.act for one in history("posting", postings["信用连云港网"].pk)}
    assert history("publication", row.pk).filter(act="end_publication").exists()


@clause("ORD21-4.6f", "XBQ21-2.5g", "LYG19-2.1e")
@pytest.mark.parametrize(
    ("place", "chosen"),
    [
        ("ordos-2021", ("网站",)),
        ("xian-baqiao-2021", ("社区", "网站")),
        ("lianyungang-2019", ("政务服务网",)),
    ],
)
def test_consent_is_apart_from_every_duty(
    world: Worlds, place: str, chosen: tuple[str, ...]
) -> None:
    here = world(place)
    case = here.opened().signed()
    duties = Publication.objects.filter(record_id=case.application.pk)
    before = list(duties.values_list("pk", "status"))
    refuses("not_your_move", consent_to_show, application=case.application, places=chosen,
            by=case.officer)  # fmt: skip
    refuses("place_is_offered", consent_to_show, application=case.application,
            places=("街头",), by=case.by)  # fmt: skip
    held = consent_to_show(application=case.application, places=chosen, by=case.by)
    again = {"application": case.application, "places": chosen, "by": case.by}
    refuses("consented_already", consent_to_show, **again)
    row = held.publication
    assert [one.place for one in row.postings.all()] == list(chosen)
    case.accepted_now()
    decide(application=case.application, by=case.officer, grant=True)
    shown = published(row, case.officer, case.second_officer)
    assert shown.start_on and shown.end_on and shown.start_on < shown.end_on
    after = list(duties.exclude(pk=row.pk).values_list("pk", "status"))
    withdraw_consent(publication=shown, by=case.by)
    shown.refresh_from_db()
    held.refresh_from_db()
    assert (shown.status, shown.shown) == (PublicationStatus.TAKEN_DOWN, [])
    assert held.withdrawn_at is not None
    assert list(duties.exclude(pk=row.pk).values_list("pk", "status")) == after
    assert len(before) == len(after)
    for pk, _status in after:
        duty = Publication.objects.get(pk=pk)
        refuses("duty_to_publish_stays", withdraw_consent, publication=duty, by=case.by)


@clause("ORD21-4.6f")
def test_not_agreeing_changes_nothing_and_maoji_offers_nothing(world: Worlds) -> None:
    case = world("huainan-maoji-2021").opened().granted()
    assert may_be_shown(case.application) == ()
    refuses("may_volunteer", consent_to_show, application=case.application, places=("网站",),
            by=case.by)  # fmt: skip
    assert case.application.status == "granted"
    assert not Publication.objects.filter(record_id=case.application.pk).exists()


def test_what_is_not_granted_is_never_public(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    if case.application.policy.applicants.withdrawal.value:
        withdraw(application=case.application, by=case.by, reason="情况有变化")
    else:
        abandon(application=case.application, by=case.by)
    row = of_case(case)
    assert (row.status, row.ended_at is not None) == (PublicationStatus.DROPPED, True)
    assert {one.status for one in row.postings.all()} == {PostingStatus.CANCELLED}
    assert history("publication", row.pk).last().act == "lapse_unseen"  # type: ignore[union-attr]


def test_left_out_for_a_secret_and_taken_down_for_a_mistake(world: Worlds) -> None:
    here = world("lianyungang-2019")
    case, row = public_letter(here)
    values: dict[str, Any] = {"publication": row, "by": case.second_officer}
    refuses("ground_is_known", leave_out, ground="", reason="错了", **values)
    refuses("reason_required", leave_out, ground="mistake", reason="", **values)
    leave_out(ground="mistake", reason="办理结果写错了", **values)
    row.refresh_from_db()
    assert (row.status, row.shown) == (PublicationStatus.TAKEN_DOWN, [])
    other = here.opened("agent").granted()
    secret = of_case(other)
    head = here.staff(Role.HEAD, other.application.agency)
    leave_out(publication=secret, ground="trade_secret", reason="工艺参数", by=head)
    secret.refresh_from_db()
    assert (secret.status, secret.secrets) == (PublicationStatus.DROPPED, ["trade_secret"])
    assert history("publication", row.pk).filter(act="take_down").exists()
    assert history("publication", secret.pk).filter(act="leave_out").exists()
