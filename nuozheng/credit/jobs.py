"""Background work of credit."""

from django.utils import timezone
from procrastinate.contrib.django import app

from nuozheng.credit.push.outbox import deliver_due


@app.periodic(cron="* * * * *")
@app.task(name="credit.push_records", queueing_lock="push_records")
def push_records(timestamp: int) -> None:
    """Every minute: what credit platforms must know and whose time has come."""
    deliver_due(timezone.now())
