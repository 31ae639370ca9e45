"""What follows when a commitment was found untrue, in each place."""

from dataclasses import replace
from datetime import date

import pytest

from nuozheng.law import closing, consequences, hearing
from nuozheng.law.consequences import Measure, Stage, UntrueFacts, offered, required_measures
from nuozheng.law.findings import Outcome, obstacles
from nuozheng.law.hearing import HearingFacts
from nuozheng.law.policy import load_policy
from tests.law.switches import PLACES

clause = pytest.mark.clause
TODAY = date(2026, 12, 9)
OPEN = UntrueFacts("open", deliberate=False)
DECIDED = UntrueFacts("decided", deliberate=False)
FOUR_OPEN = {"terminate", "rectify", "penalise", "refer"}
FOUR_DECIDED = {"revoke", "rectify", "penalise", "refer"}


@pytest.mark.parametrize(
    ("place", "stage", "kinds"),
    [
        pytest.param("ordos-2021", "open", FOUR_OPEN, marks=clause("ORD21-4.4k", "ORD21-4.4l")),
        pytest.param(
            "ordos-2021", "decided", FOUR_DECIDED, marks=clause("ORD21-4.4m", "ORD21-4.4n")
        ),
        pytest.param("xian-baqiao-2021", "open", FOUR_OPEN, marks=clause("XBQ21-2.5j")),
        pytest.param("xian-baqiao-2021", "decided", FOUR_DECIDED, marks=clause("XBQ21-2.5j")),
        pytest.param("huainan-maoji-2021", "open", FOUR_OPEN, marks=clause("MJ21-2.3.7f")),
        pytest.param("huainan-maoji-2021", "decided", FOUR_DECIDED, marks=clause("MJ21-2.3.7f")),
        pytest.param(
            "lianyungang-2019",
            "open",
            {"penalise", "invalid_application", "refer"},
            marks=clause("LYG19-2.2.1a"),
        ),
        pytest.param(
            "lianyungang-2019",
            "decided",
            {"revoke", "penalise", "invalid_decision", "refer"},
            marks=clause("LYG19-2.2.1a"),
        ),
    ],
)
def test_the_measures_of_each_stage(place: str, stage: Stage, kinds: set[str]) -> None:
    offers = offered(load_policy(place), UntrueFacts(stage, deliberate=False))
    assert {offer.kind for offer in offers} == kinds
    assert all(offer.basis and not offer.required for offer in offers)


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_offered_on_a_suspicion(place: str) -> None:
    policy = load_policy(place)
    suspected = UntrueFacts("decided", deliberate=True, final=False)
    assert offered(policy, suspected) == ()
    refused = obstacles(consequences.examine(policy, suspected, REVOKE))
    assert "finding_is_final" in [one.key for one in refused]


REVOKE = Measure("revoke", "刘诺示", legal_basis="《行政许可法》第六十九条")
RECTIFY = Measure(
    "rectify",
    "刘诺示",
    legal_basis="《行政处罚法》第二十八条",
    due_on=date(2026, 12, 31),
    content="补齐消防设施",
)
PENALISE = Measure(
    "penalise", "刘诺示", legal_basis="《行政许可法》第七十九条", content="罚款1000元"
)
TERMINATE = Measure("terminate", "刘诺示", legal_basis="《行政许可法》第七十八条")
REFER = Measure(
    "refer",
    "刘诺示",
    legal_basis="《刑法》第二百八十条",
    receiving_body="示例市公安局",
    sent_on=TODAY,
    files=("认定书", "询问笔录"),
)


