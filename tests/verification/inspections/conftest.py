"""A case to visit."""

import pytest

from tests.verification.inspections.visiting import Visiting
from tests.world import Worlds


@pytest.fixture
def visiting(world: Worlds, request: pytest.FixtureRequest) -> Visiting:
    place = world(getattr(request, "param", "ordos-2021"))
    return Visiting(place.opened().signed())
