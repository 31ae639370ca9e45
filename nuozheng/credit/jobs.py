"""Background work of credit."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.credit.push.outbox import deliver_due
from nuozheng.credit.stops.confirming import escalate


@app.periodic(cron="* * * * *")
@app.task(name="credit.push_records", queueing_lock="push_records")
def push_records(timestamp: int) -> None:
    """Every minute: what credit platforms must know and whose time has come."""
    deliver_due(timezone.now())


@app.periodic(cron="10 0 * * *")
@app.task(name="credit.silent_recipients", queueing_lock="silent_recipients")
def silent_recipients(timestamp: int) -> None:
    """Ten past midnight: who has not said within their days that a record is gone."""
    escalate(timezone.localdate())
