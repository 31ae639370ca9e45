"""What the record of a check holds besides its words: each way of checking has its own form.

部门间核查、实地调查、后台数据调用 (LYG19-1.5e) leave different traces.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Particular:
    """One line of a form of results."""

    key: str
    label: str


FORMS: Mapping[str, tuple[Particular, ...]] = {
    "online": (
        Particular("source", "调了哪个数据源"),
        Particular("as_of", "数据是哪一天的"),
    ),
    "internal": (Particular("archive", "查了哪个系统或者哪份档案"),),
    "assistance": (
        Particular("answered_by", "哪个单位答复的"),
        Particular("answer_number", "答复的文号或者日期"),
    ),
    "agency_verification": (
        Particular("issued_by", "哪个单位核验的"),
        Particular("certificate_number", "核验编号"),
    ),
    "onsite": (
        Particular("went_at", "什么时候去的"),
        Particular("place", "在哪里看的"),
        Particular("present", "在场的人"),
    ),
    "written": (Particular("paper", "看了哪份材料"),),
}
LONGEST = 200


def particulars(manner: str, said: Mapping[str, str]) -> dict[str, str]:
    """What was filled in of the form of this way, by its keys; nothing else is kept."""
    lines = ((one.key, " ".join(said.get(one.key, "").split())) for one in FORMS[manner])
    return {key: text[:LONGEST] for key, text in lines if text}


def told(kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """What was kept, line by line under its label, whichever way it was checked."""
    known = {one.key: one.label for form in FORMS.values() for one in form}
    return [(known[key], text) for key, text in kept.items() if key in known]
