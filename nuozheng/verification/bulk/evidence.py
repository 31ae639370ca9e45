"""What the sources delivered for batches: tables that were exchanged, and files.

A source whose transport is a table or a file is read as its register says. For others there may
be a table or view in the schema `evidence`, or `<source>.parquet`, `<source>.csv` or a folder
`<source>/` of such files under `evidence` in the data folder, with these columns: `as_of`; the
attributes; and `subject` (blind index) or `identifier` (ID number or credit code).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.db import connection
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from nuozheng.gateways.sources.registry import Source, registry
from nuozheng.gateways.sources.transports.kinds import FileTransport, TableTransport
from nuozheng.gateways.sources.transports.rows import Row
from nuozheng.verification.bulk.answers import AS_OF
from nuozheng.verification.bulk.door import Read, read, read_day
from nuozheng.verification.bulk.engine import SQL_TYPES
from nuozheng.verification.bulk.expression import EvidenceShape

SCHEMA = "evidence"
_READ = {
    "parquet": "read_parquet('{}')",
    "csv": "read_csv('{}', header = true, all_varchar = true)",
}
_SECRET = {
    "host": "HOST",
    "hostaddr": "HOST",
    "port": "PORT",
    "dbname": "DATABASE",
    "user": "USER",
    "password": "PASSWORD",
}
SUBJECTS = "subjects"
"""Table of a batch: whose data may be read, `subject` and `identifier`, each once."""


class Undeliverable(Exception):
    """What a source delivered can't be used, for this reason."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A source's delivery: `relation` in SQL, its columns with their types."""

    source: str
    relation: str
    columns: Mapping[str, str]

    @property
    def by_identifier(self) -> bool:
        return "subject" not in self.columns

    @property
    def key(self) -> tuple[str, str]:
        """The column of the batch's subjects and the feed's own, as SQL."""
        if self.by_identifier:
            return "identifier", "upper(trim(CAST(feed.identifier AS VARCHAR)))"
        return "subject", "feed.subject"


@dataclass
class Taken:
    """What was read of one source: rows about the subjects of the batch, and their days."""

    source: str
    shape: EvidenceShape
    rows: int = 0
    days: tuple[int | None, int | None] = field(default=(None, None))


def folder() -> Path:
    """Where files are delivered."""
    return Path(settings.VAR) / SCHEMA


def feeds(database: duckdb.DuckDBPyConnection) -> dict[str, Feed]:
    """The deliveries that are there, by source. Errors: Undeliverable."""
    found = {}
    tables = _tables()
    if tables:
        _attach(database, "pg", _own_database())
    for name, source in registry().items():
        relation = f'pg.{SCHEMA}."{name}"' if name in tables else _files(name)
        if isinstance(source.transport, TableTransport | FileTransport):
            relation = _of_transport(database, source)
        if relation:
            found[name] = _feed(database, name, relation)
    return found


def take(database: duckdb.DuckDBPyConnection, feed: Feed, attributes: Iterable[str]) -> Taken:
    """Read what is asked about the subjects of the batch, and nothing about others."""
    known = registry()[feed.source].attributes
    kinds = {name: known[name].kind for name in sorted(attributes)}
    reads = {
        # What was not delivered at all is missing from every row.
        name: read(name, feed.columns[name], kind, known[name].options)
        if name in feed.columns
        else Read("NULL")
        for name, kind in kinds.items()
    }
    day = read_day(AS_OF, feed.columns[AS_OF])
    values = [
        f'CAST({one.value} AS {SQL_TYPES[kinds[name]]}) AS "{name}"' for name, one in reads.items()
    ]
    marks = {name: one.odd for name, one in {AS_OF: day, **reads}.items() if one.odd}
    values += [f'{odd} AS "{name}_odd"' for name, odd in marks.items()]
    table = f"ev_{feed.source}"
    ours, theirs = feed.key
    _run(
        database,
        feed.source,
        f'CREATE OR REPLACE TABLE "{table}" AS SELECT one.subject, {day.value} AS as_of, '
        f"{', '.join(values)} FROM {feed.relation} AS feed JOIN {SUBJECTS} AS one "
        f"ON one.{ours} = {theirs}",
    )
    row = database.execute(f'SELECT count(*), min(as_of), max(as_of) FROM "{table}"').fetchone()
    assert row is not None
    return Taken(feed.source, EvidenceShape(table, frozenset(marks)), row[0], (row[1], row[2]))


def raw_rows(
    database: duckdb.DuckDBPyConnection, feed: Feed, attributes: Iterable[str], subjects: str
) -> dict[str, list[Row]]:
    """The rows as delivered about the subjects in a table of the batch, by blind index."""
    names = [AS_OF, *sorted(set(attributes) & set(feed.columns))]
    columns = ", ".join(f'feed."{name}"' for name in names)
    ours, theirs = feed.key
    found: dict[str, list[Row]] = {}
    for subject, *values in _run(
        database,
        feed.source,
        f"SELECT one.subject, {columns} FROM {feed.relation} AS feed JOIN {subjects} AS one "
        f"ON one.{ours} = {theirs}",
    ).fetchall():
        found.setdefault(subject, []).append(dict(zip(names, values, strict=True)))
    return found


def _tables() -> set[str]:
    """Tables and views that were exchanged, named as their sources."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [SCHEMA]
        )
        return {name for (name,) in cursor.fetchall()}


