"""What an entry's marks make of its publication, in the words that the notice will use."""

from collections.abc import Mapping
from typing import Any

from nuozheng.law.disclosure.duty import Marks, Object, duty_of
from nuozheng.law.disclosure.places import places_of
from nuozheng.law.policy import Policy

UNTIL = "自作出决定之日起15个工作日（建议值）"
_SCOPE: dict[Object, str] = {
    "": "",
    "letter": "遮去个人信息以后的告知承诺书、办理结果",
    "information": "申请人（个人只写姓）、办理事项、承诺的条件和办理结果",
}


def disclosed_as(policy: Policy, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The entry's `disclosure` with what follows from its marks; its own time limit is kept.

    What a place must publish can't be switched off here, and a secret switches it off.
    """
    duty = duty_of(policy, Marks.from_stored(stored))
    said = {key: value for key, value in stored.items() if key not in ("scope", "until")}
    places = "、".join(places_of(policy, duty.regime))
    return said | {
        "disclosed": duty.disclosed,
        "scope": f"{_SCOPE[duty.object]}，在{places}公示" if duty.disclosed else "",
        "until": (stored.get("until") or UNTIL) if duty.disclosed else "",
    }
