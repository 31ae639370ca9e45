"""Credit records: grade, content, standing, end, and the way back."""

from datetime import date, datetime

import pytest

from nuozheng.law.collecting import steps
from nuozheng.law.credit import (
    RecordFact,
    RecordKind,
    SocialImpact,
    graded_by_social_impact,
    in_force,
    rests_on_a_document,
    standing,
)
from nuozheng.law.findings import Outcome, obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.repair import (
    Duty,
    RepairRequest,
    add_months,
    duties_are_done,
    may_be_repaired,
    period,
    way_to_repair,
)
from nuozheng.law.vocabulary import Severity
from tests.law.switches import PLACES, switched

clause = pytest.mark.clause
FOUND_ON = date(2026, 6, 18)


def record(severity: Severity, kind: RecordKind = "false") -> RecordFact:
    return RecordFact(severity, kind, FOUND_ON, "示认〔2026〕12号", "示例市住房公积金中心")


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.5b")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.6j")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.8h")),
    ],
)
@pytest.mark.parametrize(
    ("impact", "expected"),
    [
        (None, Outcome.NOT_MET),
        (SocialImpact(Severity.SERIOUS, "", "刘诺示"), Outcome.NOT_MET),
        (SocialImpact(Severity.SERIOUS, "影响3户家庭配租", ""), Outcome.NOT_MET),
        (SocialImpact(Severity.SERIOUS, "影响3户家庭配租", "刘诺示"), Outcome.MET),
    ],
)
def test_no_grade_without_an_assessed_social_impact(
    place: str, impact: SocialImpact | None, expected: Outcome
) -> None:
    finding = graded_by_social_impact(load_policy(place), impact)
    assert finding.outcome is expected and finding.basis


def test_a_grade_that_the_place_does_not_have_is_refused() -> None:
    policy = switched("ordos-2021", "credit.grades", (Severity.SERIOUS, Severity.GRAVE))
    impact = SocialImpact(Severity.MINOR, "没有影响别人", "刘诺示")
    assert graded_by_social_impact(policy, impact).outcome is Outcome.NOT_MET


@clause("XBQ21-2.6b")
def test_a_record_without_a_document_is_none() -> None:
    policy = load_policy("xian-baqiao-2021")
    assert rests_on_a_document(policy, record(Severity.MINOR)).outcome is Outcome.MET
    bare = RecordFact(Severity.MINOR, "false", FOUND_ON, " ", "示例市住房公积金中心")
    refused = rests_on_a_document(policy, bare)
    assert refused.outcome is Outcome.NOT_MET and refused.cure


