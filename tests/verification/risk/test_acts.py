"""Registers, hazards, causes, liability, covers and claims by their acts; strangers do nothing."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from nuozheng.evidence.moves import history
from nuozheng.law.insurance.cover import CoverFacts
from nuozheng.law.procedure import TaskStatus, UntruthStatus
from nuozheng.law.risk.register import WorkStep, register_is_whole
from nuozheng.law.vocabulary import Role, Severity
from nuozheng.verification.actions.check import Observation, record_result
from nuozheng.verification.actions.find import dismiss
from nuozheng.verification.insurance.access import alerts, claims, covers
from nuozheng.verification.insurance.claims import Loss, answer_claim, log_claim
from nuozheng.verification.insurance.covers import end_cover, record_cover, warn_of_covers
from nuozheng.verification.insurance.models import Cover
from nuozheng.verification.risk import access
from nuozheng.verification.risk.errors import close_error, open_error, overturned
from nuozheng.verification.risk.figures import figures_of
from nuozheng.verification.risk.hazards import close_hazard, log_hazard
from nuozheng.verification.risk.liability import Fault, enter_liability, withdraw_liability
from nuozheng.verification.risk.models import RiskPoint
from nuozheng.verification.risk.register import RiskWords, list_risk, retire_risk, review_risk
from nuozheng.verification.risk.warning import warning_for
from tests.refusing import refused
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db
FAULT = Fault("unit", "示例咨询公司", "替申请人填了没有核对的数字", "示例局约谈，责令改正")


def acts_of(kind: str, pk: int) -> list[str]:
    return [row.act for row in history(kind, pk)]


def entry_of(case: Case) -> Any:
    return case.tasks()[0].proof.version.entry


def words(case: Case, **changes: Any) -> RiskWords:
    base = RiskWords(
        step="check",
        owner=case.verifier,
        review_on=timezone.localdate() + timedelta(days=90),
        point="没有数据源，要等人去看",
        measure="按期限排队，超期报科长",
        likelihood=2,
        impact=2,
    )
    return replace(base, **changes)


def cover_facts(**changes: Any) -> CoverFacts:
    today = timezone.localdate()
    base = CoverFacts(
        {"high_value": "一件涉及上百万元", "hard_to_verify": "要到外省现场看"},
        *("示例保险公司", "示保-1", Decimal(10_000)),
        today - timedelta(days=10),
        today + timedelta(days=60),
    )
    return replace(base, **changes)


def loss(**changes: Any) -> Loss:
    return replace(Loss("示例商户", "多付的租金", timezone.localdate(), Decimal(5000)), **changes)


@pytest.mark.clause("XBQ21-2.7a", "MJ21-2.3.9a", "ORD21-4.6g")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021", "ordos-2021"])
def test_each_step_has_a_risk_with_measure_and_owner_or_an_explicit_none(
    world: Worlds, slug: str
) -> None:
    case = world(slug).opened().signed()
    entry, by, today = entry_of(case), case.verifier, timezone.localdate()
    with refused("risk_point_is_whole"):
        list_risk(entry=entry, words=words(case, measure=""), by=by)
    with refused("risk_point_is_whole"):
        list_risk(entry=entry, words=words(case, owner=None), by=by)
    with refused("owner_is_of_the_agency"):
        list_risk(entry=entry, words=words(case, owner=case.world.stranger()), by=by)
    for name, account in case.not_of_the_office.items():
        if name != "own case":
            with refused("not_your_move"):
                list_risk(entry=entry, words=words(case), by=account)
    point = list_risk(entry=entry, words=words(case), by=by)
    none = words(case, step="choose", point="", measure="", none_reason="申请人自己选，没有审批")
    list_risk(entry=entry, words=none, by=case.officer)
    standing = set(entry.risk_points.values_list("step", flat=True))
    empty = [one for one in register_is_whole(case.application.policy, standing) if one.is_obstacle]
    assert len(empty) == len(WorkStep) - 2, "steps that are left empty are shown as incomplete"
    with refused("review_day_is_ahead"):
        review_risk(risk=point, note="管用", next_on=today, by=by)
    with refused("reason_required"):
        review_risk(risk=point, note="", next_on=today + timedelta(days=9), by=by)
    review_risk(risk=point, note="管用", next_on=today + timedelta(days=9), by=by)
    with refused("not_your_move"):
        retire_risk(risk=point, reason="过时", by=case.supervisor)
    retire_risk(risk=point, reason="过时", by=by)
    assert acts_of("risk_point", point.pk) == ["list_risk", "review_risk", "retire_risk"]
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskPoint.objects.filter(pk=point.pk).update(measure="")


@pytest.mark.clause("LYG19-1.1.2c")
def test_a_hazard_has_owner_and_day_and_is_closed_with_evidence(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    task, by, today = case.tasks()[0], case.verifier, timezone.localdate()
    for owner, day in ((None, today), (by, None), (by, today - timedelta(days=1))):
        with refused("hazard_has_owner_and_day"):
            log_hazard(task=task, what="台账没有锁", owner=owner, due_on=day, by=by)
    for name, account in case.not_of_the_office.items():
        if name != "own case":
            with refused("not_your_move"):
                log_hazard(task=task, what="台账没有锁", owner=by, due_on=today, by=account)
    row = log_hazard(task=task, what="台账没有锁", owner=by, due_on=today, by=by)
    assert list(access.hazards(by, today)) == [row], "open ones are listed"
    assert not access.hazards(case.world.elsewhere(Role.VERIFIER), today).exists()
    later = today + timedelta(days=1)
    assert list(access.late_hazards(case.supervisor, later)) == [row]
    assert not access.late_hazards(case.supervisor, today).exists()
    with refused("hazard_was_removed"):
        close_hazard(hazard=row, note="换了锁", evidence=None, by=by)
    with refused("not_your_move"):
        close_hazard(hazard=row, note="换了锁", evidence=PDF, by=case.world.stranger())
    row = close_hazard(hazard=row, note="换了锁", evidence=PDF, by=by)
    assert row.evidence is not None and row.evidence.intact and row.closed_by == by
    assert acts_of("hazard", row.pk) == ["log_hazard", "close_hazard"]


@pytest.mark.clause("LYG19-1.4.2c")
def test_an_error_is_closed_with_a_cause_and_an_entry_of_the_register(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    finding, today = case.contradicted(), timezone.localdate()
    assert not overturned(case.officer, today).exists()
    dismiss(finding=finding, by=case.officer, reason="是数据录错了")
    finding.refresh_from_db()
    with refused("not_your_move"):
        open_error(finding=finding, by=case.world.stranger())
    error = open_error(finding=finding, by=case.supervisor)
    with refused("nothing_to_analyse"):
        open_error(finding=finding, by=case.officer)
    point = list_risk(entry=entry_of(case), words=words(case), by=case.verifier)
    whole: dict[str, Any] = {"cause": "录错一位", "lesson": "两个人核对", "risk_point": point}
    for name in whole:
        wanting = whole | {name: None if name == "risk_point" else ""}
        with refused("cause_is_analysed"):
            close_error(error=error, by=case.officer, **wanting)
    error = close_error(error=error, by=case.officer, **whole)
    assert (error.status, error.risk_point) == ("closed", point)
    assert acts_of("error_case", error.pk) == ["open_error", "close_error"]


@pytest.mark.clause("LYG19-1.1.2e")
def test_liability_is_entered_from_a_finding_and_read_by_those_in_charge(world: Worlds) -> None:
    case = world("lianyungang-2019").opened().signed()
    finding, today = case.found(UntruthStatus.UNTRUE), timezone.localdate()
    for name in ("subject_kind", "subject", "fault", "outcome"):
        with refused("liability_is_whole"):
            enter_liability(finding=finding, fault=replace(FAULT, **{name: ""}), by=case.supervisor)
    for account in (case.officer, case.verifier, case.world.stranger(), case.by):
        with refused("not_your_move"):
            enter_liability(finding=finding, fault=FAULT, by=account)
    row = enter_liability(finding=finding, fault=FAULT, by=case.supervisor)
    assert row.finding.application == case.application, "linked to the case"
    assert list(access.liability(case.supervisor, today)) == [row]
    for account in (case.officer, case.verifier, case.by, case.world.stranger()):
        assert not access.liability(account, today).exists()
    with refused("not_your_move"):
        withdraw_liability(entry=row, reason="复议改了", by=case.officer)
    row = withdraw_liability(entry=row, reason="复议改了", by=case.supervisor)
    assert acts_of("liability_entry", row.pk) == ["enter_liability", "withdraw_liability"]


@pytest.mark.clause("XBQ21-2.7g", "MJ21-2.3.9h", "XBQ21-2.7h", "MJ21-2.3.9i")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "huainan-maoji-2021"])
def test_cover_is_recorded_claimed_on_and_warned_of(world: Worlds, slug: str) -> None:
    case = world(slug).opened().signed()
    entry, by, today = entry_of(case), case.officer, timezone.localdate()
    with refused("insured_item_is_hard_to_verify"):
        record_cover(entry=entry, facts=cover_facts(reasons={"high_value": "有"}), by=by)
    for stranger in (case.verifier, case.supervisor, case.world.elsewhere(Role.OFFICER)):
        with refused("not_your_move"):
            record_cover(entry=entry, facts=cover_facts(), by=stranger)
    cover = record_cover(entry=entry, facts=cover_facts(), by=by)
    with refused("policy_recorded_already"):
        record_cover(entry=entry, facts=cover_facts(), by=by)
    with refused("claim_rests_on_a_finding"):
        log_claim(cover=cover, application=case.application, loss=loss(), by=by)
    finding = case.found(UntruthStatus.UNTRUE)
    with refused("claim_in_words"):
        log_claim(cover=cover, application=case.application, loss=loss(words=""), by=by)
    claim = log_claim(cover=cover, application=case.application, loss=loss(), by=by)
    assert (claim.application, claim.finding, claim.cover) == (case.application, finding, cover)
    assert not claims(case.supervisor, today).exists() and list(claims(by, today)) == [claim]
    with refused("payment_is_within_the_limit"):
        answer_claim(claim=claim, paid_yuan=Decimal(10_001), reason="赔付通知", by=by)
    with refused("not_your_move"):
        answer_claim(claim=claim, paid_yuan=None, reason="不赔", by=case.world.stranger())
    answer_claim(claim=claim, paid_yuan=Decimal(4000), reason="赔付通知", by=by)
    other = log_claim(cover=cover, application=case.application, loss=loss(), by=by)
    answer_claim(claim=other, paid_yuan=None, reason="不在责任以内", by=by)
    assert acts_of("claim", claim.pk) == ["log_claim", "pay_claim"]
    assert acts_of("claim", other.pk) == ["log_claim", "decline_claim"]
    assert warn_of_covers(today) == 0 and not alerts(case.supervisor, today).exists()
    near = cover.ends_on - timedelta(days=30)
    assert (warn_of_covers(near), warn_of_covers(near)) == (1, 0)
    assert list(alerts(case.supervisor, near)) == [cover] == list(alerts(by, near))
    after = cover.ends_on + timedelta(days=1)
    assert (warn_of_covers(after), warn_of_covers(after)) == (1, 0)
    assert list(alerts(case.supervisor, after)) == [cover], "expired cover is alerted"
    assert acts_of("cover", cover.pk) == ["record_cover", "warn_cover", "expire_cover"]
    renewed = record_cover(
        entry=entry,
        facts=cover_facts(policy_number="示保-2", ends_on=after + timedelta(days=400)),
        by=by,
    )
    assert not alerts(case.supervisor, after).exists(), "a new one answers the alert"
    assert end_cover(cover=renewed, reason="不再需要", by=by).status == "ended"
    assert not covers(case.world.stranger(), today).exists() and Cover.objects.count() == 2


def test_figures_count_what_was_checked_to_its_end(world: Worlds) -> None:
    place = world("ordos-2021")
    kept, false, open_ = (
        place.opened(who).signed(insists="登记的还没有更新")
        for who in ("honest", "wronged", "unknown")
    )
    entry, today = entry_of(kept), timezone.localdate()
    for task in kept.tasks():
        record_result(
            task=task,
            by=kept.verifier,
            result=TaskStatus.CONFIRMED,
            observation=Observation("看过"),
        )
    found = false.found(UntruthStatus.UNTRUE)
    assert found.task.proof.version.entry_id == entry.pk
    figures = figures_of(entry, today)
    assert (figures.false.hits, figures.false.of) == (1, 2)
    left = [
        one
        for one in (*open_.tasks(), *false.tasks())
        if one.status == TaskStatus.OPEN and one.proof.version.entry_id == entry.pk
    ]
    assert figures.pending == len(left) > 0 and figures.late == 0
    assert figures_of(entry, today + timedelta(days=999)).late == figures.pending


@pytest.mark.clause("MJ21-2.3.9g")
def test_the_warning_is_computed_only_where_it_is_offered(
    world: Worlds, django_assert_num_queries: Any
) -> None:
    today = timezone.localdate()
    maoji, ordos = world("huainan-maoji-2021"), world("ordos-2021")
    case = maoji.opened()
    clean = warning_for(case.application, today)
    assert clean is not None and clean.score == 0
    maoji.on_record("honest", Severity.SERIOUS)
    warned = warning_for(case.application, today)
    assert warned is not None and warned.score == 1 and "示例认" in warned.reasons[0].words
    elsewhere = ordos.opened().application
    assert elsewhere.policy.key == "ordos-2021"
    with django_assert_num_queries(0):
        assert warning_for(elsewhere, today) is None
