"""Background work of oversight: the transparency log, and what has had its time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.oversight.log.audit import audit_nightly
from nuozheng.oversight.log.publishing import publish
from nuozheng.oversight.retention import schedule


@app.periodic(cron="* * * * *")
@app.task(name="oversight.publish_log", queueing_lock="publish_log")
def publish_log(timestamp: int) -> None:
    """Every minute: what is new goes into the log, its head is signed, and witnesses asked."""
    publish(timezone.now())


@app.periodic(cron="20 3 * * *")
@app.task(name="oversight.audit_log", queueing_lock="audit_log")
def audit_log(timestamp: int) -> None:
    """Twenty past three, Beijing time: the tables against the log."""
    audit_nightly(timezone.now())


@app.periodic(cron="40 2 * * *")
@app.task(name="oversight.erase_what_is_over", queueing_lock="erase_what_is_over")
def erase_what_is_over(timestamp: int) -> None:
    """Twenty to three, Beijing time: data whose time is over, case by case."""
    for _erased in schedule.run(timezone.localdate()):
        pass
