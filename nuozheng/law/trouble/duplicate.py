"""重复证明: the same fact asked twice in one service, or under two names by one agency."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from nuozheng.law.trouble.demand import Demand, Found, Trouble
from nuozheng.law.trouble.names import likeness, said

ALIKE = 0.5
"""Names that share half of their pieces may mean one thing."""
OVERLAP = 0.5
"""So may proofs that are compared with half the same data."""
_MOST = 400
"""Demands of one service or about one fact that are compared by pairs."""


def duplicate(demands: Iterable[Demand]) -> Iterator[Found]:
    """Each pair once, as few as join all that mean the same."""
    standing = [one for one in demands if one.stands]
    seen: set[frozenset[int]] = set()
    for one, other, why in (*_in_a_service(standing), *_under_two_names(standing)):
        pair = frozenset((one.entry, other.entry))
        if pair in seen or not (one.carried or other.carried):
            continue
        seen.add(pair)
        yield Found(
            Trouble.DUPLICATE,
            (one.entry, other.entry),
            (f"“{one.service}”要“{one.proof}”，“{other.service}”要“{other.proof}”。", *why),
        )


Pair = tuple[Demand, Demand, tuple[str, ...]]


def _in_a_service(demands: list[Demand]) -> Iterator[Pair]:
    """The same service, by its key or by its name, asks for one thing twice."""
    groups: dict[tuple[str, str], list[Demand]] = defaultdict(list)
    for one in demands:
        groups[one.agency, said(one.service)].append(one)
    for group in groups.values():
        for one, other in combinations(group[:_MOST], 2):
            if one.meaning == other.meaning:
                yield one, other, ("同一个事项要了两次，说的是同一件事。",)
            elif why := _alike(one, other):
                yield one, other, ("同一个事项里，两份证明说的是同一件事。", *why)


def _under_two_names(demands: list[Demand]) -> Iterator[Pair]:
    """One agency asks for one thing under names that differ outside their brackets."""
    agencies: dict[str, list[Demand]] = defaultdict(list)
    for one in demands:
        agencies[one.agency].append(one)
    for group in agencies.values():
        by_meaning: dict[str, dict[str, Demand]] = defaultdict(dict)
        for one in group:
            by_meaning[one.meaning].setdefault(said(one.proof), one)
        for named in by_meaning.values():
            first, *others = named.values()
            for other in others:
                if _may_know_the_same(first, other):
                    yield (
                        first,
                        other,
                        ("同一个部门用两个名称要同一个事实，应当统一名称、只要一次。",),
                    )
        distinct = [one for named in by_meaning.values() for one in named.values()]
        for one, other in _of_one_fact(distinct):
            if one.meaning != other.meaning and (why := _alike(one, other)):
                yield one, other, ("同一个部门用两个名称要同一个事实。", *why)


def _of_one_fact(demands: list[Demand]) -> Iterator[tuple[Demand, Demand]]:
    by_fact: dict[str, list[Demand]] = defaultdict(list)
    for one in demands:
        for fact in one.facts:
            by_fact[fact.key].append(one)
    for group in by_fact.values():
        yield from combinations(group[:_MOST], 2)


def _alike(one: Demand, other: Demand) -> tuple[str, ...]:
    """Why two names mean one thing: the same fact, like names, or the same data behind them."""
    shared_facts = {fact.key for fact in one.facts} & {fact.key for fact in other.facts}
    if not shared_facts or not _may_know_the_same(one, other):
        return ()
    like = likeness(one.meaning, other.meaning)
    both, either = one.attributes & other.attributes, one.attributes | other.attributes
    overlap = len(both) / len(either) if either else 0.0
    if like >= ALIKE:
        return (f"名称有{like:.0%}相同，出具单位也相同。",)
    if overlap >= OVERLAP and like > 0:
        return (f"承诺的条件核对的是同样的数据：{'、'.join(sorted(both))}。",)
    return ()


def _may_know_the_same(one: Demand, other: Demand) -> bool:
    return not one.issued_by or not other.issued_by or bool(one.issued_by & other.issued_by)
