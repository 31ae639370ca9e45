"""What a changed pack would have meant: eligibility, what slips, hours; by plain arithmetic."""

from datetime import date
from decimal import Decimal

from nuozheng.law.credit import RecordFact
from nuozheng.law.eligibility import ApplicantFacts
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.simulation import (
    ASSUMED_MINUTES,
    PAPER_MINUTES,
    Check,
    PastCase,
    share_checked,
    simulate,
)
from nuozheng.law.verification_plan import Plan
from nuozheng.law.vocabulary import Severity

ON = date(2026, 11, 1)
_NONE = Decimal(0)
ORDOS = load_policy("ordos-2021")


def changed(section: str, key: str, value: object) -> Policy:
    part = getattr(ORDOS, section)
    said = getattr(part, key).model_copy(update={"value": value})
    return ORDOS.model_copy(update={section: part.model_copy(update={key: said})})


def record(severity: Severity) -> RecordFact:
    return RecordFact(severity, "untrue", date(2026, 10, 1), "示认〔2026〕1号", "示例局")


def case(number: str, *records: RecordFact, checks: tuple[Check, ...] = ()) -> PastCase:
    return PastCase(
        number, ApplicantFacts(ON, records), kept=0, offered=1, checks=checks, committed=True
    )


def test_a_lower_threshold_bars_more_and_their_papers_take_time() -> None:
    cases = [(case("甲", record(Severity.MINOR)), ORDOS), (case("乙"), ORDOS)]
    stricter = changed("applicants", "credit_threshold", "any")
    found = simulate(cases, stricter, ASSUMED_MINUTES)
    assert (found.present.barred, found.changed.barred) == (0, 1)
    assert (found.newly_barred, found.newly_eligible) == (("甲",), ())
    assert found.changed.minutes == PAPER_MINUTES
    back = simulate([(one, stricter) for one, _policy in cases], ORDOS, ASSUMED_MINUTES)
    assert (back.newly_barred, back.newly_eligible) == ((), ("甲",))


def test_a_ratio_lets_its_part_slip_and_saves_its_part() -> None:
    checks = (Check("onsite", Plan(), untrue=True), Check("onsite", Plan()))
    cases = [(case(str(number), checks=checks), ORDOS) for number in range(10)]
    fewer = changed("verification", "sampling_ratio", Decimal("0.2"))
    found = simulate(cases, fewer, ASSUMED_MINUTES)
    assert (found.untrue, found.present.slipped, found.changed.slipped) == (10, _NONE, Decimal(8))
    assert (found.present.hours, found.changed.hours) == (Decimal("40.0"), Decimal("8.0"))
    assert simulate(cases, fewer, ASSUMED_MINUTES) == found


def test_exemption_counts_only_where_the_place_allows_it_and_never_for_the_dishonest() -> None:
    exempt = Check("written", Plan(exempt=True), untrue=True)
    allowed = changed("verification", "exemption", True)
    forbidden = changed("verification", "exemption", False)
    assert share_checked(allowed, case("甲"), exempt) == 0
    assert share_checked(forbidden, case("甲"), exempt) == 1
    assert share_checked(allowed, case("甲", record(Severity.GRAVE)), exempt) == 1


def test_who_promised_nothing_then_has_the_mean_effort() -> None:
    promised = case("甲", checks=(Check("written", Plan()),))
    barred = PastCase("乙", ApplicantFacts(ON, (record(Severity.GRAVE),)), kept=0, offered=1)
    milder = changed("applicants", "bar_ends", "exit")
    cases = [(promised, ORDOS), (barred, ORDOS)]
    assert simulate(cases, milder, ASSUMED_MINUTES).changed.barred == 1
    later = PastCase("丙", ApplicantFacts(ON), kept=0, offered=1)
    found = simulate([(promised, ORDOS), (later, ORDOS)], ORDOS, ASSUMED_MINUTES)
    assert found.present.minutes == 2 * ASSUMED_MINUTES["written"]
