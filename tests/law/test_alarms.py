"""When failing look-ups are an alarm, and when it is over."""

import pytest

from nuozheng.law.alarms import LEAST, WATCHED, Looked, Turn, turn_of

A, F = Looked(True), Looked(False, "down")


@pytest.mark.parametrize(
    ("newest_first", "turn"),
    [
        ([], Turn.STAY),
        ([F] * (LEAST - 1), Turn.STAY),
        ([F] * LEAST, Turn.RAISE),
        ([F] * LEAST + [A] * LEAST, Turn.RAISE),
        ([F] * LEAST + [A] * (LEAST + 1), Turn.STAY),
        ([A] + [F] * LEAST, Turn.RAISE),
        ([A] * LEAST + [F] * (WATCHED - LEAST), Turn.END),
        ([A] * (LEAST - 1) + [F] * WATCHED, Turn.RAISE),
        ([A], Turn.END),
        ([A, F, A], Turn.STAY),
        ([A] * WATCHED + [F] * 100, Turn.END),
    ],
)
def test_what_the_newest_look_ups_call_for(newest_first: list[Looked], turn: Turn) -> None:
    assert turn_of(newest_first) is turn
