"""A row of a file in words, for the preview and its forms."""

from collections.abc import Mapping

from nuozheng.catalogue.intake.cleaning import is_ticked
from nuozheng.catalogue.intake.columns import TICK
from nuozheng.law.vocabulary import Substitution


def way_words(fields: Mapping[str, str]) -> tuple[str, str]:
    """(the ways that a row ticks or writes, how for 其他方式)."""
    ways, other_way = [], fields.get("other_way", "")
    for way in Substitution:
        cell = fields.get(f"{TICK}{way.value}", "")
        ticked = is_ticked(cell)
        if ticked is None and way is Substitution.OTHER:
            other_way = cell.lstrip("√✓ ：:")
        if ticked or ticked is None:
            ways.append(way.chinese)
    if written := fields.get("substitution", ""):
        ways.append(written)
    return "、".join(ways), other_way
