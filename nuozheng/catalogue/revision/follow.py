"""What a publication brings with it, in the same transaction (config/followers.py)."""

from nuozheng.catalogue.figures import count_figures
from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.publication import letters_to_publish
from nuozheng.evidence.models import Move


def renew_letters(revision: Revision, _moved: Move) -> None:
    """The approved letters of the services whose entries changed, from the same day."""
    assert revision.effective_from is not None
    letters_to_publish(revision, revision.effective_from)


def renew_figures(revision: Revision, _moved: Move) -> None:
    """The figures of the list, counted with the new versions."""
    count_figures(revision.catalogue)
