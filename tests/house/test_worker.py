"""Jobs of a killed worker are taken up again; those of a live one are left to it."""

import asyncio
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from procrastinate.contrib.django import app as jobs

from nuozheng.cli.worker import take_up

BEGUN = """
with worker as (
    insert into procrastinate_workers (last_heartbeat)
    values (now() - make_interval(secs => %s)) returning id
)
insert into procrastinate_jobs (queue_name, task_name, status, worker_id)
select 'default', 'tested', 'doing', id from worker
returning id
"""


@pytest.fixture
def committing(db: None) -> Iterator[BaseDatabaseWrapper]:
    """A connection that commits, since the worker has its own; jobs are removed afterwards."""
    second = connection.copy()
    yield second
    with second.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers cascade")
    second.close()


def begun(committing: BaseDatabaseWrapper, silent_seconds: int) -> int:
    """A job that a worker began, which was last heard of so long ago."""
    with committing.cursor() as cursor:
        cursor.execute(BEGUN, [silent_seconds])
        return int(cursor.fetchone()[0])


def status(committing: BaseDatabaseWrapper, job: int) -> str:
    with committing.cursor() as cursor:
        cursor.execute("select status from procrastinate_jobs where id = %s", [job])
        return str(cursor.fetchone()[0])


def test_only_jobs_of_silent_workers_are_queued_again(committing: BaseDatabaseWrapper) -> None:
    left, under_way = begun(committing, 40), begun(committing, 5)
    connector = jobs.connector.get_worker_connector()  # type: ignore[attr-defined]
    with jobs.replace_connector(connector) as working:

        async def once() -> None:
            async with working.open_async():
                await take_up(working.job_manager)

        asyncio.run(once())
    assert status(committing, left) == "todo"
    assert status(committing, under_way) == "doing"
