"""Which rules look at which item of a letter."""

from collections.abc import Mapping

from nuozheng.law.wording.rules import EVERYWHERE, Scope

_BY_ITEM: Mapping[str, frozenset[Scope]] = {
    "proofs": frozenset({Scope.MATERIALS, Scope.NOTICE}),
    "conditions": frozenset({Scope.COMMITMENT}),
    "choice": frozenset({Scope.NOTICE, Scope.COURSE, Scope.MATERIALS}),
    "verification": frozenset({Scope.NOTICE, Scope.COURSE}),
    "liability": frozenset({Scope.LIABILITY, Scope.NOTICE}),
    "withdrawal": frozenset({Scope.NOTICE, Scope.COURSE}),
    "remedies": frozenset({Scope.NOTICE, Scope.COURSE}),
}
_INFORMING = frozenset({Scope.NOTICE})


def scopes_of(item_key: str) -> frozenset[Scope]:
    """The parts that an item of the notice counts as; everything for an unnamed text."""
    return _BY_ITEM.get(item_key, _INFORMING) if item_key else EVERYWHERE