def _own_database() -> str:
    given = connection.settings_dict
    parts = {
        "host": given["HOST"],
        "port": given["PORT"],
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
    }
    return make_conninfo(**{key: value for key, value in parts.items() if value})


def _attach(database: duckdb.DuckDBPyConnection, name: str, conninfo: str) -> None:
    """Attach a PostgreSQL database, read only; its password stands in no message."""
    said = {
        _SECRET[key]: value
        for key, value in conninfo_to_dict(conninfo).items()
        if key in _SECRET and value
    }
    parts = ", ".join(f"{key} '{_sql(value)}'" for key, value in said.items())
    database.execute(f'CREATE OR REPLACE SECRET "{name}" (TYPE postgres, {parts})')
    database.execute(
        f'ATTACH IF NOT EXISTS \'\' AS "{name}" (TYPE postgres, SECRET "{name}", READ_ONLY)'
    )


def _of_transport(database: duckdb.DuckDBPyConnection, source: Source) -> str:
    """The source's table or file with our names for its columns; "" for what can't be read here."""
    transport = source.transport
    if isinstance(transport, TableTransport):
        database_name = f"pg_{source.name}"
        try:
            _attach(database, database_name, transport.dsn)
        except (duckdb.Error, ProgrammingError) as fault:
            raise Undeliverable(f"{source.title}：{type(fault).__name__}") from None
        table = ".".join(map(_quoted, (database_name, transport.db_schema, transport.view)))
    elif isinstance(transport, FileTransport) and (reading := _READ.get(_suffix(transport.path))):
        table = reading.format(_sql(transport.path))
    else:
        return ""
    columns = [
        f"{_quoted(transport.subject_column)} AS identifier",
        f"{_quoted(transport.as_of_column)} AS as_of",
        *(_translated(transport, name) for name in source.attributes),
    ]
    return f"(SELECT {', '.join(columns)} FROM {table})"


def _translated(transport: TableTransport | FileTransport, name: str) -> str:
    column = _quoted(transport.column_of(name))
    values = transport.values.get(name)
    if values:
        cases = " ".join(f"WHEN '{_sql(k)}' THEN '{_sql(v)}'" for k, v in values.items())
        text = f"CAST({column} AS VARCHAR)"
        column = f"CASE {text} {cases} ELSE {text} END"
    return f"{column} AS {_quoted(name)}"


def _suffix(path: str) -> str:
    return Path(path).suffix.removeprefix(".")


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))


def _files(source: str) -> str:
    """A reading of the delivered files; every column of a csv is text."""
    place = folder()
    for suffix, reading in _READ.items():
        if (place / f"{source}.{suffix}").is_file():
            return reading.format(_sql(str(place / f"{source}.{suffix}")))
        if any((place / source).glob(f"*.{suffix}")):
            return reading.format(_sql(str(place / source / f"*.{suffix}")))
    return ""


def _feed(database: duckdb.DuckDBPyConnection, source: str, relation: str) -> Feed:
    described = _run(database, source, f"DESCRIBE SELECT * FROM {relation}").fetchall()
    columns = {name: type_name for name, type_name, *_rest in described}
    if AS_OF not in columns or not {"subject", "identifier"} & set(columns):
        raise Undeliverable(f"{registry()[source].title}：要有 as_of，和 subject 或者 identifier")
    return Feed(source, relation, columns)


def _run(database: duckdb.DuckDBPyConnection, source: str, sql: str) -> Any:
    try:
        return database.execute(sql)
    except duckdb.Error as fault:
        # The message may quote a value: only its kind is told.
        raise Undeliverable(f"{registry()[source].title}：{type(fault).__name__}") from None


def _sql(text: object) -> str:
    return str(text).replace("'", "''")
