"""Ask a file that an agency hands over: csv and parquet through DuckDB, xlsx as it is read."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nuozheng.gateways.sources.protocol import Query, Trouble, Unusable
from nuozheng.gateways.sources.transports.kinds import FileTransport
from nuozheng.gateways.sources.transports.rows import Row, columns_of
from nuozheng.gateways.sources.transports.table import MOST_ROWS

if TYPE_CHECKING:
    from nuozheng.gateways.sources.registry import Source

_READ = {"csv": "read_csv(?, header = true, all_varchar = true)", "parquet": "read_parquet(?)"}


def rows_about(source: "Source", query: Query, seconds: float) -> Sequence[Row]:
    """What the file has about the subject. Errors: Unusable, with no word of the path."""
    transport = source.transport
    assert isinstance(transport, FileTransport)
    path = Path(transport.path)
    if not path.is_file():
        raise Unusable(f"{source.title}的交换文件不在", trouble=Trouble.DOWN)
    try:
        if path.suffix == ".xlsx":
            stamp = path.stat()
            rows = _sheet(str(path), transport.sheet, stamp.st_mtime_ns, stamp.st_size)
            return _about(transport, query, rows)
        return _queried(transport, query, path)
    except Exception as fault:
        # Readers of three formats raise their own families; the file's owner needs to know which.
        raise Unusable(f"{source.title}的交换文件不能读（{type(fault).__name__}）") from None


def _queried(transport: FileTransport, query: Query, path: Path) -> Sequence[Row]:
    # Half a hundred milliseconds to load, and only who has such a file pays for it.
    import duckdb

    columns = columns_of(transport, query.attributes)
    chosen = ", ".join(map(_quoted, columns))
    wanted = [f"CAST({_quoted(transport.subject_column)} AS VARCHAR) = ?"]
    values = [str(path), query.subject.identifier]
    if transport.name_column and query.subject.name:
        wanted.append(f"CAST({_quoted(transport.name_column)} AS VARCHAR) = ?")
        values.append(query.subject.name)
    question = (
        f"SELECT {chosen} FROM {_READ[path.suffix[1:]]} "
        f"WHERE {' AND '.join(wanted)} LIMIT {MOST_ROWS}"
    )
    with duckdb.connect(config={"threads": 1}) as connection:
        answered = connection.execute(question, values)
        return [dict(zip(columns, row, strict=True)) for row in answered.fetchall()]


@lru_cache(maxsize=4)
def _sheet(path: str, sheet: str, changed: int, size: int) -> Sequence[Mapping[str, Any]]:
    """The rows of a sheet; `changed` and `size` make a file that was replaced another one."""
    from python_calamine import load_workbook

    book = load_workbook(path)
    read = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
    lines = read.to_python()
    if not lines:
        raise ValueError("empty sheet")
    heads = [str(head).strip() for head in lines[0]]
    return [dict(zip(heads, line, strict=False)) for line in lines[1:]]


def _about(transport: FileTransport, query: Query, rows: Sequence[Row]) -> Sequence[Row]:
    columns = columns_of(transport, query.attributes)
    heads = rows[0] if rows else dict.fromkeys(columns)
    if missing := [column for column in columns if column not in heads]:
        raise KeyError(missing[0])
    return [
        {column: row[column] for column in columns}
        for row in rows
        if str(row[transport.subject_column]).strip() == query.subject.identifier
        and (
            not transport.name_column
            or not query.subject.name
            or str(row[transport.name_column]).strip() == query.subject.name
        )
    ][:MOST_ROWS]


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
