"""循环证明: an agency asks for what another can issue only from what the first one holds."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from nuozheng.law.trouble.demand import Demand, Found, Trouble
from nuozheng.law.trouble.names import issues_a_proof, likeness, product
from nuozheng.law.trouble.register import bodies

LONGEST = 6
"""Services in a circle; longer ones are not looked for."""
_ISSUES = 0.6
"""Names of proof and issuing service that share so much of their pieces mean one thing."""

_MOST_ISSUERS = 20
"""Services of one kind of body that issue one thing; a kind has many offices."""

Graph = Mapping[int, list[tuple[Demand, int]]]


def circular(demands: Iterable[Demand]) -> Iterator[Found]:
    """Shortest circles of services first, then what an agency asks although it keeps it itself."""
    carried = [one for one in demands if one.carried]
    seen: set[frozenset[int]] = set()
    graph = _graph(carried)
    for start in sorted(graph):
        steps = _shortest(graph, start)
        entries = frozenset(one.entry for one in steps)
        if steps and entries not in seen:
            seen.add(entries)
            yield Found(Trouble.CIRCULAR, tuple(one.entry for one in steps), tuple(_told(steps)))
    for one in carried:
        if not any(one.entry in circle for circle in seen) and (why := _held_already(one)):
            yield Found(Trouble.CIRCULAR, (one.entry,), why)


def _graph(demands: list[Demand]) -> Graph:
    """service → (proof it asks for, service that issues it)."""
    services = {one.service_id: one for one in demands}
    by_product: dict[tuple[str, str], list[int]] = defaultdict(list)
    issuing: dict[str, set[str]] = defaultdict(set)
    for key, one in services.items():
        made = product(one.service)
        for body in (*one.asked_by, one.agency):
            by_product[body, made].append(key)
            if issues_a_proof(one.service):
                issuing[body].add(made)
    graph: dict[int, list[tuple[Demand, int]]] = defaultdict(list)
    for one in demands:
        candidates: set[int] = set()
        for body in (*one.issued_by, one.issuer):
            for made in _products_like(one.meaning, issuing.get(body, set())) | {one.meaning}:
                candidates.update(by_product.get((body, made), ())[:_MOST_ISSUERS])
        for key in sorted(candidates):
            if _issues(services[key], one):
                graph[one.service_id].append((one, key))
    return graph


def _products_like(wanted: str, products: set[str]) -> set[str]:
    return {made for made in products if _means(made, wanted)}


@lru_cache(maxsize=65536)
def _means(made: str, wanted: str) -> bool:
    """Whether what is issued and what is wanted may be one thing, by their names."""
    if len(made) > 1 and (made in wanted or wanted in made):
        return True
    return likeness(made, wanted) >= _ISSUES


def _issues(service: Demand, wanted: Demand) -> bool:
    """Whether a service of an issuing body hands out the proof that is wanted."""
    named = service.agency in wanted.issuer or bool(service.asked_by & wanted.issued_by)
    made = product(service.service)
    if not named or not made:
        return False
    if made == wanted.meaning:
        return True
    return issues_a_proof(service.service) and _means(made, wanted.meaning)


def _shortest(graph: Graph, start: int) -> list[Demand]:
    """The demands along the shortest way from a service back to itself; empty without one."""
    came: dict[int, tuple[Demand, int]] = {}
    queue = deque([(start, 0)])
    while queue:
        here, length = queue.popleft()
        for demand, there in graph.get(here, ()):
            if there == start:
                steps = [demand]
                while here != start:
                    demand, here = came[here]
                    steps.append(demand)
                return steps[::-1]
            if there not in came and length + 1 < LONGEST:
                came[there] = (demand, here)
                queue.append((there, length + 1))
    return []


def _held_already(one: Demand) -> tuple[str, ...]:
    """Why an agency asks for what it keeps itself; empty where another keeper is to say it."""
    for fact in one.facts:
        if not one.asked_by & fact.kept_by:
            continue
        if (one.issued_by & (fact.kept_by | fact.known_to)) - one.asked_by:
            continue
        own = "、".join(bodies()[key].name for key in sorted(one.asked_by & fact.kept_by))
        return (
            f"{one.agency}办“{one.service}”，要“{one.proof}”，由{one.issuer or '别的单位'}出具。",
            f"{fact.name}本来由{own}登记：要申请人到别处开的，正是本部门自己掌握的情况。",
        )
    return ()


def _told(steps: list[Demand]) -> Iterator[str]:
    for one in steps:
        yield f"{one.agency}办“{one.service}”，要“{one.proof}”，由{one.issuer}出具。"
    yield f"开“{steps[-1].proof}”的，又回到“{steps[0].service}”，转了一圈。"
