"""On what an adverse record may rest, and why a standing is as it is on a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from nuozheng.law.beyond import Decided, beyond, effect, in_effect
from nuozheng.law.beyond import examine as examine_rule
from nuozheng.law.credit import RecordFact, standing
from nuozheng.law.credit_basis import RecordBasis, acts_here, examine, mapped
from nuozheng.law.explained import explained
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.policy.after import PublicationMonths
from nuozheng.law.repair import add_months, period
from nuozheng.law.vocabulary import Severity

clause = pytest.mark.clause
TODAY = date(2026, 11, 20)
BASIS = RecordBasis(
    kind="false",
    information="promise_performance",
    document="decision",
    document_on=TODAY,
    behaviour="false_commitment",
    grade=Severity.SERIOUS,
    obtained=True,
)
RECORD = RecordFact(
    severity=Severity.SERIOUS,
    kind="untrue",
    recorded_on=date(2026, 3, 10),
    document_number="示例认〔2026〕1号",
    agency="示例局",
    registered_on=date(2026, 3, 20),
    ended_on=date(2027, 3, 10),
)


def wrong(slug: str, basis: RecordBasis) -> list[str]:
    return [one.key for one in obstacles(examine(load_policy(slug), basis, TODAY))]


@clause("XBQ21-2.6b")
def test_only_listed_information_from_a_listed_document_in_effect() -> None:
    assert wrong("xian-baqiao-2021", BASIS) == []
    assert wrong("xian-baqiao-2021", replace(BASIS, document="media_report")) == [
        "document_is_listed"
    ]
    assert wrong("xian-baqiao-2021", replace(BASIS, information="gossip")) == [
        "information_is_listed"
    ]
    tomorrow = replace(BASIS, document_on=TODAY + timedelta(days=1))
    assert wrong("xian-baqiao-2021", tomorrow) == ["document_is_in_effect"]
    documents = load_policy("xian-baqiao-2021").credit.documents
    assert "XBQ21-2.6b" in documents.clause
    found = obstacles(examine(load_policy("xian-baqiao-2021"),
                              replace(BASIS, document="media_report"), TODAY))  # fmt: skip
    assert "XBQ21-2.6b" in found[0].basis and "行政处罚决定书" in found[0].cure


@pytest.mark.parametrize(
    ("slug", "cited"),
    [
        pytest.param("xian-baqiao-2021", "XBQ21-2.6c", marks=clause("XBQ21-2.6c")),
        pytest.param("huainan-maoji-2021", "MJ21-2.3.8a", marks=clause("MJ21-2.3.8a")),
    ],
)
def test_an_act_is_chosen_from_the_place_s_list(slug: str, cited: str) -> None:
    assert wrong(slug, BASIS) == []
    free = replace(BASIS, behaviour="态度不好")
    (found,) = obstacles(examine(load_policy(slug), free, TODAY))
    assert found.key == "behaviour_is_listed" and cited in found.basis
    assert "故意隐瞒真实情况" in found.cure
    # An act that the outcome can't state is not in the list of that outcome.
    assert wrong(slug, replace(BASIS, behaviour="untrue_content")) == ["behaviour_is_listed"]
    assert wrong(slug, replace(BASIS, kind="unfulfilled")) == ["behaviour_is_listed"]


@clause("LYG19-2.2.2a")
def test_each_of_the_three_acts_is_grave_where_something_was_obtained_by_it() -> None:
    lianyungang = load_policy("lianyungang-2019")
    assert set(acts_here(lianyungang, "false")) == {
        "concealed", "false_commitment", "other_deceit",
    }  # fmt: skip
    for act in acts_here(lianyungang, "false"):
        did = replace(BASIS, behaviour=act)
        assert wrong("lianyungang-2019", did) == ["grave_act_is_grave"]
        assert wrong("lianyungang-2019", replace(did, grade=Severity.GRAVE)) == []
        assert wrong("lianyungang-2019", replace(did, obtained=False)) == []
        assert wrong("huainan-maoji-2021", did) == []


@pytest.mark.parametrize(
    ("grade", "says", "shortest", "longest", "published"),
    [
        (Severity.MINOR, "轻微失信信息", 0, 3, False),
        (Severity.SERIOUS, "一般失信信息", 3, 12, True),
        (Severity.GRAVE, "严重失信信息", 12, 36, True),
    ],
)
@pytest.mark.parametrize("slug", ["ordos-2021", "xian-baqiao-2021", "lianyungang-2019"])
def test_grades_are_mapped_to_the_national_ones_with_their_periods(
    slug: str, grade: Severity, says: str, shortest: int, longest: int, published: bool
) -> None:
    policy, record = load_policy(slug), replace(RECORD, severity=grade)
    term = period(policy, record)
    assert term.repair_from == add_months(record.recorded_on, shortest)
    assert term.ends_on == add_months(record.recorded_on, longest)
    assert term.published is published
    told = mapped(policy, grade, record.recorded_on)
    assert says in told and f"最长{longest}个月" in told
    assert ("原则上不公示" in told) is not published
    assert "CN-XF36-months" in policy.credit.publication_months.clause
    assert policy.credit.repair_ends.value == ("publication", "sharing", "use", "discipline")


def longer() -> Policy:
    """A local text that publishes longer than order 36 allows, and never lets a bar end."""
    own = load_policy("ordos-2021")
    months = PublicationMonths(minor=(0, 6), serious=(3, 12), grave=(12, 60))
    said = own.credit.publication_months.model_copy(update={"value": months})
    never = own.applicants.bar_ends.model_copy(update={"value": "never"})
    return own.model_copy(
        update={
            "credit": own.credit.model_copy(update={"publication_months": said}),
            "applicants": own.applicants.model_copy(update={"bar_ends": never}),
        }
    )


def test_the_national_limit_holds_until_somebody_keeps_the_local_rule() -> None:
    local, rule = longer(), "publication_keeps_within_the_spans"
    assert {rule, "bar_has_an_exit"} <= {one.key for one in beyond(local)}
    record = replace(RECORD, severity=Severity.GRAVE)
    ends = add_months(record.recorded_on, 36)
    undecided = in_effect(local, {}, TODAY)
    assert period(undecided, record).ends_on == ends
    assert undecided.applicants.bar_ends.value == "repair"
    kept = {rule: Decided("keep", TODAY)}
    assert period(in_effect(local, kept, TODAY), record).ends_on == add_months(
        record.recorded_on, 60
    )
    assert in_effect(local, kept, TODAY).applicants.bar_ends.value == "repair"
    tomorrow = TODAY + timedelta(days=1)
    assert period(in_effect(local, kept, tomorrow), record).ends_on == ends
    for decided, words in (
        (None, "上位"),
        (kept[rule], "本地"),
        (Decided("suspend", TODAY), "上位"),
    ):
        assert words in effect(rule, decided, TODAY)


def test_other_local_rules_hold_until_somebody_suspends_them() -> None:
    local, rule = load_policy("xian-baqiao-2021"), "bar_is_no_wider_than_national"
    assert in_effect(local, {}, TODAY) == local
    for outcome, threshold in (("keep", "any"), ("suspend", "serious")):
        found = in_effect(local, {rule: Decided(outcome, TODAY)}, TODAY)  # type: ignore[arg-type]
        assert found.applicants.credit_threshold.value == threshold
    assert "不自动改动" in effect("employer_is_not_told", None, TODAY)
    wanting = examine_rule(local, "repair_is_open", "", TODAY, TODAY)
    assert [one.key for one in obstacles(wanting)] == [
        "rule_goes_beyond", "rule_decision_has_reasons", "rule_decision_ends",
    ]  # fmt: skip
    assert not obstacles(examine_rule(local, rule, "没有依据", TODAY + timedelta(days=90), TODAY))


def test_a_standing_is_explained_record_by_record() -> None:
    records = [
        RECORD,
        replace(RECORD, registered_on=date(2026, 12, 1)),
        replace(RECORD, repaired_on=date(2026, 8, 1)),
        replace(RECORD, ended_on=date(2026, 9, 1)),
        replace(RECORD, annulled_on=date(2026, 9, 2)),
        replace(RECORD, disputed=True),
    ]
    rows = explained(records, TODAY)
    assert [one.counts for one in rows] == [True] + 5 * [False]
    assert rows[0].until == date(2027, 3, 10) and "2026年3月20日" in rows[0].why
    for row, word in zip(rows[1:], ("12月1日", "修复", "到期", "撤销", "异议"), strict=True):
        assert word in row.why and row.until is None
    # The explanation and the standing never say different things, whatever the day.
    for days in range(0, 400, 20):
        day = date(2026, 3, 1) + timedelta(days=days)
        counted = tuple(one.record for one in explained(records, day) if one.counts)
        assert standing(records, day).in_force == counted
