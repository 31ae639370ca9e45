"""`nuozheng worker`: runs the jobs, and takes up those that a killed worker left behind."""

from typing import Annotated

import typer
from procrastinate import JobContext
from procrastinate.contrib.django import app as jobs
from procrastinate.manager import JobManager

app = typer.Typer(help="运行后台任务，直到 Ctrl-C。")
_SILENT_SECONDS = 30


@jobs.periodic(cron="* * * * *")
@jobs.task(queueing_lock="take_up_left_jobs", pass_context=True)
async def take_up_left_jobs(context: JobContext, timestamp: int) -> None:
    """Every minute: queue again what a killed worker had begun."""
    await take_up(context.app.job_manager)


async def take_up(manager: JobManager) -> None:
    """Queue again every job whose worker has given no sign of life for thirty seconds."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_SILENT_SECONDS):
        await manager.retry_job(job)


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(min=1, max=64, help="同时运行的任务数")] = 2,
) -> None:
    """运行后台任务；收到结束信号后，先把手上的做完。"""
    connector = jobs.connector.get_worker_connector()  # type: ignore[attr-defined]
    with jobs.replace_connector(connector) as working:
        working.run_worker(
            concurrency=concurrency,
            shutdown_graceful_timeout=10,
            delete_jobs="successful",
        )
