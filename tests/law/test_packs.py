"""What each pack says, and that every value, key and word can be read."""

from decimal import Decimal
from typing import Any

import pytest

from nuozheng.law import clauses
from nuozheng.law.policy import (
    Policy,
    load_policy,
    policies,
)
from nuozheng.law.policy.faults import allowed
from nuozheng.law.policy.model import SECTION_LABELS, section_types
from nuozheng.law.policy.wording import in_words, word
from nuozheng.law.vocabulary import Severity

ORDOS_21, ORDOS_23, BAQIAO = "ordos-2021", "ordos-2023", "xian-baqiao-2021"
MAOJI, LIANYUNGANG = "huainan-maoji-2021", "lianyungang-2019"
PACKS = ("cn", ORDOS_21, ORDOS_23, BAQIAO, MAOJI, LIANYUNGANG)


def said(policy: Policy, path: str) -> Any:
    return dict(policy.stated())[path]


def test_all_six_packs_load_with_the_national_one_first() -> None:
    assert next(iter(policies())) == "cn"
    assert set(policies()) == set(PACKS)


@pytest.mark.parametrize("key", PACKS)
def test_every_value_names_clauses_or_an_open_question_with_its_reason(key: str) -> None:
    for path, value in load_policy(key).stated():
        assert all(clauses.knows(id) for id in value.clause), path
        assert bool(value.question) == bool(value.reason), path
        assert value.is_silent or value.pack in PACKS, path


# The points on which the five texts differ most, and the clause on which each answer rests.
DIFFERENCES = [
    (ORDOS_21, "applicants.credit_threshold", "serious", "ORD21-4.1e"),
    (ORDOS_23, "applicants.credit_threshold", "any", "ORD23-3.4.3f"),
    (BAQIAO, "applicants.credit_threshold", "any", "XBQ21-2.2c"),
    (MAOJI, "applicants.credit_threshold", "serious", "MJ21-2.1.2c"),
    (LIANYUNGANG, "applicants.credit_threshold", "serious", "LYG19-1.2.2c"),
    (ORDOS_21, "applicants.agent_commitment", True, "ORD21-4.1d"),
    (ORDOS_21, "scope.mandatory_commitment", True, "ORD21-4.1a"),
    (BAQIAO, "applicants.withdrawal_returns_to", "statutory", "XBQ21-2.7c"),
    (MAOJI, "applicants.withdrawal_returns_to", "original", "MJ21-2.3.9d"),
    (BAQIAO, "scope.negative_list", True, "XBQ21-2.2f"),
    (ORDOS_23, "scope.whitelist_only", True, "ORD23-2.1.3c"),
    (ORDOS_23, "scope.positive_test", True, "ORD23-3.3.3a"),
    (ORDOS_23, "scope.no_legal_basis", "cancel", "ORD23-2.1.3a"),
    (LIANYUNGANG, "scope.excluded_relations", ("citizen_safety",), "LYG19-1.1b"),
    (LIANYUNGANG, "consequences.trigger", "unfulfilled", "LYG19-2a"),
    (LIANYUNGANG, "consequences.fees_refunded", False, "LYG19-2.2.1b"),
    (LIANYUNGANG, "credit.blacklist_owner", "市司法局", "LYG19-1.2.2a"),
    (MAOJI, "listing.filing_deadline", 7, "MJ21-2.1.3d"),
    (ORDOS_23, "listing.filing_starts", "change_event", "ORD23-3.4.2b"),
    (BAQIAO, "disclosure.mandatory_object", "information", "XBQ21-2.7e"),
    (MAOJI, "disclosure.mandatory_object", "letter", "MJ21-2.3.9f"),
    (MAOJI, "verification.assistance_refusal", "written_reasons", "MJ21-2.3.7q"),
    (ORDOS_23, "tolerance.outcomes", ("exempt", "lenient"), "ORD23-3.4.4a"),
]


@pytest.mark.parametrize(("key", "path", "value", "basis"), DIFFERENCES)
def test_what_a_text_says_stands_in_its_pack(
    key: str, path: str, value: object, basis: str
) -> None:
    point = said(load_policy(key), path)
    assert point.value == value
    assert basis in point.clause
    assert point.pack == key


