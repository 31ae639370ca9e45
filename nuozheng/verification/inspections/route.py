"""The order in which places are reached: always the nearest next, the unlocated by division."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Stop:
    """`what` is the visit; degrees are None where unknown, `division` "" where not written."""

    what: Any
    latitude: float | None = None
    longitude: float | None = None
    division: str = ""

    @property
    def is_located(self) -> bool:
        return self.latitude is not None and self.longitude is not None


def in_order(stops: Iterable[Stop]) -> list[Stop]:
    """Nearest neighbour from the first in order of division; whoever has no place comes last."""
    listed = sorted(stops, key=lambda one: one.division or "9")
    left = [one for one in listed if one.is_located]
    route = [left.pop(0)] if left else []
    while left:
        nearest = min(left, key=lambda one: kilometres(route[-1], one))
        left.remove(nearest)
        route.append(nearest)
    return route + [one for one in listed if not one.is_located]


def kilometres(one: Stop, other: Stop) -> float:
    """As the crow flies, between two located stops."""
    assert one.latitude is not None and one.longitude is not None
    assert other.latitude is not None and other.longitude is not None
    north, south = radians(one.latitude), radians(other.latitude)
    east = radians(other.longitude - one.longitude)
    square = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(square))