@pytest.mark.parametrize(
    ("severity", "first", "last"),
    [
        (Severity.MINOR, date(2026, 6, 18), date(2026, 9, 18)),
        (Severity.SERIOUS, date(2026, 9, 18), date(2027, 6, 18)),
        (Severity.GRAVE, date(2027, 6, 18), date(2029, 6, 18)),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_every_record_has_an_end_counted_from_its_document(
    place: str, severity: Severity, first: date, last: date
) -> None:
    term = period(load_policy(place), record(severity))
    assert (term.repair_from, term.ends_on) == (first, last)
    assert term.published is (severity is not Severity.MINOR)


@pytest.mark.parametrize(
    ("on", "request_", "missing"),
    [
        (date(2026, 9, 18), RepairRequest(True, True), []),
        (date(2026, 9, 17), RepairRequest(True, True), ["shortest_period_is_over"]),
        (date(2026, 9, 18), RepairRequest(None, True), ["duties_are_done"]),
        (date(2026, 9, 18), RepairRequest(True, False), ["credit_promise_is_made"]),
    ],
)
def test_what_repair_asks(on: date, request_: RepairRequest, missing: list[str]) -> None:
    policy = load_policy("ordos-2021")
    found = obstacles(may_be_repaired(policy, record(Severity.SERIOUS), request_, on))
    assert [one.key for one in found] == missing
    assert all(one.basis and one.cure for one in found)


@pytest.mark.parametrize(
    ("on", "told"),
    [(date(2026, 7, 1), "2026年9月18日起可以"), (date(2026, 11, 24), "现在就可以")],
)
def test_the_way_back_is_told_with_its_first_day(on: date, told: str) -> None:
    text = way_to_repair(load_policy("ordos-2021"), [record(Severity.SERIOUS)], on)
    assert told in text and "2027年6月18日" in text and "示例市住房公积金中心" in text


def test_the_way_back_from_several_records_is_told_once() -> None:
    later = RecordFact(
        Severity.SERIOUS, "untrue", date(2026, 10, 18), "示认〔2026〕7号", "示例市民政局"
    )
    records = [later, record(Severity.SERIOUS)]
    text = way_to_repair(load_policy("ordos-2021"), records, date(2026, 11, 24))
    assert "现在就可以向示例市住房公积金中心，2027年1月18日起可以向示例市民政局申请" in text
    assert text.count("纠正失信行为") == text.count("当天就能重新承诺") == 1
    assert "最晚2027年10月18日这2条记录都到期" in text
    assert way_to_repair(load_policy("ordos-2021"), [], date(2026, 11, 24)) == ""


def test_where_no_end_is_stated_that_is_said() -> None:
    policy = switched("ordos-2023", "applicants.bar_ends", "never")
    text = way_to_repair(policy, [record(Severity.SERIOUS)], date(2026, 11, 24))
    assert "没有写明" in text and "异议" in text


def test_standing_is_the_gravest_record_in_force() -> None:
    on = date(2026, 11, 24)
    repaired = RecordFact(
        Severity.GRAVE, "false", FOUND_ON, "示认〔2026〕1号", "示例局", repaired_on=on
    )
    assert standing([repaired], on, kept=2).worst is None
    assert standing([repaired, record(Severity.MINOR, "untrue")], on).worst is Severity.MINOR
    assert standing([record(Severity.GRAVE, "kept")], on).worst is None
    assert standing([], on, known=False).chinese == "暂时查不到信用记录"


def test_a_record_set_aside_is_never_in_force() -> None:
    annulled = RecordFact(
        Severity.GRAVE, "false", FOUND_ON, "示认〔2026〕1号", "示例局", annulled_on=FOUND_ON
    )
    for ends in ("repair", "exit", "never"):
        assert not in_force(annulled, date(2026, 11, 24), ends)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_end_with_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_what_we_found_ourselves_stands_before_what_somebody_says() -> None:
    policy = load_policy("xian-baqiao-2021")
    done, wanting = Duty("整改到位", True, "示例处〔2026〕1号"), Duty("退回补助", False)
    open_one = Duty("履行罚款", None)
    for duties, said, evidence, met in (
        ((done,), None, False, True),
        ((done, wanting), True, True, False),
        ((done, open_one), True, False, False),
        ((done, open_one), True, True, True),
        ((), True, True, True),
        ((), None, True, False),
    ):
        asked = RepairRequest(said, credit_promise=True, duties=duties, evidence=evidence)
        assert (duties_are_done(policy, asked).outcome is Outcome.MET) is met, duties


def test_a_record_is_recorded_collected_pushed_and_sticks_where_it_should_not() -> None:
    put, taken = datetime(2026, 11, 1, 9), datetime(2026, 11, 2, 9)
    sent = datetime(2026, 11, 2, 10)
    assert [one.key for one in steps(put, taken, [sent, sent], sent)][-1] == "pushed"
    for collected, delivered, now, stuck in (
        (None, (), datetime(2026, 11, 8, 9), False),
        (None, (), datetime(2026, 11, 8, 10), True),
        (taken, (sent, None), datetime(2026, 11, 3, 9), False),
        (taken, (sent, None), datetime(2026, 11, 3, 10), True),
        (taken, (), datetime(2027, 11, 3), False),
    ):
        assert steps(put, collected, delivered, now)[-1].stuck is stuck