@pytest.mark.parametrize(
    ("place", "facts", "measure", "refused"),
    [
        pytest.param("ordos-2021", OPEN, TERMINATE, [], marks=clause("ORD21-4.4k")),
        pytest.param(
            "ordos-2021",
            DECIDED,
            TERMINATE,
            ["measure_fits_the_stage"],
            marks=clause("ORD21-4.4k"),
        ),
        pytest.param("ordos-2021", OPEN, RECTIFY, [], marks=clause("ORD21-4.4l")),
        pytest.param(
            "ordos-2021",
            OPEN,
            replace(RECTIFY, due_on=None),
            ["has_what_it_needs"],
            marks=clause("ORD21-4.4l"),
        ),
        pytest.param("ordos-2021", DECIDED, REVOKE, [], marks=clause("ORD21-4.4m")),
        pytest.param(
            "ordos-2021", OPEN, REVOKE, ["measure_fits_the_stage"], marks=clause("ORD21-4.4m")
        ),
        pytest.param("ordos-2021", DECIDED, PENALISE, [], marks=clause("ORD21-4.4n")),
        pytest.param(
            "ordos-2021",
            DECIDED,
            replace(PENALISE, legal_basis=""),
            ["has_what_it_needs"],
            marks=clause("ORD21-4.4n"),
        ),
        pytest.param(
            "xian-baqiao-2021",
            DECIDED,
            replace(REVOKE, legal_basis=" "),
            ["has_what_it_needs"],
            marks=clause("XBQ21-2.5j"),
        ),
        pytest.param(
            "huainan-maoji-2021",
            OPEN,
            REVOKE,
            ["measure_fits_the_stage"],
            marks=clause("MJ21-2.3.7f"),
        ),
        pytest.param("ordos-2021", DECIDED, REFER, [], marks=clause("ORD21-4.4p")),
        *(
            pytest.param(place, DECIDED, lacking, ["has_what_it_needs"], marks=clause(rule))
            for place, rule in (
                ("ordos-2021", "ORD21-4.4p"),
                ("xian-baqiao-2021", "XBQ21-2.5l"),
                ("huainan-maoji-2021", "MJ21-2.3.7h"),
                ("lianyungang-2019", "LYG19-2.2.2b"),
            )
            for lacking in (
                replace(REFER, receiving_body=""),
                replace(REFER, sent_on=None),
                replace(REFER, files=()),
            )
        ),
        ("lianyungang-2019", OPEN, TERMINATE, ["measure_is_known_here"]),
        ("ordos-2021", OPEN, replace(TERMINATE, officer=""), ["officer_is_named"]),
    ],
)
def test_what_a_measure_needs(
    place: str, facts: UntrueFacts, measure: Measure, refused: list[str]
) -> None:
    found = obstacles(consequences.examine(load_policy(place), facts, measure))
    assert [one.key for one in found] == refused
    assert all(one.basis and one.cure and one.appeal for one in found)


WILFUL = UntrueFacts("decided", deliberate=True)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.5d")),
        pytest.param("lianyungang-2019", marks=clause("LYG19-2.2b", "LYG19-1.1.2d")),
    ],
)
def test_a_deliberate_one_closes_with_both_or_a_recorded_reason(place: str) -> None:
    policy = load_policy(place)
    assert {offer.kind for offer in offered(policy, WILFUL) if offer.required} == {
        "revoke",
        "penalise",
    }
    only_revoked = obstacles(closing.may_close(policy, WILFUL, {"revoke"}))
    assert [one.key for one in only_revoked] == ["closes_with_penalise"]
    only_fined = obstacles(closing.may_close(policy, WILFUL, {"penalise"}))
    assert [one.key for one in only_fined] == ["closes_with_revoke"]
    assert not obstacles(closing.may_close(policy, WILFUL, {"revoke", "penalise"}))
    reasoned = {"penalise": "该事项没有设定处罚"}
    assert not obstacles(closing.may_close(policy, WILFUL, {"revoke"}, reasoned))


def test_before_a_decision_there_is_nothing_to_revoke() -> None:
    wilful = UntrueFacts("open", deliberate=True)
    assert required_measures(load_policy("ordos-2021"), wilful) == ("penalise",)


