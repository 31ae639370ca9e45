"""The sweep: clocks that have run out become acts, every night and at every start."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.applications.actions.accept import accept_overdue
from nuozheng.applications.clocks import follow_recount
from nuozheng.catalogue.duties.schedule import schedule_all
from nuozheng.credit.actions.register import end_on_their_day
from nuozheng.credit.sanctions.ending import end_on_their_day as end_restraints
from nuozheng.disclosure.taking_down import end_on_their_day as end_publications
from nuozheng.evidence import deadlines
from nuozheng.law.calendar import load_calendar
from nuozheng.verification.actions.hear import lapse_overdue, move_statement_days
from nuozheng.verification.afterwards import carry_out
from nuozheng.verification.assistance.clocks import (
    follow_clocks,
    remind_and_escalate,
    take_back_settled,
)
from nuozheng.verification.assistance.inbox import forget_nonces
from nuozheng.verification.assistance.outbox import deliver_due
from nuozheng.verification.debt.pressing import press
from nuozheng.verification.draws.actions.seed import void_overdue
from nuozheng.verification.fairness.reading import read_places
from nuozheng.verification.follow import recount_tasks
from nuozheng.verification.grading import fetch_grades
from nuozheng.verification.inspections.actions.plan import call_off_idle
from nuozheng.verification.insurance.covers import warn_of_covers
from nuozheng.verification.rounds.assigning import assign
from nuozheng.verification.sources.later import ask_due
from nuozheng.verification.sources.proofs_later import ask_due_proofs
from nuozheng.verification.sources.watch import watch


def sweep() -> dict[str, int]:
    """Count provisional clocks again, then turn overdue ones into acts; twice does nothing more."""
    today = timezone.localdate()
    moved = deadlines.recount(load_calendar())
    follow_recount(moved)
    move_statement_days(moved)
    follow_clocks(moved)
    carry_out.follow_recount(moved)
    forget_nonces(timezone.now())
    return {
        "recounted": len(moved) + recount_tasks(),
        "accepted": accept_overdue(today),
        "lapsed": lapse_overdue(today),
        "intentions_lapsed": carry_out.lapse_overdue(today),
        "records_ended": end_on_their_day(today),
        "restraints_ended": end_restraints(today),
        "publications_ended": end_publications(today),
        "draws_void": void_overdue(),
        "visits_called_off": call_off_idle(),
        "assistance_settled": take_back_settled(),
        "assistance_pressed": remind_and_escalate(today),
        "covers": warn_of_covers(today),
        "duties": schedule_all(today),
        "assigned": assign(today),
        "debt_pressed": press(today),
        "places_read": read_places(today),
    }


@app.periodic(cron="5 0 * * *")
@app.task(name="verification.sweep", queueing_lock="sweep")
def nightly(timestamp: int) -> None:
    """Five past midnight, Beijing time."""
    sweep()
    fetch_grades(timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="verification.later_answers", queueing_lock="later_answers")
def later_answers(timestamp: int) -> None:
    """Every five minutes: look-ups whose time to be asked again has come, and who stays silent."""
    ask_due(timezone.now())
    ask_due_proofs(timezone.now())
    watch(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="verification.deliver_messages", queueing_lock="deliver_messages")
def deliver_messages(timestamp: int) -> None:
    """Every minute: messages to other installations whose time has come."""
    deliver_due(timezone.now())


@app.task(name="verification.run_batch")
def run_batch(batch_id: int) -> None:
    """Run a batch, or go on with one whose worker was killed; twice does nothing more."""
    # Imported here: DuckDB and Ibis take longer to read in than all the rest of us together.
    from nuozheng.verification.bulk.running import run

    run(batch_id)
