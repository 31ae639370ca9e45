"""The seed: secrets that agencies sealed beforehand, and a public number nobody could know.

Whoever keeps its secret back is left out by name. That steers nothing: secrets are opened before
the public number is drawn, so that nobody who keeps silent knows what the silence does. With fewer
than two secrets open the draw is void.
"""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from nuozheng.law.draws.frozen import row

FEWEST_SECRETS = 2
SHORTEST_SECRET = 16


@dataclass(frozen=True, slots=True)
class Reveal:
    """The secret of one agency, opened."""

    agency: str
    secret: str


def seal_of(root: str, agency: str, secret: str) -> str:
    """What an agency hands in first: it binds the secret to this draw and this agency, in hex."""
    return sha256(row("seal", root, agency, secret)).hexdigest()


def random_seed(root: str, reveals: Collection[Reveal], number: str) -> str:
    """The seed in hex, from the root, the opened secrets by agency, and the public number."""
    opened = sorted([one.agency, one.secret] for one in reveals)
    return sha256(row("seed", root, opened, number)).hexdigest()