def test_elsewhere_a_deliberate_one_closes_with_any_measure() -> None:
    policy = load_policy("huainan-maoji-2021")
    assert obstacles(closing.may_close(policy, WILFUL, set()))
    assert not obstacles(closing.may_close(policy, WILFUL, {"revoke"}))


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("ordos-2021", marks=clause("ORD21-4.4p")),
        pytest.param("xian-baqiao-2021", marks=clause("XBQ21-2.5l")),
        pytest.param("huainan-maoji-2021", marks=clause("MJ21-2.3.7h")),
        pytest.param("lianyungang-2019", marks=clause("LYG19-2.2.2b")),
    ],
)
def test_suspected_crime_closes_only_once_transferred(place: str) -> None:
    policy = load_policy(place)
    facts = UntrueFacts("decided", deliberate=False, crime_suspected=True)
    kept_back = obstacles(closing.may_close(policy, facts, {"revoke"}, {"refer": "不想移送"}))
    assert [one.key for one in kept_back] == ["closes_with_refer"]
    assert not obstacles(closing.may_close(policy, facts, {"revoke", "refer"}))


@pytest.mark.parametrize("taken", ["invalid_application", "invalid_decision"])
@clause("LYG19-2.2.1b")
def test_what_is_invalid_gets_no_fee_back_in_lianyungang(taken: str) -> None:
    policy = load_policy("lianyungang-2019")
    assert closing.fee_may_be_refunded(policy, {taken}).outcome is Outcome.NOT_MET
    assert closing.fee_may_be_refunded(policy, {"revoke"}).outcome is Outcome.MET
    assert closing.fee_may_be_refunded(load_policy("ordos-2021"), {taken}).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("place", "matter_type", "basis", "expected"),
    [
        ("xian-baqiao-2021", "行政确认", "", Outcome.NOT_MET),
        ("xian-baqiao-2021", "行政许可", "", Outcome.NOT_APPLICABLE),
        ("xian-baqiao-2021", "行政确认", "《社会救助暂行办法》第六十八条", Outcome.MET),
        ("huainan-maoji-2021", "行政确认", "", Outcome.NOT_APPLICABLE),
    ],
)
@clause("XBQ21-3.1g")
def test_baqiao_lists_matters_without_a_penalty_rule(
    place: str, matter_type: str, basis: str, expected: Outcome
) -> None:
    assert closing.penalty_gap(load_policy(place), matter_type, basis).outcome is expected


HEARD = HearingFacts(
    on=TODAY,
    notified=True,
    statement_due_on=date(2026, 12, 8),
    officer="刘诺示",
    document_number="示认〔2026〕31号",
    reasons="车辆2026年仍在名下",
)


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        (HEARD, []),
        (replace(HEARD, on=date(2026, 12, 8)), ["person_was_heard"]),
        (replace(HEARD, on=date(2026, 12, 1), waived=True), []),
        (
            replace(HEARD, on=date(2026, 12, 1), statement_received=True),
            ["statement_was_considered"],
        ),
        (
            replace(
                HEARD,
                on=date(2026, 12, 1),
                statement_received=True,
                statement_considered=True,
            ),
            [],
        ),
        (replace(HEARD, statement_due_on=None), ["person_was_heard"]),
        (replace(HEARD, notified=False), ["person_was_told"]),
        (replace(HEARD, officer=""), ["a_named_officer_decides"]),
        (replace(HEARD, document_number=""), ["finding_has_a_document"]),
        (replace(HEARD, reasons=" "), ["finding_has_a_document"]),
    ],
)
@pytest.mark.parametrize("place", PLACES)
def test_nobody_is_found_untrue_unheard_or_by_a_machine(
    place: str, facts: HearingFacts, refused: list[str]
) -> None:
    policy = load_policy(place)
    found = obstacles(hearing.examine(policy, facts))
    assert [one.key for one in found] == refused
    assert all(one.basis and one.cure for one in found)
