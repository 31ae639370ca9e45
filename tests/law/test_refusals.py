"""Every reason of refusal has its heading, and every heading its reason."""

import re
from importlib.resources import files

from nuozheng.law.refusals import HEADINGS

RULES = (
    "agents",
    "closing",
    "commitment",
    "consequences",
    "credit",
    "demands",
    "disposition",
    "eligibility",
    "exclusions",
    "hearing",
    "notice",
    "repair",
    "scope",
    "verification_plan",
    "ways",
    "withdrawal",
)
FAMILIES = ("notice_states_", "says_", "template_says_", "closes_with_")


def named_in_the_rules() -> set[str]:
    text = "".join(
        files("nuozheng.law").joinpath(f"{name}.py").read_text(encoding="utf-8") for name in RULES
    )
    functions = re.split(r"\ndef ", text)
    refusing = [body for body in functions if "not_met(" in body or "_gap(" in body]
    found: set[str] = set()
    for body in refusing:
        found.update(re.findall(r'\bkey(?:, \w+)* = \(?\s*"(\w+)"', body))
    return found


def test_every_reason_has_a_heading_and_every_heading_a_reason() -> None:
    single = {key for key in HEADINGS if not key.startswith(FAMILIES)} | {"says_already_met"}
    named = named_in_the_rules()
    assert named - HEADINGS.keys() == set()
    assert single - named - {"closes_with_a_measure"} - NAMED_ELSEWHERE == set()


NAMED_ELSEWHERE = {"no_serious_breach_on_record", "no_false_commitment_before"}
"""Their refusals are worded in one shared place, `_barred`."""
