"""A case to draw from, on a day that stands still for the clocks of a draw."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.verification.draws.drawing import START, Drawing
from tests.world import Worlds


@pytest.fixture
def drawing(world: Worlds, request: pytest.FixtureRequest) -> Iterator[Drawing]:
    with time_machine.travel(START) as clock:
        place = world(getattr(request, "param", "ordos-2021"))
        yield Drawing(place, place.opened("wronged").signed(insists="登记有误"), clock)
