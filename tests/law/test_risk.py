"""Risk points, hazards, causes, liability, the credit warning, insurance: the rules alone."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from nuozheng.law.credit import RecordFact
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.insurance.cover import (
    ClaimFacts,
    CoverFacts,
    insurance_is_offered_here,
    may_claim,
    may_cover,
    payment_is_within_the_limit,
)
from nuozheng.law.insurance.premium import Assumptions, Share, premium
from nuozheng.law.policy import load_policy
from nuozheng.law.risk.records import (
    HazardFacts,
    LiabilityFacts,
    cause_is_analysed,
    hazard_has_owner_and_day,
    hazard_was_removed,
    liability_is_whole,
)
from nuozheng.law.risk.register import RiskFacts, WorkStep, point_is_whole, register_is_whole
from nuozheng.law.risk.warning import warning_of
from nuozheng.law.vocabulary import Severity
from tests.law.switches import PLACES, switched

TODAY = date(2026, 11, 20)
LATER = TODAY + timedelta(days=30)
MAOJI = "huainan-maoji-2021"
POINT = RiskFacts("check", "张示例", LATER, "查得太晚", "每周催一次", 2, 3)
NONE = RiskFacts("choose", "张示例", LATER, none_reason="由申请人自己选，没有审批")
COVER = CoverFacts(
    {"high_value": "一件涉及上百万元", "hard_to_verify": "要到外省现场看"},
    *("示例保险公司", "示保-1", Decimal(100_000), TODAY, LATER),
)
CLAIM = ClaimFacts(True, True, TODAY, Decimal(5000), TODAY, LATER, TODAY)
RECORD = RecordFact(Severity.SERIOUS, "untrue", date(2026, 5, 1), "示认〔2026〕1号", "示例局")


def keys(found: list[Finding]) -> set[str]:
    return {one.key for one in obstacles(found)}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "changes",
    [
        {"step": "elsewhere"},
        {"owner": " "},
        {"review_on": None},
        {"review_on": TODAY},
        {"point": ""},
        {"measure": ""},
        {"likelihood": None},
        {"impact": 4},
        {"none_reason": "没有"},
    ],
)
def test_a_point_lacks_nothing(place: str, changes: dict[str, Any]) -> None:
    policy = load_policy(place)
    assert not keys([point_is_whole(policy, POINT, TODAY), point_is_whole(policy, NONE, TODAY)])
    wanting = point_is_whole(policy, replace(POINT, **changes), TODAY)
    assert wanting.is_obstacle and wanting.cure
    assert wanting.basis == policy.risk.step_register.clause != ()


def test_an_empty_step_is_shown_by_its_name() -> None:
    found = register_is_whole(load_policy("xian-baqiao-2021"), {one.value for one in WorkStep})
    assert len(found) == len(WorkStep) and not keys(found)
    found = register_is_whole(load_policy("xian-baqiao-2021"), {"inform"})
    assert [one.is_obstacle for one in found] == [False] + [True] * 6
    assert "核查" in "".join(one.detail for one in found)


def test_hazards_causes_and_liability_say_what_they_lack() -> None:
    policy = load_policy("lianyungang-2019")
    whole = HazardFacts("台账没有锁", "张示例", TODAY)
    assert not hazard_has_owner_and_day(policy, whole, TODAY).is_obstacle
    for wanting in (
        replace(whole, what=""),
        replace(whole, owner=""),
        replace(whole, due_on=None),
        replace(whole, due_on=TODAY - timedelta(days=1)),
    ):
        assert hazard_has_owner_and_day(policy, wanting, TODAY).is_obstacle
    assert hazard_was_removed(policy, "换了锁", has_evidence=False).is_obstacle
    assert not hazard_was_removed(policy, "换了锁", has_evidence=True).is_obstacle
    said: dict[str, Any] = {"cause": "录错一位", "lesson": "两个人核对", "has_risk_point": True}
    assert not cause_is_analysed(policy, **said).is_obstacle
    for name in said:
        assert cause_is_analysed(policy, **(said | {name: ""})).is_obstacle
    entry = LiabilityFacts("unit", "示例公司", "没有核对", "约谈", "示例-1")
    assert not liability_is_whole(policy, entry).is_obstacle
    for name in ("subject_kind", "subject", "fault", "outcome", "case_number"):
        wanting_one = liability_is_whole(policy, replace(entry, **{name: ""}))
        assert wanting_one.is_obstacle and wanting_one.basis == ("LYG19-1.1.2e",)


@pytest.mark.clause("MJ21-2.3.9g")
def test_the_warning_counts_facts_in_force_and_nothing_else() -> None:
    policy = load_policy(MAOJI)
    aside = (
        replace(RECORD, repaired_on=TODAY),
        replace(RECORD, ended_on=TODAY),
        replace(RECORD, annulled_on=TODAY),
        replace(RECORD, disputed=True),
        replace(RECORD, kind="kept"),
        replace(RECORD, recorded_on=LATER),
    )
    found = warning_of(policy, (RECORD, *aside), 3, TODAY)
    assert found is not None and found.score == len(found.reasons) == 1 and found.kept == 3
    assert "示认〔2026〕1号" in found.reasons[0].words and "示例局" in found.reasons[0].source
    assert found.basis == ("MJ21-2.3.9g",)
    clean = warning_of(policy, aside, 0, TODAY)
    assert clean is not None and clean.score == 0
    for place in set(PLACES) - {MAOJI}:
        assert warning_of(load_policy(place), (RECORD,), 0, TODAY) is None
    off = switched(MAOJI, "applicants.pre_check_credit_score", "none")
    assert warning_of(off, (RECORD,), 0, TODAY) is None


@pytest.mark.parametrize("place", [MAOJI, "xian-baqiao-2021"])
def test_cover_wants_both_conditions_and_a_whole_policy(place: str) -> None:
    policy = load_policy(place)
    assert not keys(may_cover(policy, COVER))
    one = replace(COVER, reasons={"high_value": "有"})
    assert keys(may_cover(policy, one)) == {"insured_item_is_hard_to_verify"}
    other = replace(COVER, reasons={"hard_to_verify": "有"})
    assert keys(may_cover(policy, other)) == {"insured_item_is_high_value"}
    for changes in (
        {"insurer": ""},
        {"policy_number": " "},
        {"limit_yuan": Decimal(0)},
        {"limit_yuan": None},
        {"ends_on": TODAY - timedelta(days=1)},
        {"starts_on": None},
    ):
        assert keys(may_cover(policy, replace(COVER, **changes))) == {"cover_is_whole"}
    off = switched(policy, "insurance.explored", False)
    assert insurance_is_offered_here(off).is_obstacle
    assert "insurance_is_offered_here" in keys(may_cover(off, COVER))


def test_a_claim_rests_on_a_finding_for_a_covered_item_in_the_period() -> None:
    policy = load_policy(MAOJI)
    assert not keys(may_claim(policy, CLAIM))
    before, after = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    for changes, key in (
        ({"found_against": False}, "claim_rests_on_a_finding"),
        ({"item_is_covered": False}, "claim_is_of_a_covered_item"),
        ({"loss_on": before}, "loss_is_within_the_period"),
        ({"loss_on": after}, "loss_is_within_the_period"),
        ({"loss_on": None}, "loss_is_within_the_period"),
        ({"amount_yuan": Decimal(0)}, "claim_has_an_amount"),
        ({"amount_yuan": None}, "claim_has_an_amount"),
    ):
        assert keys(may_claim(policy, replace(CLAIM, **changes))) == {key}
    limit, paid = Decimal(100), Decimal(60)
    assert not payment_is_within_the_limit(
        policy, paid=Decimal(40), before=paid, limit=limit
    ).is_obstacle
    for wrong in (Decimal(41), Decimal(0)):
        assert payment_is_within_the_limit(policy, paid=wrong, before=paid, limit=limit).is_obstacle
    assert not payment_is_within_the_limit(policy, paid=None, before=paid, limit=limit).is_obstacle


def test_a_premium_is_an_estimate_with_exact_bounds() -> None:
    share = Share(3, 200)
    assert [round(bound, 5) for bound in share.bounds] == [0.0031, 0.04321]
    found = premium(share, Assumptions(1000, Decimal(20_000), Decimal("0.5"), Decimal("0.3")))
    assert found.middle == Decimal(195_000)  # 1000 x 1.5 % x 20000 x 0.5 x 1.3
    assert found.low < found.middle < found.high and not found.few
    nothing = premium(Share(0, 0), Assumptions(1, Decimal(100), Decimal(1), Decimal(0)))
    assert nothing.low == 0 and nothing.middle is None
    assert nothing.high == 100 and nothing.few
    clean = premium(Share(0, 40), Assumptions(1, Decimal(100), Decimal(1), Decimal(0)))
    assert clean.low == clean.middle == 0 < clean.high
