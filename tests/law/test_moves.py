"""Tables of moves: complete or refused at import, and a refusal that says what can be done."""

from enum import StrEnum
from typing import Any

import pytest

from nuozheng.law.findings import Refused
from nuozheng.law.moves import IncompleteTable, MoveRule, MoveTable
from nuozheng.law.vocabulary import Role


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    GONE = "gone"

    @property
    def chinese(self) -> str:
        return {"open": "开着", "shut": "关着", "gone": "拆了"}[self.value]


def rule(act: str, *states: str, to: str, **more: Any) -> MoveRule:
    given = {"who": (Role.OFFICER,), "label": f"做{act}", "explanation": "说明。", **more}
    return MoveRule(act=act, from_states=states, to_state=to, **given)


SHUT = rule("shut", Door.OPEN, to=Door.SHUT, label="关上", who=(Role.OFFICER, Role.APPLICANT))
OPEN = rule("open", Door.SHUT, to=Door.OPEN, label="打开", reason_required=True)
REMOVE = rule(
    "remove",
    Door.OPEN,
    Door.SHUT,
    to=Door.GONE,
    label="拆除",
    basis=("ORD21-4.1e",),
    deadline="policy.x|y",
)
DOOR = MoveTable("door", Door.OPEN, (SHUT, OPEN, REMOVE), frozenset({Door.GONE}))


def test_buttons_follow_state_and_role() -> None:
    assert DOOR.allowed(Door.OPEN, Role.OFFICER) == [SHUT, REMOVE]
    assert DOOR.allowed("open", Role.APPLICANT) == [SHUT]
    assert DOOR.allowed(Door.SHUT, Role.APPLICANT) == []
    assert DOOR.allowed(Door.GONE, Role.OFFICER) == []
    assert DOOR.ends == {Door.GONE}
    assert DOOR.acts == ("shut", "open", "remove")


def test_a_move_of_now_is_given() -> None:
    assert DOOR.rule("remove", "shut") is REMOVE


@pytest.mark.parametrize(
    ("act", "state", "key", "detail"),
    [
        (
            "open",
            "open",
            "move_not_possible",
            "现在是“开着”，不能“打开”。现在可以：关上、拆除。",
        ),
        (
            "open",
            "gone",
            "move_not_possible",
            "现在是“拆了”，不能“打开”。已经办结，没有还要做的。",
        ),
        (
            "paint",
            "shut",
            "move_unknown",
            "现在是“关着”，没有您要的这种操作。现在可以：打开、拆除。",
        ),
    ],
)
def test_a_refusal_says_what_is_possible_now(act: str, state: str, key: str, detail: str) -> None:
    with pytest.raises(Refused) as refused:
        DOOR.rule(act, state)
    assert (refused.value.key, str(refused.value)) == (key, detail)


@pytest.mark.parametrize(
    ("rules", "terminal", "said"),
    [
        ((SHUT, REMOVE, REMOVE), None, "remove from open is there twice"),
        ((SHUT, OPEN), None, "gone can't be reached"),
        ((SHUT, OPEN, REMOVE), {Door.SHUT, Door.GONE}, "terminal states are not as declared: shut"),
        ((SHUT, OPEN, REMOVE), frozenset(), "terminal states are not as declared: gone"),
        ((SHUT, REMOVE, rule("burn", Door.OPEN, to="ashes")), None, "ashes is no state of Door"),
        ((SHUT, REMOVE, rule("open", to=Door.OPEN)), None, "open needs states to start from"),
        ((SHUT, REMOVE, rule("open", Door.SHUT, to=Door.OPEN, who=())), None, "somebody to do it"),
        ((SHUT, REMOVE, rule("open", Door.SHUT, to=Door.OPEN, label="")), None, "needs its name"),
        ((SHUT, REMOVE, rule("shut", Door.SHUT, to=Door.SHUT)), None, "shut has two labels"),
    ],
)
def test_an_incomplete_table_stops_the_program(
    rules: tuple[MoveRule, ...], terminal: frozenset[str] | None, said: str
) -> None:
    with pytest.raises(IncompleteTable, match=said):
        MoveTable("door", Door.OPEN, rules, terminal)


def test_states_may_be_plain_words() -> None:
    table = MoveTable("letter", "draft", (rule("send", "draft", to="sent"),))
    assert table.states == ("draft", "sent")
    assert table.ends == {"sent"}


def test_the_printed_table() -> None:
    assert DOOR.as_markdown().splitlines()[2:] == [
        "| 关上 `shut` | 开着 | 关着 | 承办人、申请人 |  |  |  | 说明。 |".replace(
            "承办人", Role.OFFICER.chinese
        ),
        f"| 打开 `open` | 关着 | 开着 | {Role.OFFICER.chinese} | 必填 |  |  | 说明。 |",
        f"| 拆除 `remove` | 开着、关着 | 拆了 | {Role.OFFICER.chinese} |  | `policy.x\\|y` "
        "| ORD21-4.1e | 说明。 |",
    ]
