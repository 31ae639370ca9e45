"""Small bars drawn by hand; the same figures always follow as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from nuozheng.oversight.figures import Share

WIDTH, LABEL, ROW = 560, 160, 34
_FULL = WIDTH - LABEL - 60


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar in SVG units; `y` is its top, `text_y` the baseline of its words."""

    label: str
    value: int
    y: int
    text_y: int
    width: int
    end: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, the longest as wide as there is room."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    label_x: int
    bar_x: int


def chart(shares: Sequence[Share]) -> Chart | None:
    """Bars in the given order; None where there is nothing to draw."""
    if not shares:
        return None
    most = max(1, *(share.value for share in shares))
    bars = tuple(
        Bar(
            share.title,
            share.value,
            y=index * ROW + 6,
            text_y=index * ROW + 23,
            width=(length := max(2, round(_FULL * share.value / most))),
            end=LABEL + length + 8,
        )
        for index, share in enumerate(shares)
    )
    return Chart(bars, WIDTH, len(bars) * ROW + 4, LABEL - 10, LABEL)
