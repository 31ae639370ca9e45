"""Who may commit, in each place."""

from datetime import date

import pytest

from nuozheng.law.agents import AgentFact, Authorisation
from nuozheng.law.credit import RecordFact, RecordKind
from nuozheng.law.eligibility import ApplicantFacts, NegativeRule, examine, may_commit
from nuozheng.law.findings import Finding, Outcome, obstacles
from nuozheng.law.policy import Policy, load_policy
from nuozheng.law.vocabulary import PartyKind, Severity
from tests.law.switches import PLACES, switched

TODAY = date(2026, 11, 24)
BREACH, FALSE = "no_serious_breach_on_record", "no_false_commitment_before"
clause = pytest.mark.clause


def record(
    severity: Severity = Severity.MINOR,
    kind: RecordKind = "other",
    *,
    repaired_on: date | None = None,
    ended_on: date | None = None,
    annulled_on: date | None = None,
    recorded_on: date = date(2026, 6, 18),
    place: str = "",
    disputed: bool = False,
) -> RecordFact:
    return RecordFact(
        severity,
        kind,
        recorded_on,
        "示认〔2026〕12号",
        "示例市住房公积金中心",
        repaired_on=repaired_on,
        ended_on=ended_on,
        annulled_on=annulled_on,
        place=place,
        disputed=disputed,
    )


def outcome_of(policy: Policy, key: str, *records: RecordFact) -> Outcome:
    return found(examine(policy, ApplicantFacts(TODAY, records)), key).outcome


def found(findings: list[Finding], key: str) -> Finding:
    return next(finding for finding in findings if finding.key == key)


@pytest.mark.parametrize(
    ("place", "severity", "expected"),
    [
        pytest.param("ordos-2021", Severity.MINOR, Outcome.MET, marks=clause("ORD21-4.1e")),
        pytest.param("ordos-2021", Severity.SERIOUS, Outcome.NOT_MET, marks=clause("ORD21-4.1e")),
        pytest.param("ordos-2021", Severity.GRAVE, Outcome.NOT_MET, marks=clause("ORD21-4.1e")),
        pytest.param(
            "xian-baqiao-2021", Severity.MINOR, Outcome.NOT_MET, marks=clause("XBQ21-2.2c")
        ),
        pytest.param(
            "huainan-maoji-2021", Severity.MINOR, Outcome.MET, marks=clause("MJ21-2.1.2c")
        ),
        pytest.param(
            "huainan-maoji-2021", Severity.SERIOUS, Outcome.NOT_MET, marks=clause("MJ21-2.1.2c")
        ),
        pytest.param("ordos-2023", Severity.MINOR, Outcome.NOT_MET, marks=clause("ORD23-3.4.3f")),
        pytest.param("lianyungang-2019", Severity.MINOR, Outcome.MET, marks=clause("LYG19-1.2.2c")),
        pytest.param(
            "lianyungang-2019", Severity.SERIOUS, Outcome.NOT_MET, marks=clause("LYG19-1.2.2c")
        ),
    ],
)
def test_the_grade_that_bars(place: str, severity: Severity, expected: Outcome) -> None:
    assert outcome_of(load_policy(place), BREACH, record(severity)) is expected


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.1f")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.2d")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.1.2d")),
        pytest.param("ordos-2023", marks=clause("ORD23-3.4.3f")),
        pytest.param("lianyungang-2019", marks=clause("LYG19-1.2.2c")),
    ],
)
def test_a_false_promise_bars_whatever_its_grade_and_is_explained(place: str) -> None:
    policy = load_policy(place)
    facts = ApplicantFacts(TODAY, (record(Severity.MINOR, "false"),))
    finding = found(examine(policy, facts), FALSE)
    assert finding.outcome is Outcome.NOT_MET
    for told in ("2026年6月18日", "示认〔2026〕12号", "示例市住房公积金中心", "虚假承诺"):
        assert told in finding.detail
    assert "申请信用修复" in finding.cure and "12345" in finding.appeal
    assert set(policy.applicants.false_commitment_bar.clause) <= set(finding.basis)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.1g")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.2e")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.1.2e")),
    ],
)
def test_repair_ends_the_bar_on_its_day(place: str) -> None:
    policy = load_policy(place)
    repaired = record(Severity.GRAVE, "false", repaired_on=TODAY)
    assert may_commit(examine(policy, ApplicantFacts(TODAY, (repaired,))))
    day_before = ApplicantFacts(date(2026, 11, 23), (repaired,))
    assert not may_commit(examine(policy, day_before))


