"""Put the computer's part in the queue: it runs only if the surrounding transaction commits."""

from procrastinate.contrib.django import app

from nuozheng.catalogue.intake.models import Intake

READ, JUDGE, JUDGE_AGAIN = "catalogue.read_file", "catalogue.judge_rows", "catalogue.judge_again"
TAKE = "catalogue.take_rows"


def enqueue(task: str, intake: Intake) -> None:
    """By name: the tasks stand in `catalogue.jobs`, which knows the acts."""
    app.configure_task(name=task).defer(intake_id=intake.pk)
