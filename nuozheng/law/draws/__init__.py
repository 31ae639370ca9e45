"""抽签: who is inspected and by whom, so that anybody can work it out again. docs/draws.md."""

from nuozheng.law.draws.agreed import (
    FEWEST_SECRETS,
    SHORTEST_SECRET,
    Reveal,
    random_seed,
    seal_of,
)
from nuozheng.law.draws.frozen import Frozen, Inspector, Stratum, Terms, Unit, key_of
from nuozheng.law.draws.paper import Line, examine
from nuozheng.law.draws.selection import Chosen, choose
from nuozheng.law.draws.size import sample_size

__all__ = [
    "FEWEST_SECRETS",
    "SHORTEST_SECRET",
    "Chosen",
    "Frozen",
    "Inspector",
    "Line",
    "Reveal",
    "Stratum",
    "Terms",
    "Unit",
    "choose",
    "examine",
    "key_of",
    "random_seed",
    "sample_size",
    "seal_of",
]