@pytest.mark.parametrize(
    ("place", "ends", "expected"),
    [
        pytest.param("ordos-2023", "repair", True, marks=clause("ORD23-3.4.3f")),
        pytest.param("ordos-2023", "never", False, marks=clause("ORD23-3.4.3f")),
        pytest.param("lianyungang-2019", "repair", True, marks=clause("LYG19-1.2.2c")),
        pytest.param("lianyungang-2019", "exit", False, marks=clause("LYG19-1.2.2c")),
    ],
)
def test_where_no_exit_is_stated_the_switch_decides(place: str, ends: str, expected: bool) -> None:
    policy = switched(place, "applicants.bar_ends", ends)
    repaired = record(Severity.SERIOUS, "false", repaired_on=date(2026, 9, 1))
    findings = examine(policy, ApplicantFacts(TODAY, (repaired,)))
    assert may_commit(findings) is expected
    assert all(finding.cure for finding in obstacles(findings))


def test_leaving_the_list_ends_the_bar_where_exit_is_the_switch() -> None:
    policy = switched("lianyungang-2019", "applicants.bar_ends", "exit")
    left = record(Severity.SERIOUS, "false", ended_on=date(2026, 9, 1))
    assert may_commit(examine(policy, ApplicantFacts(TODAY, (left,))))


@pytest.mark.parametrize(
    ("connector", "records", "expected"),
    [
        ("or", (record(Severity.MINOR),), False),
        ("and", (record(Severity.MINOR),), True),
        ("and", (record(Severity.MINOR), record(Severity.MINOR, "false")), False),
    ],
)
@clause("ORD23-3.4.3f")
def test_the_connector_of_ordos_2023(
    connector: str, records: tuple[RecordFact, ...], expected: bool
) -> None:
    policy = switched("ordos-2023", "applicants.bar_connector", connector)
    assert may_commit(examine(policy, ApplicantFacts(TODAY, records))) is expected


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "old",
    [
        record(Severity.GRAVE, "false", annulled_on=date(2026, 7, 1)),
        record(Severity.GRAVE, "false", recorded_on=date(2026, 11, 25)),
        record(Severity.GRAVE, "false", place="elsewhere"),
        record(Severity.GRAVE, "kept"),
    ],
    ids=["set aside", "not yet recorded", "of another place", "a promise kept"],
)
def test_a_record_that_does_not_count_bars_nobody(place: str, old: RecordFact) -> None:
    assert may_commit(examine(load_policy(place), ApplicantFacts(TODAY, (old,))))


@pytest.mark.parametrize("place", PLACES)
def test_a_look_up_that_failed_bars_nobody(place: str) -> None:
    findings = examine(load_policy(place), ApplicantFacts(TODAY, credit_answered=False))
    assert found(findings, BREACH).outcome is Outcome.UNKNOWN
    assert found(findings, FALSE).outcome is Outcome.UNKNOWN
    assert may_commit(findings)


@pytest.mark.clause("XBQ21-2.6g", "MJ21-2.3.8g")
@pytest.mark.parametrize("place", PLACES)
def test_a_disputed_record_is_marked_and_bars_nobody(place: str) -> None:
    disputed = record(Severity.GRAVE, "false", disputed=True)
    assert may_commit(examine(load_policy(place), ApplicantFacts(TODAY, (disputed,))))
    assert "有异议" in disputed.told()


ITEM = "150603-ZF-0021"
GIVEN = Authorisation("李诺示", "王诺例", frozenset({ITEM}), date(2026, 11, 1), date(2026, 12, 31))
AGENT = AgentFact("王诺例", "李诺示", ITEM, GIVEN)


def as_agent(policy: Policy, agent: AgentFact) -> list[str]:
    findings = examine(policy, ApplicantFacts(TODAY, agent=agent))
    return [finding.key for finding in obstacles(findings)]


