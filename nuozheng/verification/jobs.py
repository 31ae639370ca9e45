"""The sweep: clocks that have run out become acts, every night and at every start."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.applications.actions.accept import accept_overdue
from nuozheng.applications.clocks import follow_recount
from nuozheng.catalogue.duties.schedule import schedule_all
from nuozheng.credit.actions.register import end_on_their_day
from nuozheng.evidence import deadlines
from nuozheng.law.calendar import load_calendar
from nuozheng.verification.actions.hear import lapse_overdue, move_statement_days
from nuozheng.verification.bulk.running import run
from nuozheng.verification.draws.actions.seed import void_overdue
from nuozheng.verification.follow import recount_tasks
from nuozheng.verification.sources.later import ask_due


def sweep() -> dict[str, int]:
    """Count provisional clocks again, then turn overdue ones into acts; twice does nothing more."""
    today = timezone.localdate()
    moved = deadlines.recount(load_calendar())
    follow_recount(moved)
    move_statement_days(moved)
    return {
        "recounted": len(moved) + recount_tasks(),
        "accepted": accept_overdue(today),
        "lapsed": lapse_overdue(today),
        "records_ended": end_on_their_day(today),
        "draws_void": void_overdue(),
        "duties": schedule_all(today),
    }


@app.periodic(cron="5 0 * * *")
@app.task(name="verification.sweep", queueing_lock="sweep")
def nightly(timestamp: int) -> None:
    """Five past midnight, Beijing time."""
    sweep()


@app.periodic(cron="*/5 * * * *")
@app.task(name="verification.later_answers", queueing_lock="later_answers")
def later_answers(timestamp: int) -> None:
    """Every five minutes: look-ups whose time to be asked again has come."""
    ask_due(timezone.now())


@app.task(name="verification.run_batch")
def run_batch(batch_id: int) -> None:
    """Run a batch, or go on with one whose worker was killed; twice does nothing more."""
    run(batch_id)
