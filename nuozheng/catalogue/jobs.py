"""Uploads are read, judged and taken after the answer; lists are searched for troubled proofs.

Each job names its record and looks at its status, so that one that runs twice does no harm.
"""

from collections.abc import Callable

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.catalogue.intake import process, queue
from nuozheng.catalogue.intake.actions.expire import expire
from nuozheng.catalogue.intake.actions.take import take
from nuozheng.catalogue.intake.models import Intake, Status
from nuozheng.catalogue.names.renew import take_effect
from nuozheng.catalogue.trouble import search


@app.task(name=queue.READ)
def read_file(intake_id: int) -> None:
    """Read a new upload and guess its columns."""
    _work(intake_id, Status.READING, process.read)


@app.task(name=queue.JUDGE)
def judge_rows(intake_id: int) -> None:
    """Judge every row under the columns that a person confirmed."""
    _work(intake_id, Status.JUDGING, process.judge)


@app.task(name=queue.JUDGE_AGAIN)
def judge_again(intake_id: int) -> None:
    """Judge every row as it stands after one of many was mended."""
    _work(intake_id, Status.JUDGING, process.judge_again)


@app.task(name=queue.TAKE)
def take_rows(intake_id: int) -> None:
    """Take the preview into a revision."""
    _work(intake_id, Status.TAKING, take)


@app.periodic(cron="20 0 * * *")
@app.task(name="catalogue.expire_uploads", queueing_lock="expire_uploads")
def expire_uploads(timestamp: int) -> None:
    """Twenty past midnight, Beijing time."""
    expire(timezone.localdate())


@app.task(name=search.FIND)
def find_trouble(search_id: int) -> None:
    """Search one list."""
    search.carry_out(search_id)


@app.periodic(cron="40 1 * * *")
@app.task(name="catalogue.search_lists", queueing_lock="search_lists")
def search_lists(timestamp: int) -> None:
    """Twenty to two at night, Beijing time."""
    search.ask_for_every_list()


@app.periodic(cron="1 0 * * *")
@app.task(name="catalogue.take_effect", queueing_lock="take_effect")
def call_by_new_names(timestamp: int) -> None:
    """A minute past midnight: what was published for today is called what it says."""
    take_effect(timezone.localdate())


def _work(intake_id: int, status: Status, part: Callable[[Intake], None]) -> None:
    """Do the part; a bug is ours to mend, and the page says so instead of waiting for ever."""
    intake = Intake.objects.select_related(
        "catalogue__jurisdiction", "agency__jurisdiction", "document", "taken_by", "revision"
    ).get(pk=intake_id)
    if intake.status != status:
        return
    try:
        part(intake)
    except Exception:
        process.break_off(intake)
        raise