@pytest.mark.parametrize(
    ("agent", "missing"),
    [
        (AGENT, []),
        (AgentFact("王诺例", "李诺示", ITEM, GIVEN, item_allows=False), ["agent_may_commit_here"]),
        (AgentFact("王诺例", "李诺示", ITEM), ["authorisation_is_shown"]),
        (AgentFact("王诺例", "李诺示", "other", GIVEN), ["authorisation_covers_the_item"]),
        (AgentFact("王诺例", "赵诺试", ITEM, GIVEN), ["authorisation_names_both"]),
    ],
    ids=["with authority", "item closed to agents", "none shown", "other item", "other principal"],
)
@clause("ORD21-4.1d")
def test_an_agent_needs_authority_for_the_item(agent: AgentFact, missing: list[str]) -> None:
    assert as_agent(load_policy("ordos-2021"), agent) == missing


@pytest.mark.parametrize(
    "authority",
    [
        Authorisation("李诺示", "王诺例", frozenset(), date(2026, 11, 25)),
        Authorisation("李诺示", "王诺例", frozenset(), date(2025, 1, 1), date(2026, 11, 23)),
        Authorisation(
            "李诺示", "王诺例", frozenset(), date(2025, 1, 1), revoked_on=date(2026, 11, 24)
        ),
    ],
    ids=["too early", "expired", "revoked"],
)
@clause("ORD21-4.1d")
def test_an_authority_out_of_force_is_refused(authority: Authorisation) -> None:
    agent = AgentFact("王诺例", "李诺示", ITEM, authority)
    assert as_agent(load_policy("ordos-2021"), agent) == ["authorisation_is_in_force"]


@pytest.mark.parametrize("place", ["xian-baqiao-2021", "huainan-maoji-2021", "lianyungang-2019"])
def test_silence_forbids_no_agent_but_authority_is_asked(place: str) -> None:
    policy = load_policy(place)
    assert as_agent(policy, AGENT) == []
    assert as_agent(policy, AgentFact("王诺例", "李诺示", ITEM)) == ["authorisation_is_shown"]


@pytest.mark.parametrize(("kind", "word"), [("situation", "情形"), ("person", "对象")])
@clause("XBQ21-2.2f")
def test_the_negative_list_refuses_by_situation_and_by_person(kind: str, word: str) -> None:
    rules = (
        NegativeRule("N-01", "situation", "second_transfer", "一年内第二次过户"),
        NegativeRule("N-02", "person", "bankrupt", "进入破产程序的企业"),
    )
    hit = next(rule for rule in rules if rule.kind == kind)
    facts = ApplicantFacts(TODAY, negative_rules=rules, traits=frozenset({hit.trait}))
    refused = obstacles(examine(load_policy("xian-baqiao-2021"), facts))
    assert [finding.key for finding in refused] == ["not_on_the_negative_list"]
    assert hit.rule_id in refused[0].detail and word in refused[0].detail
    assert may_commit(examine(load_policy("huainan-maoji-2021"), facts))


def test_capacity_is_asked_about_and_never_refused() -> None:
    policy = load_policy("ordos-2021")
    for facts in (
        ApplicantFacts(TODAY, born_on=date(2010, 5, 1)),
        ApplicantFacts(TODAY, unable=True),
    ):
        finding = found(examine(policy, facts), "has_capacity")
        assert finding.outcome is Outcome.UNKNOWN and finding.cure
    grown = ApplicantFacts(TODAY, born_on=date(2008, 11, 24))
    assert found(examine(policy, grown), "has_capacity").outcome is Outcome.MET
    firm = ApplicantFacts(TODAY, kind=PartyKind.COMPANY)
    assert found(examine(policy, firm), "has_capacity").outcome is Outcome.NOT_APPLICABLE


def test_every_obstacle_is_told_at_once_with_cure_clause_and_remedy() -> None:
    facts = ApplicantFacts(
        TODAY,
        (record(Severity.SERIOUS), record(Severity.MINOR, "false")),
        agent=AgentFact("王诺例", "李诺示", "other", GIVEN, item_allows=False),
    )
    refused = obstacles(examine(load_policy("ordos-2021"), facts))
    assert [finding.key for finding in refused] == [
        BREACH,
        FALSE,
        "agent_may_commit_here",
        "authorisation_covers_the_item",
    ]
    assert all(finding.cure and finding.basis and finding.appeal for finding in refused)