SILENT_BUT_NATIONAL = [
    (LIANYUNGANG, "applicants.withdrawal", True, "CN-GBF42-withdraw"),
    (ORDOS_21, "complaints.review_days", 60, "CN-FYF-20"),
    (BAQIAO, "credit.repair_ends", ("publication", "sharing", "use", "discipline"), "CN-XF36-3"),
]


@pytest.mark.parametrize(("key", "path", "value", "basis"), SILENT_BUT_NATIONAL)
def test_silence_is_inherited(key: str, path: str, value: object, basis: str) -> None:
    point = said(load_policy(key), path)
    assert (point.value, point.pack) == (value, "cn")
    assert basis in point.clause


def test_where_nobody_says_anything_the_value_is_silent() -> None:
    blacklist = load_policy(ORDOS_21).credit.blacklist
    assert blacklist.value is False
    assert blacklist.is_silent


# §8 of the differences: what the texts leave open, where it shows, and the default taken.
SWITCHES = [
    ("§8.1", ORDOS_23, "applicants.bar_ends", "repair"),
    ("§8.1", LIANYUNGANG, "applicants.bar_ends", "repair"),
    ("§8.2", ORDOS_23, "applicants.bar_connector", "or"),
    ("§8.3", ORDOS_21, "disclosure.letter_connector", "or"),
    ("§8.4", MAOJI, "listing.filing_starts", "publication"),
    ("§8.4", ORDOS_23, "listing.filing_covers", ("主管部门确认", "向协调小组提交申请")),
    ("§8.5", BAQIAO, "verification.assistance_days", 5),
    ("§8.5", ORDOS_21, "consequences.statement_days", 5),
    ("§8.5", MAOJI, "verification.after_decision_days", 40),
    ("§8.6", ORDOS_21, "credit.grades", tuple(Severity)),
    ("§8.7", ORDOS_23, "verification.sampling_ratio", Decimal("0.05")),
    ("§8.8", MAOJI, "applicants.withdrawal_after_check_started", True),
    ("§8.9", ORDOS_21, "verification.exemption", False),
    ("§8.10", BAQIAO, "commitment.statements", None),
    ("§8.11", LIANYUNGANG, "disclosure.credit_files_of", "companies"),
    ("§8.12", ORDOS_23, "dates.succession", "cumulative"),
]


@pytest.mark.parametrize(("question", "key", "path", "default"), SWITCHES)
def test_what_the_texts_leave_open_is_a_switch(
    question: str, key: str, path: str, default: object
) -> None:
    switch = load_policy(key).switches()[path]
    assert switch.question == question
    assert default is None or switch.value == default


def test_each_open_question_has_a_switch() -> None:
    asked = {
        value.question for policy in policies().values() for value in policy.switches().values()
    }
    assert {f"§8.{number}" for number in range(1, 13)} <= asked


def test_baqiao_takes_its_statements_from_the_national_opinion() -> None:
    policy = load_policy(BAQIAO)
    assert policy.commitment.statements.value == load_policy("cn").commitment.statements.value
    assert policy.notice.elements.value == load_policy("cn").notice.elements.value


def test_every_key_and_section_has_its_chinese_name() -> None:
    assert set(SECTION_LABELS) == set(section_types())
    for name, section in section_types().items():
        for key in section.model_fields:
            label = section.label(key)
            assert label and not label.isascii(), f"{name}.{key}"


def test_every_word_that_a_key_may_hold_has_its_chinese() -> None:
    for name, section in section_types().items():
        for key, field in section.model_fields.items():
            assert field.annotation is not None
            kind = field.annotation.model_fields["value"].annotation
            for one in allowed(kind):
                assert not word(f"{name}.{key}", one).isascii(), f"{name}.{key}: {one}"


def test_values_are_read_out_in_chinese() -> None:
    policy = load_policy(ORDOS_23)
    assert in_words("verification.sampling_ratio", policy.verification.sampling_ratio.value) == "5%"
    spans = in_words("credit.publication_months", policy.credit.publication_months.value)
    assert spans == "轻微最长3个月；较重3至12个月；严重12至36个月"
    assert in_words("credit.owner", "") == "未规定"
