"""The database of a batch: in memory, for as long as the batch runs, and nowhere afterwards.

What doesn't fit into memory spills, encrypted, into a folder that only this account may enter; the
folder goes with the batch, and those that a killed batch left behind go at the next start.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_httpfs as openssl
import duckdb_extension_postgres_scanner as scanner
from ibis.backends.sql.compilers.duckdb import DuckDBCompiler

from nuozheng.verification.bulk.expression import NUMBER

SQL_TYPES = {
    "number": NUMBER,
    "date": "INTEGER",
    "text": "VARCHAR",
    "choice": "VARCHAR",
    "yes_no": "BOOLEAN",
}
_BETWEEN = "\x1f"
_NOTHING = "\x00"
_PREFIX = "batch-"
_ROWS_AT_ONCE = 100_000
_ELSEWHERE = "HTTPFileSystem,S3FileSystem,HuggingFaceFileSystem"
_THREADS = os.cpu_count() or 2


@contextmanager
def opened(folder: Path, memory: str = "2400MB") -> Iterator[duckdb.DuckDBPyConnection]:
    """A fresh database; `folder` is where it may spill."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear(folder)
    home = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    lock = (home / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    try:
        with duckdb.connect(":memory:", config=_settings(home, memory)) as database:
            database.execute("SET enable_progress_bar = false")
            # The extensions come with the program. httpfs is here for its OpenSSL, which encrypts
            # what spills; what it could fetch from elsewhere stays closed.
            for extension in (openssl, scanner):
                (path,) = Path(str(extension.__file__)).parent.rglob("*.duckdb_extension")
                database.load_extension(str(path))
            database.execute(f"SET disabled_filesystems = '{_ELSEWHERE}'")
            yield database
    finally:
        shutil.rmtree(home, ignore_errors=True)
        lock.close()


def stage(
    database: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Sequence[object]],
) -> int:
    """Make a table of rows out of this process's memory; how many. `columns`: name → SQL type."""
    declared = ", ".join(f'"{name}" {type_name}' for name, type_name in columns.items())
    database.execute(f'CREATE OR REPLACE TABLE "{table}" ({declared})')
    count, held = 0, []
    for row in rows:
        held.append(row)
        if len(held) == _ROWS_AT_ONCE:
            count += _append(database, table, columns, held)
            held = []
    return count + _append(database, table, columns, held)


def as_sql(expression: Any) -> str:
    """An Ibis expression in this database's SQL."""
    return str(_compiler().to_sqlglot(expression).sql("duckdb"))


def _append(
    database: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Sequence[Sequence[object]],
) -> int:
    """One text for each column: many times faster than a value at a time."""
    if not rows:
        return 0
    texts = [_BETWEEN.join(map(_text, column)) for column in zip(*rows, strict=True)]
    values = ", ".join(
        f"CAST(NULLIF(unnest(string_split(${place}, chr(31))), chr(0)) AS {type_name})"
        for place, type_name in enumerate(columns.values(), 1)
    )
    database.execute(f'INSERT INTO "{table}" SELECT {values}', texts)
    return len(rows)


def _text(value: object) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value)


def _clear(folder: Path) -> None:
    """Folders of batches that run no more: nobody holds their lock."""
    for left in folder.glob(f"{_PREFIX}*"):
        try:
            with (left / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left, ignore_errors=True)
        except OSError:
            continue


def _settings(home: Path, memory: str) -> dict[str, Any]:
    return {
        "threads": str(_THREADS),
        "memory_limit": memory,
        "temp_directory": str(home),
        "temp_file_encryption": "true",
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
    }


@cache
def _compiler() -> DuckDBCompiler:
    return DuckDBCompiler()
