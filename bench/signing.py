"""Complete sign requests a second, whole stack, beside two floors of the same run.

Rounds alternate between the floors and the signatures, so that each is measured in the same
weather. Cases are signed once and are ready beforehand: their last check by the sources is fresh,
as it is for a person who reads the result and then signs.
"""

from dataclasses import dataclass, field

from bench import cpu, floor, trace
from bench.cases import Ready, Supply
from bench.floor import Floor
from bench.load import Load, send
from bench.report import Report
from bench.requests import EMPTY_ANSWER, signature, signatures
from bench.signing_report import One, Rounds, report_of
from bench.stack import WEB_PROCESSES, Stack

CONCURRENCY = (8, 16)
_WARM_HERE, _WARM_WEB = 5, 40


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done: rounds, signatures in each at each concurrency, rows of the floor."""

    rounds: int
    signatures: int
    floor: int
    pages: int

    @property
    def cases(self) -> int:
        """How many cases it all needs."""
        waves = self.rounds * len(CONCURRENCY) + len(CONCURRENCY)
        floors = self.rounds * self.floor
        return waves * self.signatures + floors + WEB_PROCESSES * _WARM_WEB + _WARM_HERE + 1


FULL = Size(rounds=3, signatures=160, floor=240, pages=400)
QUICK = Size(rounds=1, signatures=64, floor=64, pages=100)


def measure(stack: Stack, supply: Supply, size: Size) -> Report:
    """One signature looked into, then rounds of many; at the end while letters are set."""
    one, place = _one_signature(supply)
    script = floor.script(supply.pool, one.changes, place)
    with stack.site() as site:
        run = _Run(stack, supply, size, script, site)
        run.sign(WEB_PROCESSES * _WARM_WEB, CONCURRENCY[0])
        for _ in range(size.rounds):
            run.round()
        with stack.worker():
            for concurrency in CONCURRENCY:
                run.rounds.add(run.rounds.with_worker, concurrency, run.wave(concurrency))
    return report_of(one, run.rounds)


@dataclass
class _Run:
    """The site at work, the cases left, what was measured so far."""

    stack: Stack
    supply: Supply
    size: Size
    script: str
    site: int
    rounds: Rounds = field(default_factory=Rounds)

    def round(self) -> None:
        clients = CONCURRENCY[0]
        pages = [EMPTY_ANSWER] * self.size.pages
        self.rounds.empty.append(send(self.stack.port, pages, clients).only(404))
        self.rounds.floors.append(self._floor(clients))
        for concurrency in CONCURRENCY:
            before = self._used()
            self.rounds.add(self.rounds.alone, concurrency, self.wave(concurrency))
            used = [now - then for now, then in zip(self._used(), before, strict=True)]
            site, database = (seconds / self.size.signatures for seconds in used)
            self.rounds.processor.append((site, database))

    def wave(self, concurrency: int) -> Load:
        return self.sign(self.size.signatures, concurrency)

    def sign(self, count: int, concurrency: int) -> Load:
        ready = self.supply.take(count)
        return send(self.stack.port, signatures(ready), concurrency).only(200)

    def _floor(self, clients: int) -> Floor:
        start, count = self.supply.taken, self.size.floor
        self.supply.take(count)
        return floor.write_rows(self.stack, self.script, start=start, count=count, clients=clients)

    def _used(self) -> tuple[float, float]:
        return cpu.of_tree(self.site), cpu.of_tree(self.stack.database_pid)


def _one_signature(supply: Supply) -> tuple[One, int]:
    """Sign in this process: the statements, the rows of each table; and which case it was."""
    for case in supply.take(_WARM_HERE):
        _sign_here(case)
    before, place = trace.rows_written(), supply.taken
    (case,) = supply.take(1)
    with trace.traced() as traced:
        _sign_here(case)
    after = trace.rows_written()
    rows = {table: count - before.get(table, 0) for table, count in after.items()}
    written = {table: count for table, count in rows.items() if count}
    return One(traced.statements, traced.changes, written), place


def _sign_here(case: Ready) -> None:
    answer = trace.ask(signature(case))
    if answer.status_code != 200:
        raise RuntimeError(answer.content.decode())
