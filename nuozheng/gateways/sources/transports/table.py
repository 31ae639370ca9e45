"""Ask a view in another agency's exchange database: read only, parameterised, bounded in time."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from nuozheng.gateways.sources.protocol import Query, Trouble, Unusable
from nuozheng.gateways.sources.transports.kinds import TableTransport
from nuozheng.gateways.sources.transports.rows import Row, columns_of

if TYPE_CHECKING:
    from nuozheng.gateways.sources.registry import Source

MOST_ROWS = 20
"""Rows read about one subject: more than one that differ are already no clear answer."""


def rows_about(source: "Source", query: Query, seconds: float) -> Sequence[Row]:
    """What the view has about the subject. Errors: Unusable, with no word of the address."""
    transport = source.transport
    assert isinstance(transport, TableTransport)
    milliseconds = max(1, round(seconds * 1000))
    try:
        with psycopg.connect(
            transport.dsn,
            connect_timeout=max(2, round(seconds)),
            options=f"-c default_transaction_read_only=on -c statement_timeout={milliseconds}",
            autocommit=True,
            row_factory=dict_row,
        ) as connection:
            return connection.execute(*_question(transport, query)).fetchall()
    except psycopg.errors.QueryCanceled:
        raise Unusable(f"{source.title}没有在规定时间内回答", trouble=Trouble.LATE) from None
    except psycopg.OperationalError:
        raise Unusable(f"{source.title}连接不上", trouble=Trouble.DOWN) from None
    except psycopg.Error as fault:
        raise Unusable(f"{source.title}的视图不能读（{type(fault).__name__}）") from None


def _question(transport: TableTransport, query: Query) -> tuple[sql.Composed, list[str]]:
    columns = columns_of(transport, query.attributes)
    wanted = [sql.SQL("{}::text = %s").format(sql.Identifier(transport.subject_column))]
    values = [query.subject.identifier]
    if transport.name_column and query.subject.name:
        wanted.append(sql.SQL("{}::text = %s").format(sql.Identifier(transport.name_column)))
        values.append(query.subject.name)
    return sql.SQL("SELECT {} FROM {} WHERE {} LIMIT {}").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.Identifier(transport.db_schema, transport.view),
        sql.SQL(" AND ").join(wanted),
        sql.Literal(MOST_ROWS),
    ), values
