"""The same expression on a Spark cluster of two workers, and on DuckDB: `make test-spark`.

Not a pytest test: it runs with the extra `spark` and Java 17, in an environment of its own, without
Django. It makes its data, compares every result, and ends with 1 where one differs.
"""

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler
from ibis.backends.sql.compilers.pyspark import PySparkCompiler
from pyspark.sql import SparkSession

from nuozheng.law.conditions import read_conditions
from nuozheng.verification.bulk.codes import read
from nuozheng.verification.bulk.expression import EvidenceShape, expression
from nuozheng.verification.bulk.program import Program, program_of

COMMITMENTS, EVIDENCE = 100_000, 400_000
MASTER = "local-cluster[2,1,1024]"
DAY = date(2026, 11, 20).toordinal()
KINDS = {
    "one": {"n": "number", "d": "date", "t": "text", "b": "yes_no"},
    "two": {"n": "number"},
}
DEFINITION = {
    "condition": [
        {
            "key": "everything",
            "sentence": "{amount}{on}{name}{alone}",
            "fact": [
                {"key": "amount", "kind": "number", "label": "数", "decimals": 2},
                {"key": "on", "kind": "date", "label": "日"},
                {"key": "name", "kind": "text", "label": "名"},
                {"key": "alone", "kind": "yes_no", "label": "是否"},
            ],
            "comparison": [
                {
                    "key": "amount",
                    "left": {"fact": "amount"},
                    "op": "eq",
                    "right": {"source": "one", "attribute": "n"},
                    "tolerance": {"percent": 5},
                },
                {
                    "key": "other",
                    "left": {"fact": "amount"},
                    "op": "le",
                    "right": {"source": "two", "attribute": "n"},
                    "tolerance": {"absolute": 10},
                },
                {
                    "key": "on",
                    "left": {"fact": "on"},
                    "op": "ge",
                    "right": {"source": "one", "attribute": "d"},
                    "tolerance": {"days": 3},
                },
                {
                    "key": "name",
                    "left": {"fact": "name"},
                    "op": "eq",
                    "right": {"source": "one", "attribute": "t"},
                },
                {
                    "key": "alone",
                    "left": {"source": "one", "attribute": "b"},
                    "op": "eq",
                    "right": {"constant": True},
                },
            ],
        }
    ]
}
_N = "DECIMAL(21,6)"
_ROWS = {
    "due": f"""
        SELECT i AS id, md5((i * 3)::VARCHAR) AS subject, {DAY}::INTEGER AS on_day,
          CASE WHEN i % 31 > 0 THEN (i % 977 + (i % 100) / 100)::{_N} END AS f_amount,
          ({DAY} - i % 400)::INTEGER AS f_on,
          CASE WHEN i % 3 = 0 THEN '甲区民政局' ELSE '民政局' END AS f_name, i % 2 = 0 AS f_alone
        FROM range({COMMITMENTS}) AS t(i)""",
    "one": f"""
        SELECT md5(i::VARCHAR) AS subject,
          CASE WHEN i % 41 > 0 THEN ({DAY} - i % 50)::INTEGER END AS as_of,
          CASE WHEN i % 29 > 0 THEN ((i // 3) % 977 + (i % 7))::{_N} END AS n,
          ({DAY} - (i // 3) % 400 + i % 5)::INTEGER AS d,
          CASE WHEN i % 5 = 0 THEN '甲区民政局' ELSE '乙区民政局' END AS t,
          i % 6 > 0 AS b, i % 997 = 0 AS t_odd
        FROM (SELECT range AS i FROM range({EVIDENCE}) WHERE range % 13 > 0
              UNION ALL SELECT range * 60 FROM range({EVIDENCE // 60})
              UNION ALL SELECT range * 90 + 1 FROM range({EVIDENCE // 90}))""",
    "two": f"""
        SELECT md5(i::VARCHAR) AS subject, ({DAY} + i % 20 - 10)::INTEGER AS as_of,
          ((i // 3) % 977 + i % 11 - 5)::{_N} AS n
        FROM range(0, {EVIDENCE}, 3) AS t(i)""",
}


def program() -> Program:
    """Every kind of value, two sources, every tolerance."""
    (condition,) = read_conditions(DEFINITION).conditions
    return program_of(condition, KINDS, ["one", "two"], {"one": 45, "two": 5})


def main() -> int:
    made = expression(
        program(), {"one": EvidenceShape("one", frozenset({"t"})), "two": EvidenceShape("two")}
    )
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with duckdb.connect() as database:
            for table, sql in _ROWS.items():
                database.execute(f"CREATE TABLE {table} AS {sql}")
                database.execute(f"COPY {table} TO '{place / table}.parquet' (FORMAT parquet)")
            own = database.execute(str(DuckDBCompiler().to_sqlglot(made).sql("duckdb"))).fetchall()
        theirs, seconds, workers = _on_spark(made, place)
    results = {read(row[1]) if row[1] >= 0 else "by_hand" for row in own}
    print(f"DuckDB {len(own):,} 项，{len(results)} 种结果")
    print(f"Spark {len(theirs):,} 项，{seconds:.1f} 秒，执行器 {workers} 个（{MASTER}）")
    if sorted(own) != sorted(theirs):
        different = set(own) ^ set(theirs)
        print(f"结果不同：{len(different)} 项，例如 {sorted(different)[:4]}")
        return 1
    print("1 passed, 0 failed")
    return 0


def _on_spark(made: Any, place: Path) -> tuple[list[tuple[int, ...]], float, int]:
    # Workers of the cluster find this environment's Python and no other.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(MASTER)
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    try:
        for table in _ROWS:
            session.read.parquet(f"{place / table}.parquet").createOrReplaceTempView(table)
        sql = str(PySparkCompiler().to_sqlglot(made).sql("spark"))
        begun = time.perf_counter()
        rows = [tuple(row) for row in session.sql(sql).collect()]
        seconds = time.perf_counter() - begun
        status: Any = session.sparkContext._jsc.sc().statusTracker()
        workers = len(status.getExecutorInfos()) - 1
    finally:
        session.stop()
    return rows, seconds, workers


if __name__ == "__main__":
    sys.exit(main())
