"""Lists and sanctions: proposed, told, heard, decided, looked up, and over on their day."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from nuozheng.applications.actions.decide import decide as decide_case
from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.actions.submit import submit
from nuozheng.applications.models import ProofStatus
from nuozheng.credit.actions.propose import Promise, record_kept
from nuozheng.credit.listing.models import Listing
from nuozheng.credit.models import CreditRecord
from nuozheng.credit.push.models import CreditMessage
from nuozheng.credit.sanctions import access
from nuozheng.credit.sanctions.checking import Question, Restriction, check, restrictions_on
from nuozheng.credit.sanctions.deciding import answer, decide, drop, record_execution, serve
from nuozheng.credit.sanctions.ending import end_on_their_day, lift_of, release, withdraw
from nuozheng.credit.sanctions.field import decide_in_field, decision_on
from nuozheng.credit.sanctions.models import Incentive, Sanction, UnitLetter
from nuozheng.credit.sanctions.proposing import Why
from nuozheng.credit.sanctions.setting_up import give_competence, set_matter, take_competence
from nuozheng.credit.sanctions.unit_letters import deliver, drop_letter, write_to_unit
from nuozheng.disclosure.models import Publication
from nuozheng.evidence.models import StaffLook
from nuozheng.evidence.moves import history
from nuozheng.law.credit import RecordKind
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import TaskStatus
from nuozheng.law.restraints import RestraintStatus, UnitLetterStatus
from nuozheng.law.sanctions import DOMAINS
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.parties.models import Agency, Party
from nuozheng.sandbox.credit_platform import write_platforms
from nuozheng.sandbox.servers import Running
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.kept import kept_in_a_row
from tests.credit.restraining import (
    LAW,
    competent,
    decided,
    keeper,
    other_unit,
    proposed_entry,
    proposed_sanction,
)
from tests.refusing import refused
from tests.world import Case, World, Worlds

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause
LYG = "lianyungang-2019"
_S = RestraintStatus


@pytest.fixture
def lyg(world: Worlds) -> World:
    return world(LYG)


def grave(here: World, who: str = "honest", kind: RecordKind = "false") -> CreditRecord:
    assert here.citizen
    return here.on_record(who, Severity.GRAVE, kind)


def taken_in(case: Case) -> Case:
    """Handed in with papers instead of promises, accepted, every answer of an agency there."""
    case.chosen(commit=False)
    submit(application=case.application, by=case.by)
    case.accepted_now()
    for proof in case.proofs():
        if proof.status == ProofStatus.AWAITING_AGENCY:
            obtain(application=case.application, proof=proof, by=case.officer, note="当日答复")
    case.refresh()
    return case


def grant(case: Case) -> None:
    decide_case(application=case.application, by=case.officer, grant=True)


def ask(here: World, agency: Agency, domain: str, party: Party | None = None) -> list[Restriction]:
    party = party or here.party("honest")
    asked = Question(party.kind, party.identifier, party.name, domain, "示例评选")
    return check(question=asked, agency=agency, by=here.staff(Role.OFFICER, agency, "核对"))


# Lists


@clause("LYG19-1.2.2b", "XBQ21-2.6i", "ORD23-3.4.3e")
@pytest.mark.parametrize("slug", [LYG, "xian-baqiao-2021", "ordos-2023"])
def test_an_entry_takes_effect_after_notice_answer_and_decision(world: Worlds, slug: str) -> None:
    here = world(slug)
    record = grave(here)
    entry = proposed_entry(here, record)
    assert entry.status == _S.TOLD and entry.notice and entry.told_on
    assert "示例认〔2026〕9号" in entry.evidence and entry.basis
    head = here.staff(Role.HEAD, record.agency)
    with refused("subject_was_heard"):
        decide(row=entry, by=head, reason="情况属实")
    answer(row=entry, text="我已经改正。", by=here.citizen)
    with refused("same_person_proposes_and_decides"):
        decide(row=entry, by=entry.proposed_by, reason="情况属实")
    assert restrictions_on(record.party, record.jurisdiction.place, "honours", date.today()) == []
    done = decide(row=entry, by=head, reason="说明不能采纳")
    assert done.status == _S.IN_FORCE and done.decision and done.document_number
    assert done.starts_on == timezone.localdate() and done.ends_on == record.ends_on
    acts = [one.act for one in history("listing", entry.pk)]
    assert acts == ["propose", "answer", "decide"]


@clause("LYG19-1.2.2b")
def test_a_unit_proposes_with_basis_and_evidence_on_its_own_findings(lyg: World) -> None:
    record = grave(lyg)
    with refused("restraint_states_its_grounds"):
        proposed_entry(lyg, record, why=Why("认定书已经生效", " "))
    elsewhere = lyg.staff(Role.OFFICER, other_unit(lyg, record), "别处")
    for stranger in (elsewhere, lyg.citizen, lyg.staff(Role.VERIFIER, record.agency)):
        with refused("not_your_move"):
            proposed_entry(lyg, record, by=stranger)
    proposed_entry(lyg, record)
    with refused("restrained_once"):
        proposed_entry(lyg, record)


def test_silence_is_waited_for_and_service_off_line_is_on_record(lyg: World) -> None:
    record = grave(lyg, "honest_company")
    entry = proposed_entry(lyg, record)
    assert entry.told_on is None
    head = lyg.staff(Role.HEAD, record.agency)
    with refused("subject_was_heard"):
        decide(row=entry, by=head, reason="情况属实")
    with refused("service_is_whole"):
        serve(row=entry, on=date(2020, 1, 1), how="当面签收", by=entry.proposed_by)
    served = serve(row=entry, on=timezone.localdate(), how="当面签收", by=entry.proposed_by)
    assert served.answer_due_on
    with time_machine.travel(datetime.now(UTC) + timedelta(days=30)):
        assert decide(row=entry, by=head, reason="情况属实").status == _S.IN_FORCE


@clause("LYG19-2.2.3a")
def test_two_lists_each_with_its_own_exit(lyg: World) -> None:
    record = grave(lyg)
    first = decided(lyg, proposed_entry(lyg, record))
    second = decided(lyg, proposed_entry(lyg, record, "dishonest"))
    assert isinstance(first, Listing) and isinstance(second, Listing)
    with refused("list_has_an_early_exit"):
        release(listing=second, by=keeper(lyg), reason="已经改正")
    assert release(listing=first, by=keeper(lyg), reason="已经改正").status == _S.LIFTED


@clause("LYG19-1.2.2a")
def test_only_the_justice_bureau_administers_and_releases(lyg: World) -> None:
    record = grave(lyg)
    entry = decided(lyg, proposed_entry(lyg, record))
    assert isinstance(entry, Listing)
    for role in (Role.CREDIT_OFFICER, Role.OFFICER, Role.HEAD, Role.SUPERVISOR):
        somebody = lyg.staff(role, record.agency, "想移出")
        with refused("keeper_lets_out"):
            release(listing=entry, by=somebody, reason="已经改正")
        with refused("keeper_sets_the_rules"):
            give_competence(
                agency=record.agency, domain="honours", law=LAW, policy=entry.policy, by=somebody
            )
    with refused("reason_required"):
        release(listing=entry, by=keeper(lyg), reason=" ")
    out = release(listing=entry, by=keeper(lyg), reason="已经改正")
    assert out.left_on == timezone.localdate() and out.release


@clause("LYG19-1.2.2d", "LYG19-2.1d")
def test_a_published_entry_comes_down_the_day_it_is_released_and_measures_go_with_it(
    lyg: World,
) -> None:
    record = grave(lyg, "honest_company")
    lyg.company_account()
    unit = competent(lyg, other_unit(lyg, record), "honours")
    entry = decided(lyg, proposed_entry(lyg, record))
    sanction = decided(lyg, proposed_sanction(lyg, record, "honours", unit))
    shown = Publication.objects.get(of="listing", record_id=entry.pk)
    labels = {one.label for one in shown.read_pieces}
    assert labels == {"名称", "统一社会信用代码", "内容", "决定文书", "决定单位", "起止"}
    assert isinstance(entry, Listing)
    release(listing=entry, by=keeper(lyg), reason="已经改正")
    shown.refresh_from_db()
    assert not shown.is_public_on(timezone.localdate()) and shown.ended_at
    sanction.refresh_from_db()
    assert sanction.status == _S.LIFTED and sanction.left_on == timezone.localdate()
    assert ask(lyg, unit, "honours", record.party) == []


@clause("LYG19-1.2.2d")
def test_the_citys_credit_system_hears_of_entry_and_exit(
    lyg: World, sources: Running, settings: Any, tmp_path: Path
) -> None:
    server = sources.server
    file = write_platforms(tmp_path / "platforms.toml", sources.url, server.key)
    settings.NUOZHENG_CREDIT_PLATFORMS = str(file)
    record = grave(lyg, "honest_company")
    lyg.company_account()
    entry = decided(lyg, proposed_entry(lyg, record))
    assert isinstance(entry, Listing)
    told = CreditMessage.objects.filter(record=record, action="update").order_by("pk")
    assert [one.body["content"].get("列入名单") for one in told] == [[entry.list_title]]
    release(listing=entry, by=keeper(lyg), reason="已经改正")
    assert told.all().count() == 2
    assert told.latest("created_at").body["content"].get("列入名单") is None


@clause("LYG19-1.2.2d")
def test_a_person_is_not_published(lyg: World) -> None:
    entry = decided(lyg, proposed_entry(lyg, grave(lyg)))
    assert not Publication.objects.filter(of="listing", record_id=entry.pk).exists()


# Sanctions


@clause("ORD21-4.5e", "LYG19-2.1a", "LYG19-2.2.3b")
@pytest.mark.parametrize("slug", ["ordos-2021", LYG])
def test_a_record_of_one_unit_is_seen_by_another_which_acts_for_itself(
    world: Worlds, slug: str
) -> None:
    here = world(slug)
    record = grave(here)
    unit = other_unit(here, record)
    officer = here.staff(Role.OFFICER, unit, "提出")
    today = timezone.localdate()
    assert not access.open_records(officer, today).filter(pk=record.pk).exists()
    with refused("unit_is_competent"):
        proposed_sanction(here, record, "honours", unit)
    competent(here, unit, "honours")
    assert access.open_records(officer, today).filter(pk=record.pk).exists()
    with refused("unit_is_competent"):
        proposed_sanction(here, record, "fiscal_projects", unit)
    sanction = decided(here, proposed_sanction(here, record, "honours", unit))
    assert isinstance(sanction, Sanction) and sanction.agency == unit
    with refused("execution_while_in_force"):
        record_execution(sanction=sanction, on=date(2020, 1, 1), words="没有列入", by=officer)
    done = record_execution(sanction=sanction, on=today, words="没有列入评选", by=officer)
    assert list(sanction.executions.all()) == [done]


@clause("LYG19-2a", "ORD21-4.5c")
def test_a_suspicion_and_a_foreign_measure_are_refused(lyg: World) -> None:
    record = grave(lyg)
    unit = competent(lyg, other_unit(lyg, record), "honours")
    with refused("measure_in_the_set"):
        proposed_sanction(lyg, record, "no_trains", unit)
    CreditRecord.objects.filter(pk=record.pk).update(status="proposed")
    with refused("breach_is_verified"):
        proposed_sanction(lyg, record, "honours", unit)


@clause("LYG19-1.2.2e")
def test_the_actor_is_mandatory_and_reports_count_by_it(lyg: World) -> None:
    record = grave(lyg)
    unit = competent(lyg, other_unit(lyg, record), "honours")
    with refused("actor_is_named"):
        proposed_sanction(lyg, record, "honours", unit, actor="")
    for actor in ("政府", "社会"):
        row = proposed_sanction(lyg, record, "honours", unit, actor=actor)
        assert access.by_actor(lyg.staff(Role.OFFICER, unit, "提出"), timezone.localdate()) == [
            (actor, 1)
        ]
        drop(row=row, by=lyg.staff(Role.HEAD, unit), reason="换一类主体")


@clause(
    "LYG19-2.2.3c", "LYG19-2.2.3d", "LYG19-2.2.3f", "LYG19-2.2.3g", "LYG19-2.2.3h", "LYG19-2.2.3e"
)
def test_a_check_in_each_of_the_six_domains_answers_competent_units_only(lyg: World) -> None:
    record = grave(lyg)
    entry = decided(lyg, proposed_entry(lyg, record))
    asking, unmapped = Agency.objects.filter(jurisdiction=record.jurisdiction).order_by("pk")[:2]
    clean = lyg.party("representative")
    for domain in DOMAINS:
        with refused("no_competence_in_domain"):
            ask(lyg, asking, domain)
        competent(lyg, asking, domain)
        (hit,) = ask(lyg, asking, domain)
        assert (hit.code, hit.title) == (entry.code, "列入虚假承诺黑名单")
        assert hit.basis and hit.measures and hit.since and hit.until == record.ends_on
        assert ask(lyg, asking, domain, clean) == []
        with refused("no_competence_in_domain"):
            ask(lyg, unmapped, domain)
    seen = StaffLook.objects.filter(party_id=record.party_id)
    assert {one.purpose for one in seen} == {"示例评选"}


def test_a_check_wants_a_purpose_and_a_taken_competence_answers_no_more(lyg: World) -> None:
    record = grave(lyg)
    unit = competent(lyg, record.agency, "honours")
    officer, party = lyg.staff(Role.OFFICER, unit, "核对"), record.party
    blank = Question(party.kind, party.identifier, party.name, "honours", " ")
    with refused("look_has_a_purpose"):
        check(question=blank, agency=unit, by=officer)
    other = Question(party.kind, party.identifier, "别的名字", "honours", "评选")
    assert check(question=other, agency=unit, by=officer) == []
    given = access.competences_of(officer, timezone.localdate()).get()
    take_competence(competence=given, policy=load_policy(record.policy_key), by=keeper(lyg))
    with refused("no_competence_in_domain"):
        ask(lyg, unit, "honours")


@clause("XBQ21-2.6m", "LYG19-2.1b", "LYG19-2.2.3e")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", LYG])
def test_a_grant_in_a_joint_matter_waits_for_a_decision_in_its_own_field(
    world: Worlds, slug: str
) -> None:
    here = world(slug)
    record = grave(here)
    case = here.opened()
    item, policy = case.application.item, here.catalogue.policy
    entry = decided(here, proposed_entry(here, record))
    own = here.staff(Role.OFFICER, case.application.agency)
    with refused("nothing_restricts_here"):
        decide_in_field(case=case.application, restricted=False, reasons="无关", by=own)
    fields = {"domain": "preferential_policy", "law": LAW, "policy": policy, "by": keeper(here)}
    set_matter(item=item, must_decide=True, **fields)  # type: ignore[arg-type]
    taken_in(case)
    with refused("field_decision_first"):
        grant(case)
    decide_in_field(case=case.application, restricted=True, reasons="条例规定不予补助", by=own)
    with refused("restricted_in_this_field"):
        grant(case)
    decide_in_field(case=case.application, restricted=False, reasons="与这件事无关", by=own)
    grant(case)
    made = decision_on(case.refresh())
    assert made and not made.restricted and made.hits == [entry.code]
    acts = [one.act for one in history("listing", entry.pk)]
    assert acts.count("decide_in_field") == 2


# Over


@pytest.mark.parametrize("slug", ["ordos-2021", LYG])
def test_over_on_its_day_whether_or_not_the_job_ran(world: Worlds, slug: str) -> None:
    here = world(slug)
    record = grave(here)
    unit = competent(here, other_unit(here, record), "honours")
    until = timezone.localdate() + timedelta(days=20)
    row = decided(here, proposed_sanction(here, record, "honours", unit), until)
    place, party = record.jurisdiction.place, record.party
    assert restrictions_on(party, place, "honours", until - timedelta(days=1))
    assert restrictions_on(party, place, "honours", until) == []
    assert row.is_effective(until - timedelta(days=1)) and not row.is_effective(until)
    assert end_on_their_day(until - timedelta(days=1)) == 0
    assert end_on_their_day(until) == 1
    row.refresh_from_db()
    assert row.status == _S.ENDED


def test_what_rests_on_a_record_ends_with_it_decided_or_not(lyg: World) -> None:
    record = grave(lyg)
    unit = competent(lyg, other_unit(lyg, record), "honours")
    competent(lyg, unit, "preferential_policy")
    entry = decided(lyg, proposed_entry(lyg, record))
    pending = proposed_sanction(lyg, record, "fiscal_projects", unit)
    letter = UnitLetter.objects.get(record=record)
    today = timezone.localdate()
    CreditRecord.objects.filter(pk=record.pk).update(status="disputed")
    assert restrictions_on(record.party, record.jurisdiction.place, "honours", today) == []
    assert lift_of(record, today=today) == 2
    assert lift_of(record, today=today) == 0
    for row, wanted in ((entry, _S.LIFTED), (pending, _S.DROPPED), (letter, "dropped")):
        row.refresh_from_db()
        assert row.status == wanted
    for row, last in ((entry, "lift"), (pending, "void")):
        assert [one.act for one in history(row.kind, row.pk)][-1] == last
    assert [one.act for one in history("unit_letter", letter.pk)] == ["owe_letter", "void_letter"]


def test_an_end_lies_within_the_record_and_a_unit_may_lift_its_own(lyg: World) -> None:
    record = grave(lyg)
    unit = competent(lyg, other_unit(lyg, record), "honours")
    row = proposed_sanction(lyg, record, "honours", unit)
    assert record.ends_on
    with refused("end_within_the_record"):
        decided(lyg, row, record.ends_on + timedelta(days=1))
    row = decided(lyg, row)  # type: ignore[assignment]
    with refused("not_your_move"):
        withdraw(sanction=row, by=lyg.staff(Role.HEAD, record.agency), reason="不需要")
    done = withdraw(sanction=row, by=lyg.staff(Role.HEAD, unit), reason="不再需要")
    assert done.status == _S.LIFTED and done.release


# The unit of the person


@clause("LYG19-2.2.4b")
def test_the_unit_is_told_once_the_finding_is_final_and_delivery_is_logged(lyg: World) -> None:
    record = grave(lyg)
    letter = UnitLetter.objects.get(record=record)
    assert (letter.status, letter.letter) == (UnitLetterStatus.OWED, None)
    officer = lyg.staff(Role.OFFICER, record.agency, "通知")
    with refused("unit_is_named"):
        write_to_unit(letter=letter, unit="", by=officer)
    stranger = lyg.staff(Role.CREDIT_OFFICER, other_unit(lyg, record), "别处")
    with refused("not_your_move"):
        write_to_unit(letter=letter, unit="示例公司", by=stranger)
    done = write_to_unit(letter=letter, unit="示例公司", by=officer)
    assert done.letter and done.document_number
    with refused("service_is_whole"):
        deliver(letter=letter, on=date(2020, 1, 1), how="邮寄", by=officer)
    sent = deliver(letter=letter, on=timezone.localdate(), how="邮寄，单号示例1", by=officer)
    assert sent.status == UnitLetterStatus.DELIVERED and sent.delivered_on
    with refused("move_not_possible"):
        drop_letter(letter=letter, reason="没有单位", by=officer)


@clause("LYG19-2.2.4b")
def test_no_letter_before_for_companies_for_the_light_or_where_the_text_is_silent(
    world: Worlds,
) -> None:
    here = world(LYG)
    here.on_record("honest", Severity.MINOR, "untrue")
    here.on_record("honest_company", Severity.GRAVE, "false")
    world("ordos-2021").on_record("honest", Severity.GRAVE, "false")
    assert not UnitLetter.objects.exists()


# Incentives


def kept(here: World, agency: Agency, count: int) -> None:
    for number in range(count):
        promise = Promise(
            here.party("honest"), agency, f"示例-{agency.pk}-{number}", "办理示例事项"
        )
        assert record_kept(policy=here.catalogue.policy, promise=promise, at=timezone.now())


@clause("ORD23-3.4.3c", "XBQ21-2.6n", "ORD21-4.5a")
@pytest.mark.parametrize(("slug", "elsewhere"), [("ordos-2023", True), ("xian-baqiao-2021", False)])
def test_promises_kept_bring_favours_in_the_next_case(
    world: Worlds, slug: str, elsewhere: bool
) -> None:
    here = world(slug)
    case = here.opened()
    mine = case.application.agency
    other = Agency.objects.filter(jurisdiction=mine.jurisdiction).exclude(pk=mine.pk)[0]
    kept(here, other if elsewhere else mine, 5)
    taken_in(case)
    given = Incentive.objects.filter(case_number=case.application.number)
    assert {one.title for one in given} == {"优先办理", "降低抽查比率"}
    assert all(one.basis and one.kept == 5 and one.agency == mine for one in given)


@clause("XBQ21-2.6n")
def test_a_breach_takes_the_favours_away(world: Worlds) -> None:
    here = world("xian-baqiao-2021")
    case = here.opened()
    kept(here, case.application.agency, 5)
    here.on_record("honest", Severity.MINOR, "untrue", case.application.agency)
    taken_in(case)
    assert not Incentive.objects.exists()


@clause("ORD21-4.5a")
def test_where_only_breaches_go_on_file_the_cases_show_what_was_kept(world: Worlds) -> None:
    case = world("ordos-2021").opened().granted()
    policy, party, unit = (
        case.application.policy,
        case.application.applicant,
        case.application.agency,
    )
    for task in case.tasks():
        assert kept_in_a_row(policy, party, unit) == 0
        seen = Observation("与登记一致")
        record_result(task=task, by=case.verifier, result=TaskStatus.CONFIRMED, observation=seen)
    assert kept_in_a_row(policy, party, unit) == 1
