"""Every reason of refusal has its heading, and every heading its reason."""

import re
from importlib.resources import files
from pathlib import Path

from nuozheng.law.refusals import HEADINGS, OF_ACTS

FAMILIES = ("notice_states_", "says_", "template_says_", "closes_with_", "guide_has_")


def named_in_the_rules() -> set[str]:
    rules = Path(str(files("nuozheng.law"))).rglob("*.py")
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(rules))
    functions = re.split(r"\ndef ", text)
    refusing = [body for body in functions if "not_met(" in body or "_gap(" in body]
    found: set[str] = set()
    for body in refusing:
        found.update(re.findall(r'\bkey(?:, \w+)* = \(?\s*"(\w+)"', body))
        found.update(re.findall(r'\bnot_met\(\s*"(\w+)"', body))
        found.update(re.findall(r'\bmet\(\s*"(\w+)"', body))
    return found


def test_every_reason_has_a_heading_and_every_heading_a_reason() -> None:
    single = {key for key in HEADINGS if not key.startswith(FAMILIES)} | {"says_already_met"}
    named = named_in_the_rules()
    assert named - HEADINGS.keys() - OF_ACTS.keys() == set()
    assert single - named - {"closes_with_a_measure"} - NAMED_ELSEWHERE == set()


NAMED_ELSEWHERE = {
    "no_serious_breach_on_record",
    "no_false_commitment_before",
    "condition_can_be_checked",
    "letter_missing",
    "letter_wording",
    "letter_older_than_entry",
    "letter_quality_unanswered",
}
"""Worded in one shared place: `_barred`, `law.wording.quantified`, `catalogue.wording`."""
