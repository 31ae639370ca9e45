"""Lists of the dishonest, measures against them and favours for kept promises, as a pack says."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from nuozheng.law.vocabulary import Severity

Domain = Literal[
    "industry_access",
    "employment",
    "preferential_policy",
    "honours",
    "special_market",
    "high_spending",
]
Breach = Literal["untrue", "false", "unfulfilled"]
Exit = Literal["repair", "release", "end"]
Favour = Literal["priority", "lower_sampling"]


class _Stated(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: str

    def __str__(self) -> str:
        return self.title


class ListRule(_Stated):
    """One blacklist: which breaches of which grades enter it, and how one leaves it."""

    kinds: tuple[Breach, ...]
    grades: tuple[Severity, ...]
    exits: tuple[Exit, ...]


class SanctionMeasure(_Stated):
    """One measure of the closed list: its law, who decides on it, for whom, in which domain.

    `domain` is empty where every unit may take it in its own work; `clause` names the law.
    """

    decided_by: str
    kinds: tuple[Breach, ...]
    grades: tuple[Severity, ...]
    domain: Domain | None = None
    actors: tuple[str, ...]
    clause: tuple[str, ...]


class IncentiveRule(_Stated):
    """What so many promises kept in a row bring."""

    effect: Favour
    kept: Annotated[StrictInt, Field(ge=1, le=100)]
