"""Small bars drawn by hand; the same figures always follow as a table."""

from collections.abc import Collection, Sequence
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
    shade: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars, the longest as wide as there is room; `mark_x` is a line across them."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    label_x: int
    bar_x: int
    mark_x: int | None = None


def chart(
    shares: Sequence[Share], *, bad: Collection[str] = (), mark: float | None = None
) -> Chart | None:
    """Bars in the given order, those named `bad` in red; None where there is nothing to draw."""
    if not shares:
        return None
    most = max(1, mark or 0, *(share.value for share in shares))
    bars = tuple(
        Bar(
            share.title,
            share.value,
            y=index * ROW + 6,
            text_y=index * ROW + 23,
            width=(length := max(2, round(_FULL * share.value / most))),
            end=LABEL + length + 8,
            shade="f3" if share.key in bad else "f4",
        )
        for index, share in enumerate(shares)
    )
    mark_x = None if mark is None else LABEL + round(_FULL * mark / most)
    return Chart(bars, WIDTH, len(bars) * ROW + 4, LABEL - 10, LABEL, mark_x)
