"""The same rows written by nothing but the database: what a signature could cost at least."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bench.cases import Pool
from bench.stack import Stack

_TPS = re.compile(r"tps = ([0-9.]+)")
_LATENCY = re.compile(r"latency average = ([0-9.]+) ms")
_FAILED = re.compile(r"number of failed transactions: ([0-9]+)")


@dataclass(frozen=True, slots=True)
class Floor:
    """Transactions a second, and seconds for one on average."""

    per_second: float
    seconds: float


def script(pool: Pool, changes: Sequence[str], traced: int) -> str:
    """The changes of the traced case, as a pgbench script that makes them for case `:nth`.

    Row numbers stand far apart (bench.cases), so each is found and replaced in the text itself,
    in values as in identifiers inside them.
    """
    numbers = {
        name: first + traced * (pool.proofs_each if name == "proof" else 1)
        for name, first in pool.first.items()
    }
    lines = [r"\set done :done + 1", r"\set nth :start + :client_id * :each + :done - 1"]
    body = ";\n".join(changes)
    for name, number in numbers.items():
        if name == "proof":
            for place in range(pool.proofs_each):
                lines.append(
                    rf"\set proof{place} {pool.first[name]} + :nth * {pool.proofs_each} + {place}"
                )
                body = body.replace(str(number + place), f":proof{place}")
        else:
            lines.append(rf"\set {name} {pool.first[name]} + :nth")
            body = body.replace(str(number), f":{name}")
    return "\n".join([*lines, "BEGIN;", f"{body};", "COMMIT;", ""])


def write_rows(stack: Stack, script: str, *, start: int, count: int, clients: int) -> Floor:
    """Run the script once for each case from `start` on; RuntimeError if a change was refused."""
    each = count // clients
    words = [f"-c{clients}", "-j1", f"-t{each}"]
    words += ["-Ddone=0", f"-Dstart={start}", f"-Deach={each}"]
    said = stack.pgbench(script, *words)
    failed = _FAILED.search(said)
    if failed and int(failed[1]):
        raise RuntimeError(said)
    return Floor(_number(_TPS, said), _number(_LATENCY, said) / 1000)


def _number(pattern: re.Pattern[str], said: str) -> float:
    found = pattern.search(said)
    if found is None:
        raise RuntimeError(said)
    return float(found[1])
