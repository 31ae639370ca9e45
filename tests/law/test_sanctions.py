"""Which list takes a breach, which measures follow which grade, and what kept promises bring."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from nuozheng.law import incentives
from nuozheng.law import sanctions as rules
from nuozheng.law.credit import RecordFact, Standing
from nuozheng.law.draws.rates import Rates, favoured
from nuozheng.law.findings import Finding, obstacles
from nuozheng.law.policy import load_policy, policies
from nuozheng.law.sanctions import Ground, Heard, Wish
from nuozheng.law.vocabulary import Role, Severity

clause = pytest.mark.clause
TODAY = date(2026, 12, 7)
LYG = load_policy("lianyungang-2019")
JOINT = ["ordos-2021", "ordos-2023", "xian-baqiao-2021", "lianyungang-2019"]


def ground(kind: str = "false", grade: Severity = Severity.GRAVE, *, final: bool = True) -> Ground:
    fact = RecordFact(grade, kind, date(2026, 12, 1), "示例认〔2026〕9号", "示例局")  # type: ignore[arg-type]
    return Ground(fact, final)


def wish(measure: str, actor: str = "政府", *, competent: bool = True, same: bool = True) -> Wish:
    return Wish(measure, actor, competent, same)


def keys(findings: list[Finding]) -> set[str]:
    return {one.key for one in obstacles(findings)}


@clause("ORD21-4.5c", "XBQ21-2.6k", "MJ21-2.3.8i")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021"])
def test_each_grade_has_its_own_set_and_another_measure_is_refused_with_that_set(slug: str) -> None:
    policy = load_policy(slug)
    light, middle, heavy = (
        ground(grade=grade) for grade in (Severity.MINOR, Severity.SERIOUS, Severity.GRAVE)
    )
    sets = [
        {one.key for one in rules.offered_for(policy, one.record)} for one in (light, middle, heavy)
    ]
    assert sets[0] < sets[1] < sets[2]
    assert sets[0] == {"closer_watch"}
    told = rules.measure_in_the_set(policy, wish("honours"), light)
    assert told.is_obstacle and "纳入重点监管范围" in told.cure
    told = rules.measure_in_the_set(policy, wish("licence_again"), middle)
    assert told.is_obstacle and "限制参加评先评优" in told.cure
    assert not rules.measure_in_the_set(policy, wish("licence_again"), heavy).is_obstacle


@clause("ORD21-4.5c")
def test_the_kind_of_breach_counts_as_well_as_the_grade() -> None:
    policy = load_policy("ordos-2021")
    mistaken, lied = ground("untrue").record, ground("false").record
    assert rules.offered_for(policy, mistaken) != rules.offered_for(policy, lied)


def test_a_measure_outside_the_national_list_is_refused_everywhere() -> None:
    for policy in policies().values():
        found = rules.measure_in_the_set(policy, wish("no_trains"), ground())
        assert found.is_obstacle and "CN-JCQD-list" in found.basis


def test_every_measure_names_its_law_and_who_decides() -> None:
    for one in LYG.credit.sanctions.value:
        assert one.clause and one.decided_by and one.actors


@clause("LYG19-2a")
@pytest.mark.parametrize("kind", ["false", "unfulfilled"])
def test_nothing_is_done_on_a_suspicion(kind: str) -> None:
    suspected, verified = ground(kind, final=False), ground(kind)
    asked = wish("honours")
    assert keys(rules.may_be_sanctioned(LYG, asked, suspected, TODAY)) == {"breach_is_verified"}
    assert keys(rules.may_be_listed(LYG, "dishonest", suspected, TODAY)) == {"breach_is_verified"}
    assert not keys(rules.may_be_sanctioned(LYG, asked, verified, TODAY))
    over = replace(verified.record, repaired_on=TODAY)
    assert rules.breach_is_verified(LYG, Ground(over, True), TODAY).is_obstacle


@clause("LYG19-2.2.3a")
def test_the_two_lists_have_criteria_and_exits_of_their_own() -> None:
    lied, broke = ground("false", Severity.SERIOUS), ground("unfulfilled", Severity.GRAVE)
    assert [one.key for one in rules.lists_for(LYG, lied.record)] == ["false_commitment"]
    assert [one.key for one in rules.lists_for(LYG, broke.record)] == ["dishonest"]
    refused = rules.list_takes_it(LYG, "dishonest", lied)
    assert refused.is_obstacle and "虚假承诺黑名单" in refused.cure
    assert not rules.may_be_released(LYG, "false_commitment").is_obstacle
    assert rules.may_be_released(LYG, "dishonest").is_obstacle
    assert rules.exit_words(LYG, "false_commitment") != rules.exit_words(LYG, "dishonest")


@clause("XBQ21-2.6i", "ORD23-3.4.3e")
@pytest.mark.parametrize("slug", ["xian-baqiao-2021", "ordos-2023"])
def test_only_a_final_false_commitment_enters_the_list(slug: str) -> None:
    policy = load_policy(slug)
    assert not keys(rules.may_be_listed(policy, "false_commitment", ground(), TODAY))
    assert keys(rules.may_be_listed(policy, "false_commitment", ground("untrue"), TODAY))
    assert keys(rules.may_be_listed(policy, "false_commitment", ground(final=False), TODAY)) == {
        "breach_is_verified"
    }


@pytest.mark.parametrize("slug", ["ordos-2021", "huainan-maoji-2021"])
def test_a_place_without_a_list_keeps_none(slug: str) -> None:
    found = rules.list_takes_it(load_policy(slug), "false_commitment", ground())
    assert found.is_obstacle and "CN-GBF49-list" in found.basis


@clause("LYG19-1.2.2a")
def test_the_justice_bureau_keeps_the_lists_of_lianyungang() -> None:
    assert rules.keeper_role(LYG) is Role.JUSTICE_REVIEWER
    assert rules.keeper_role(load_policy("xian-baqiao-2021")) is Role.CREDIT_OFFICER


@clause("LYG19-1.2.2e")
def test_one_of_four_actors_is_named() -> None:
    for actor, measure in {"政府": "honours", "市场": "prudent_credit", "行业": "honours",
                           "社会": "honours"}.items():  # fmt: skip
        assert not rules.actor_is_named(LYG, wish(measure, actor)).is_obstacle
    for actor, measure in {"": "honours", "市场": "honours", "政府": "prudent_credit"}.items():
        assert rules.actor_is_named(LYG, wish(measure, actor)).is_obstacle


@clause("LYG19-2.2.3b")
@pytest.mark.parametrize("slug", JOINT)
def test_a_unit_acts_only_within_its_competence(slug: str) -> None:
    policy = load_policy(slug)
    outside = wish("honours", competent=False)
    assert rules.unit_is_competent(policy, outside).is_obstacle
    assert not rules.unit_is_competent(policy, wish("honours", same=False)).is_obstacle
    assert not rules.unit_is_competent(policy, wish("closer_watch", competent=False)).is_obstacle


def test_where_discipline_is_not_joint_only_the_finding_unit_acts() -> None:
    policy = load_policy("huainan-maoji-2021")
    assert rules.unit_is_competent(policy, wish("honours", same=False)).is_obstacle
    assert not rules.unit_is_competent(policy, wish("honours", competent=False)).is_obstacle


@clause("LYG19-1.2.2b")
def test_nothing_is_decided_before_the_person_was_heard_or_by_who_proposed_it() -> None:
    due = date(2026, 12, 14)
    waiting = Heard(1, 2, answered=False, answer_due_on=due, on=due)
    assert keys(rules.was_heard(LYG, waiting)) == {"subject_was_heard"}
    assert not keys(rules.was_heard(LYG, replace(waiting, answered=True)))
    assert not keys(rules.was_heard(LYG, replace(waiting, on=date(2026, 12, 15))))
    unserved = replace(waiting, answer_due_on=None, on=date(2027, 12, 15))
    assert keys(rules.was_heard(LYG, unserved)) == {"subject_was_heard"}
    alone = replace(waiting, answered=True, decides=1)
    assert keys(rules.was_heard(LYG, alone)) == {"same_person_proposes_and_decides"}


@clause("LYG19-1.2.2d")
def test_only_companies_are_published_and_only_where_the_text_says_so() -> None:
    assert not rules.publishable(LYG, company=True).is_obstacle
    assert rules.publishable(LYG, company=False).is_obstacle
    assert rules.publishable(load_policy("xian-baqiao-2021"), company=True).is_obstacle


@clause("ORD21-4.5a", "XBQ21-2.6n")
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "ordos-2023"])
def test_promises_kept_in_a_row_bring_what_the_place_gives(slug: str) -> None:
    policy, clean = load_policy(slug), Standing(None)
    assert incentives.earned(policy, clean, 2) == ()
    assert [one.effect for one in incentives.earned(policy, clean, 3)] == ["priority"]
    assert len(incentives.earned(policy, clean, 5)) == 2
    assert incentives.earned(policy, Standing(Severity.MINOR), 9) == ()
    assert incentives.basis(policy)


@clause("ORD21-4.5a", "XBQ21-2.6n")
def test_who_kept_faith_is_drawn_half_as_often_but_never_below_the_places_share() -> None:
    group = Rates(ordinary=500, risky=1000, recorded=1000).group(recorded=False, risky=False)
    name, rate = favoured(group, load_policy("xian-baqiao-2021"))
    assert name.startswith(group[0]) and rate == 250
    policy = load_policy("xian-baqiao-2021")
    tight = policy.verification.sampling_ratio.model_copy(update={"value": Decimal("0.05")})
    rules = policy.verification.model_copy(update={"sampling_ratio": tight})
    assert favoured(group, policy.model_copy(update={"verification": rules}))[1] == 500


def test_a_place_whose_text_is_silent_gives_none() -> None:
    for slug in ("huainan-maoji-2021", "lianyungang-2019"):
        assert incentives.earned(load_policy(slug), Standing(None), 50) == ()


def test_a_breach_begins_the_row_anew() -> None:
    kept = [date(2026, month, 1) for month in (1, 2, 3, 7, 8)]
    assert incentives.in_a_row(kept, []) == 5
    assert incentives.in_a_row(kept, [date(2026, 3, 1)]) == 2


@clause("ORD23-3.4.3c")
def test_only_joint_incentives_count_promises_made_before_other_units() -> None:
    assert incentives.elsewhere(load_policy("ordos-2023"))
    assert not incentives.elsewhere(load_policy("xian-baqiao-2021"))
