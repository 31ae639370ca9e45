"""Which demanded elements a text written by hand still says."""

import re
from collections.abc import Mapping, Sequence

_SIGNS: Mapping[str, re.Pattern[str]] = {
    "liability_civil": re.compile("民事"),
    "liability_administrative": re.compile("行政责任|行政处罚|撤销|终止办理|责令"),
    "liability_criminal": re.compile("刑事|犯罪"),
    "breach_risk": re.compile("信用|失信|违约"),
    "joint_discipline": re.compile("联合惩戒"),
    "power_to_verify": re.compile("核查"),
    "disclosure": re.compile("公开|公示"),
    "ways_to_commit": re.compile("承诺|签"),
    "duty_to_prove": re.compile("提交|证明"),
    "proof_content": re.compile("证明|《"),
    "legal_basis": re.compile("《[^》]+》.*(?:第.+条|没有查到)"),
}
_ANYTHING = re.compile(r"\S")


def elements_said(wanted: Sequence[str], paragraphs: Sequence[str], name: str) -> dict[str, str]:
    """For each element the paragraphs that say it, "" where none does; `name` is the matter's.

    By its own words, because nobody else can say whether a rewritten text still tells it.
    """
    signs = {**_SIGNS, "matter_name": re.compile(re.escape(name))}
    return {
        element: "".join(text for text in paragraphs if signs.get(element, _ANYTHING).search(text))
        for element in wanted
    }
