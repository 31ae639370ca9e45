"""Where a local rule goes beyond higher law the reviewer is told, with both clauses."""

from typing import Any

import pytest

from nuozheng.law.clauses import knows
from nuozheng.law.findings import obstacles
from nuozheng.law.pack_review import RULES, review
from nuozheng.law.policy import Policy, Stated, load_policy, policies
from nuozheng.law.policy.after import PublicationMonths

PACKAGED = {
    "cn": set(),
    "huainan-maoji-2021": set(),
    "ordos-2021": {"notice_covers_the_national_elements", "commitment_is_a_choice"},
    "ordos-2023": {"bar_is_no_wider_than_national", "blacklist_has_a_national_basis"},
    "xian-baqiao-2021": {"bar_is_no_wider_than_national", "blacklist_has_a_national_basis"},
    "lianyungang-2019": {
        "exclusions_cover_the_national_ones",
        "sanctions_have_a_national_basis",
        "blacklist_has_a_national_basis",
        "penalties_rest_on_law",
        "fees_are_refundable",
        "blacklist_is_not_displayed",
        "letters_stay_private_by_default",
        "employer_is_not_told",
    },
}


@pytest.mark.parametrize("key", PACKAGED)
def test_what_the_packaged_texts_are_warned_of(key: str) -> None:
    assert {finding.key for finding in obstacles(review(load_policy(key)))} == PACKAGED[key]


INVENTED = [
    ("applicants", "bar_ends", "never", "bar_has_an_exit"),
    ("credit", "repair", False, "repair_is_open"),
    ("disclosure", "credit_files_of", "all", "persons_files_stay_private"),
    ("disclosure", "protected_data", ("商业秘密",), "secrets_stay_secret"),
    ("consequences", "decided_by_person", False, "adverse_decisions_have_a_person"),
    (
        "credit",
        "publication_months",
        PublicationMonths(minor=(0, 12), serious=(3, 12), grave=(12, 36)),
        "publication_keeps_within_the_spans",
    ),
]


@pytest.mark.parametrize(("section", "key", "value", "warning"), INVENTED)
def test_what_an_invented_text_would_be_warned_of(
    section: str, key: str, value: object, warning: str
) -> None:
    policy = altered(load_policy("cn"), section, key, value)
    assert {finding.key for finding in obstacles(review(policy))} == {warning}


def test_every_rule_is_shown_to_fire() -> None:
    fired = {key for keys in PACKAGED.values() for key in keys}
    fired |= {warning for _, _, _, warning in INVENTED}
    assert {rule.__name__ for rule in RULES} == fired


def test_a_warning_cites_higher_law_and_says_what_to_do() -> None:
    for policy in policies().values():
        for finding in obstacles(review(policy)):
            assert finding.cure and finding.detail
            assert all(knows(id) for id in finding.basis)
            assert any(id.startswith("CN-") for id in finding.basis)


def altered(policy: Policy, section: str, key: str, value: Any) -> Policy:
    part = getattr(policy, section)
    stated = getattr(part, key).model_copy(update={"value": value})
    assert isinstance(stated, Stated)
    return policy.model_copy(update={section: part.model_copy(update={key: stated})})
