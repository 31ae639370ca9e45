"""Work that may wait until after the answer: enqueued in the same transaction as the act."""

import procrastinate
from procrastinate.contrib.django import app

from nuozheng.applications.letter import letter_document


@app.task(
    name="applications.set_letter",
    retry=procrastinate.RetryStrategy(max_attempts=5, exponential_wait=2),
)
def set_signed_letter(commitment_id: int) -> None:
    """Set and file the letter of a signed commitment; twice does no harm."""
    letter_document(commitment_id)


def set_letter(commitment_id: int) -> None:
    """Enqueue it: it runs only if the surrounding transaction commits."""
    set_signed_letter.defer(commitment_id=commitment_id)
