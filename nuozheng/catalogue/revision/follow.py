"""What a publication brings with it, in the same transaction (config/followers.py)."""

from nuozheng.catalogue.actions.publish_letters import close_letters, publish_letters, versions_of
from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.letters import committable
from nuozheng.catalogue.revision.later import later_days
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.publication import letters_to_publish
from nuozheng.evidence.models import Move


def renew_letters(revision: Revision, moved: Move) -> None:
    """The approved letters of the services whose entries changed, from the same day.

    Where something else was published already for a later day, that day's letter is written anew
    as well: it was composed without what this revision says.
    """
    assert revision.effective_from is not None
    letters_to_publish(revision, revision.effective_from)
    items = set(moved.detail["items"])
    for day in later_days(items, revision.effective_from):
        standing = versions_of(revision.catalogue, day, items)
        publish_letters(revision.policy, standing, day)
        close_letters(items - {one.entry.item_id for one in committable(standing)}, day)


def renew_figures(revision: Revision, moved: Move) -> None:
    """The figures of the list, counted with the new versions."""
    count_figures(revision.catalogue, moved.detail["items"])
