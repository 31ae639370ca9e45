"""The queue worked off at once, as a worker would after the transaction."""

import json

from django.db import connection
from procrastinate.contrib.django import app


def work_off() -> int:
    """Run what is waiting; how many jobs."""
    ran = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "DELETE FROM procrastinate_jobs WHERE id = ("
                " SELECT min(id) FROM procrastinate_jobs WHERE status = 'todo')"
                " RETURNING task_name, args"
            )
            job = cursor.fetchone()
            if job is None:
                return ran
            name, args = job
            app.tasks[name](**(json.loads(args) if isinstance(args, str) else args))
            ran += 1
