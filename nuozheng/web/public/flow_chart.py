"""The way of a case as a drawing: boxes and arrows from the flow that a guide holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

WIDTH = 800
_BOX_HEIGHT, _ROW, _TOP = 46, 108, 8
_MAIN_X, _MAIN_WIDTH = 150, 210
_SIDE_X, _SIDE_WIDTH = 570, 226
_JUMP_X, _LANE_X, _LANE_STEP = 24, 480, 16
_SLOT_FROM, _SLOT_STEP = 8, 10


@dataclass(frozen=True, slots=True)
class Box:
    """A state; `x` and `y` are the top left corner, in SVG units."""

    state: str
    title: str
    row: int
    on_side: bool
    is_end: bool

    @property
    def x(self) -> int:
        return _SIDE_X if self.on_side else _MAIN_X

    @property
    def y(self) -> int:
        return _TOP + self.row * _ROW

    @property
    def width(self) -> int:
        return _SIDE_WIDTH if self.on_side else _MAIN_WIDTH

    @property
    def height(self) -> int:
        return _BOX_HEIGHT

    @property
    def middle_x(self) -> int:
        return self.x + self.width // 2

    @property
    def text_y(self) -> int:
        return self.y + _BOX_HEIGHT // 2 + 5

    @property
    def radius(self) -> int:
        return _BOX_HEIGHT // 2 if self.is_end else 2


@dataclass(frozen=True, slots=True)
class Arrow:
    """An act: the path of its line, and where its words start."""

    path: str
    label: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class FlowChart:
    """The drawing; the same acts always follow as a list."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Leg:
    """All acts between two states that are drawn, named once."""

    before: Box
    after: Box
    label: str

    @property
    def distance(self) -> int:
        return abs(self.before.row - self.after.row)


def flow_chart(flow: Mapping[str, Any]) -> FlowChart | None:
    """The main line from top to bottom, what leaves it and comes back on the right.

    Jumps over a state of the main line run on the left. An end that may follow from everywhere
    (不办了) is not drawn, the list says it. None where there is nothing to draw.
    """
    if not flow.get("line"):
        return None
    boxes = {box.state: box for box in _boxes(flow)}
    legs = _legs(flow["steps"], boxes)
    height = max(box.y + box.height for box in boxes.values()) + 3 * _TOP
    return FlowChart(tuple(boxes.values()), tuple(_arrows(legs)), WIDTH, height)


def _boxes(flow: Mapping[str, Any]) -> list[Box]:
    line, steps = [one["state"] for one in flow["line"]], flow["steps"]
    found = [
        Box(one["state"], one["title"], row, False, row == len(line) - 1)
        for row, one in enumerate(flow["line"])
    ]
    row = 0
    for one in flow["detours"]:
        left = [s["from"] for s in steps if s["to"] == one["state"] and s["from"] in line]
        row = max(row, min(map(line.index, left), default=0))
        found.append(Box(one["state"], one["title"], row, True, False))
        row += 1
    for one in flow["ends"]:
        before = {step["from"] for step in steps if step["to"] == one["state"]}
        if len(before) == 1:
            found.append(Box(one["state"], one["title"], max(row, len(line) - 1), True, True))
            row = found[-1].row + 1
    return found


def _legs(steps: Sequence[Mapping[str, str]], boxes: Mapping[str, Box]) -> list[_Leg]:
    said: dict[tuple[str, str], dict[str, list[str]]] = {}
    for step in steps:
        pair = step["from"], step["to"]
        if pair[0] != pair[1] and pair[0] in boxes and pair[1] in boxes:
            said.setdefault(pair, {}).setdefault(step["who"], []).append(step["label"])
    return [
        _Leg(
            boxes[before],
            boxes[after],
            "；".join(f"{'、'.join(labels)}（{who}）" for who, labels in by_who.items()),
        )
        for (before, after), by_who in said.items()
    ]


def _arrows(legs: Sequence[_Leg]) -> list[Arrow]:
    across = [leg for leg in legs if leg.before.on_side != leg.after.on_side]
    found = [_upright(leg) for leg in legs if leg not in across]
    slots: Counter[str] = Counter()
    lanes = _lanes(across)
    for leg in sorted(across, key=lambda leg: (leg.distance, leg.before.on_side)):
        start, end = _slot(slots, leg.before), _slot(slots, leg.after)
        found.append(_across(leg, start, end, lanes.get(id(leg), 0)))
    return _each_said_once(found)


def _slot(slots: Counter[str], box: Box) -> int:
    """The next free height at the side of a box."""
    slots[box.state] += 1
    return box.y + _SLOT_FROM + _SLOT_STEP * (slots[box.state] - 1)


def _lanes(across: Sequence[_Leg]) -> dict[int, int]:
    """Where lines between rows turn, so that as few as possible cross: the lowest outermost."""
    turning = sorted(
        (leg for leg in across if leg.distance),
        key=lambda leg: (-max(leg.before.row, leg.after.row), not leg.before.on_side),
    )
    return {id(leg): _LANE_X + _LANE_STEP * number for number, leg in enumerate(turning)}


def _upright(leg: _Leg) -> Arrow:
    """Down to the next box of the column, or around what lies between, on the left."""
    source, target = leg.before, leg.after
    if target.row == source.row + 1:
        x, start = source.middle_x, source.y + source.height
        label_x = source.x if source.on_side else x + 10
        label_y = target.y - 8 if source.on_side else (start + target.y) // 2 + 5
        return Arrow(f"M{x} {start}V{target.y}", leg.label, label_x, label_y)
    start, end = source.y + source.height // 2, target.y + target.height // 2
    path = f"M{source.x} {start}H{_JUMP_X}V{end}H{target.x}"
    return Arrow(path, leg.label, _JUMP_X + 8, (start + end) // 2 + 5)


def _across(leg: _Leg, start: int, end: int, lane: int) -> Arrow:
    """From the main line to the side, or back; words stand at the box on the side."""
    out = leg.after.on_side
    side, main = (leg.after, leg.before) if out else (leg.before, leg.after)
    edge = main.x + main.width
    from_x, to_x = (edge, side.x) if out else (side.x, edge)
    turn = f"H{lane}V{end}" if start != end and lane else f"V{end}"
    label_y = side.y - 8 if out else side.y + side.height + 18
    return Arrow(f"M{from_x} {start}{turn}H{to_x}", leg.label, side.x, label_y)


def _each_said_once(arrows: Sequence[Arrow]) -> list[Arrow]:
    """Words that would stand on the same spot twice stand there once."""
    seen: set[tuple[str, int, int]] = set()
    found = []
    for arrow in arrows:
        spot = arrow.label, arrow.label_x, arrow.label_y
        found.append(replace(arrow, label="") if spot in seen else arrow)
        seen.add(spot)
    return found
