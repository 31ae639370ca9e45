"""行政协助 by rule: when it may be asked or declined, by when it is owed, one form for a proof."""

from dataclasses import replace

import pytest

from nuozheng.law.assistance.moves import AssistanceKind
from nuozheng.law.assistance.rules import (
    Ask,
    EntryFacts,
    Sourced,
    check_request,
    days_of,
    declining_has_a_cause,
    next_method,
)
from nuozheng.law.confirmation import digest_of, form_of
from nuozheng.law.findings import obstacles
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import ProofKind

MECHANISM = ("ordos-2021", "xian-baqiao-2021", "huainan-maoji-2021")
LYG = "lianyungang-2019"
GOOD = Ask(
    AssistanceKind.QUERY,
    "请核实是否已经迁出",
    "示例条例第三条",
    ("internal",),
    Sourced(covers=False),
)


def wrong(place: str, ask: Ask) -> list[str]:
    return [one.key for one in obstacles(check_request(load_policy(place), ask))]


@pytest.mark.parametrize("place", MECHANISM)
def test_a_whole_request_may_leave(place: str) -> None:
    assert wrong(place, GOOD) == []


@pytest.mark.parametrize("place", MECHANISM)
def test_it_says_what_why_and_what_was_tried(place: str) -> None:
    assert wrong(place, replace(GOOD, question=" ")) == ["request_is_complete"]
    assert wrong(place, replace(GOOD, legal_basis="")) == ["request_is_complete"]
    assert wrong(place, replace(GOOD, tried=("hearsay",))) == ["tried_methods_are_named"]


@pytest.mark.clause("XBQ21-2.4e")
@pytest.mark.parametrize(
    ("sourced", "may"),
    [
        (Sourced(covers=False), True),
        (Sourced(covers=True, asked=True, answered=False), True),
        (Sourced(covers=True, asked=True, answered=True), False),
        (Sourced(covers=True), False),
    ],
)
def test_only_what_no_source_answers_goes_to_another_agency(sourced: Sourced, may: bool) -> None:
    found = wrong("xian-baqiao-2021", replace(GOOD, sourced=sourced))
    assert found == ([] if may else ["no_source_answers_it"])


def test_the_three_kinds_are_known_in_one_place_only() -> None:
    for kind in (AssistanceKind.LOCATE, AssistanceKind.PUBLISH):
        ask = replace(GOOD, kind=kind, on_record=True)
        assert wrong("ordos-2021", ask) == ["assistance_kind_is_known_here"]
        assert wrong(LYG, replace(ask, entry=EntryFacts(kind, 3, usable=True))) == []


def test_nobody_is_published_without_a_record() -> None:
    entry = EntryFacts("publish", 3, usable=True)
    ask = replace(GOOD, kind=AssistanceKind.PUBLISH, entry=entry)
    assert wrong(LYG, ask) == ["publishing_rests_on_a_record"]


@pytest.mark.clause("LYG19-1.5.2b")
def test_a_request_stands_in_the_catalogue_or_is_urgent_for_a_reason() -> None:
    assert wrong(LYG, GOOD) == ["stands_in_the_assistance_catalogue"]
    assert wrong(LYG, replace(GOOD, urgent=True)) == ["stands_in_the_assistance_catalogue"]
    assert wrong(LYG, replace(GOOD, urgent=True, urgent_reason="房屋将拆")) == []
    listed = EntryFacts("query", 3, usable=True)
    assert wrong(LYG, replace(GOOD, entry=listed)) == []
    for other in (replace(listed, usable=False), replace(listed, kind="locate")):
        assert wrong(LYG, replace(GOOD, entry=other)) == ["stands_in_the_assistance_catalogue"]


def test_the_days_are_the_entrys_or_the_places() -> None:
    assert days_of(load_policy(LYG), replace(GOOD, entry=EntryFacts("query", 3, True)))[0] == 3
    days, basis = days_of(load_policy("xian-baqiao-2021"), GOOD)
    assert (days, basis) == (5, ("XBQ21-2.4f",))


@pytest.mark.parametrize("place", MECHANISM)
def test_nobody_declines_without_a_cause(place: str) -> None:
    policy = load_policy(place)
    finding = declining_has_a_cause(policy, "  ")
    assert finding.is_obstacle and finding.basis
    assert not declining_has_a_cause(policy, "不归我们管").is_obstacle


def test_after_a_refusal_the_next_way_is_one_not_used_yet() -> None:
    assert next_method(load_policy("huainan-maoji-2021"), ("assistance",)) == "onsite"
    assert next_method(load_policy("ordos-2021"), ()) == "internal"
    assert next_method(load_policy("ordos-2021"), ("internal", "onsite")) == "written"


@pytest.mark.clause("ORD23-3.3.4b")
def test_the_form_follows_from_the_proof_alone() -> None:
    forms = {kind: form_of(kind) for kind in ProofKind}
    assert len({one[-1].label for one in forms.values()}) == len(forms)
    assert len({one[:-1] for one in forms.values()}) == 1
    assert form_of("") == form_of(ProofKind.OTHER_STATE)


def test_any_changed_word_changes_the_digest() -> None:
    said = {"note": "属实", "signer": "示例"}
    assert digest_of(said) == digest_of(dict(reversed(said.items())))
    assert digest_of(said) != digest_of({**said, "note": "不实"})
