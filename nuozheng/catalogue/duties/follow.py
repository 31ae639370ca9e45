"""What a revision fulfils by going its way, in the same transaction (config/followers.py)."""

from datetime import date

from django.utils import timezone

from nuozheng.catalogue.duties.models import UnitDuty
from nuozheng.catalogue.duties.schedule import schedule
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence.models import Move
from nuozheng.law.duties import duties_of

_JUSTICE_REVIEW = "at_justice_review"


def handed_over(revision: Revision, moved: Move) -> None:
    """The list reached the justice bureau, with the opinion that the step before demands."""
    if moved.new == _JUSTICE_REVIEW:
        _fulfil(revision, "justice_review", timezone.localdate(moved.at), moved)


def published(revision: Revision, moved: Move) -> None:
    """The unit's list is public."""
    assert revision.published_on is not None
    _fulfil(revision, "publication", revision.published_on, moved)


def _fulfil(revision: Revision, through: str, on: date, moved: Move) -> None:
    """Mark the first open task that this act fulfils; one that is late is done all the same."""
    if revision.kind != "list":
        return
    wanted = [one for one in duties_of(revision.catalogue.policy_key) if one.through == through]
    if not wanted:
        return
    schedule(revision.catalogue, on)
    tasks = UnitDuty.objects.filter(
        catalogue=revision.catalogue, agency=revision.agency, done_on=None
    )
    for duty in wanted:
        tasks.filter(key=duty.key).update(
            done_on=on,
            revision=revision,
            by=moved.by,
            sent_to=duty.to,
            sent_on=on if duty.to else None,
        )
