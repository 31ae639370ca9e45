"""What is said about a row, shown beside it with the cell and the clause."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Remark:
    """`level` refused keeps the row out; note only tells. `about` is the field it is about."""

    level: Literal["refused", "note"]
    key: str
    text: str
    about: str = ""
    basis: tuple[str, ...] = ()
    cure: str = ""
