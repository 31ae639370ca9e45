"""The expression beside a bare join of the same shape, in a process whose memory is measured.

`python -m bench.bulk_join FOLDER COMMITMENTS EVIDENCE`: makes the data once, then prints JSON.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from nuozheng.law.conditions import read_conditions
from nuozheng.verification.bulk import engine
from nuozheng.verification.bulk.expression import EvidenceShape, expression
from nuozheng.verification.bulk.program import Program, program_of

DEFINITION = {
    "condition": [
        {
            "key": "need",
            "sentence": "家庭人均月收入{income}元，机动车{cars}辆，{since}起在本地参保",
            "fact": [
                {"key": "income", "kind": "number", "label": "收入", "unit": "元", "decimals": 2},
                {"key": "cars", "kind": "number", "label": "机动车", "unit": "辆"},
                {"key": "since", "kind": "date", "label": "参保"},
            ],
            "comparison": [
                {
                    "key": "income",
                    "left": {"fact": "income"},
                    "op": "eq",
                    "right": {"source": "told", "attribute": "income"},
                    "tolerance": {"percent": 5},
                },
                {
                    "key": "cars",
                    "left": {"fact": "cars"},
                    "op": "eq",
                    "right": {"source": "told", "attribute": "cars"},
                },
                {
                    "key": "since",
                    "left": {"fact": "since"},
                    "op": "ge",
                    "right": {"source": "told", "attribute": "since"},
                },
            ],
        }
    ]
}
KINDS = {"told": {"income": "number", "cars": "number", "since": "date"}}
ROUNDS = 3
BARE = """
SELECT due.id,
  abs(f_income - income) * 100 <= greatest(abs(f_income), abs(income)) * 5 AS income,
  f_cars = cars AS cars, f_since >= since AS since
FROM due LEFT JOIN told ON due.subject = told.subject
"""


def program() -> Program:
    """Three comparisons with one source: an amount within 5 percent, a count, a day."""
    (condition,) = read_conditions(DEFINITION).conditions
    return program_of(condition, KINDS, ["told"], {"told": 45})


def make(folder: Path, commitments: int, evidence: int) -> None:
    """Every fourth subject has promised; 4 in 1000 have two records, 10 percent lie."""
    with duckdb.connect() as database:
        database.execute("SET memory_limit = '4GB'; SET preserve_insertion_order = false")
        database.execute("SET enable_progress_bar = false")
        number = "DECIMAL(21,6)"
        subject = "md5(i::VARCHAR) || md5((i + 1)::VARCHAR)"
        database.execute(
            f"COPY (SELECT {subject} AS subject, (740300 - hash(i) % 30)::INTEGER AS as_of, "
            f"((hash(i + 1) % 1000000)::DECIMAL(18,2) / 100)::{number} AS income, "
            f"(hash(i + 2) % 5)::{number} AS cars, (730000 + hash(i + 3) % 9000)::INTEGER AS since "
            f"FROM (SELECT range AS i FROM range({evidence}) UNION ALL "
            f"SELECT range * 250 AS i FROM range({evidence // 250}))) "
            f"TO '{folder}/told.parquet' (FORMAT parquet)"
        )
        database.execute(
            f"COPY (SELECT i // 4 AS id, {subject} AS subject, 740310 AS on_day, "
            f"(CASE WHEN hash(i + 9) % 10 = 0 THEN 5 ELSE "
            f"(hash(i + 1) % 1000000)::DECIMAL(18,2) / 100 END)::{number} AS f_income, "
            f"(hash(i + 2) % 5)::{number} AS f_cars, "
            f"(730000 + hash(i + 3) % 9000)::INTEGER AS f_since "
            f"FROM (SELECT range * 4 AS i FROM range({commitments}))) "
            f"TO '{folder}/due.parquet' (FORMAT parquet)"
        )


def measure(folder: Path) -> dict[str, Any]:
    """Seconds of each way, best of three in turns, and the peak of this process's memory."""
    with engine.opened(folder / "spill") as database:
        database.execute(f"CREATE TABLE due AS FROM read_parquet('{folder}/due.parquet')")
        database.execute(f"CREATE VIEW told AS FROM read_parquet('{folder}/told.parquet')")
        ways: dict[str, str] = {
            "bare": BARE,
            "expression": engine.as_sql(expression(program(), {"told": EvidenceShape("told")})),
            "unique": engine.as_sql(
                expression(program(), {"told": EvidenceShape("told", is_unique=True)})
            ),
        }
        best = dict.fromkeys(ways, float("inf"))
        cpu = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for name, sql in ways.items():
                began, worked = time.perf_counter(), time.process_time()
                database.execute(f"CREATE TABLE r AS {sql}")
                best[name] = min(best[name], time.perf_counter() - began)
                cpu[name] = min(cpu[name], time.process_time() - worked)
                rows = database.execute("SELECT count(*) FROM r").fetchone()
                database.execute("DROP TABLE r")
        assert rows is not None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return {"seconds": best, "cpu": cpu, "peak": peak}


def in_own_process(folder: Path, commitments: int, evidence: int) -> dict[str, Any]:
    """What `measure` finds in a fresh process; RuntimeError with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.bulk_join", str(folder), str(commitments), str(evidence)],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if not (place / "told.parquet").exists():
        # In another process, so that making the data does not count as memory of the batch.
        code = "import sys; from pathlib import Path; from bench.bulk_join import make; "
        code += "make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))"
        subprocess.run([sys.executable, "-c", code, *sys.argv[1:]], check=True)
    print(json.dumps(measure(place)))
