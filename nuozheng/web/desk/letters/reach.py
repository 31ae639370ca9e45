"""The letter that an address of the desk names."""

from dataclasses import dataclass

from django.http import Http404

from nuozheng.catalogue.revision.models import Revision
from nuozheng.catalogue.wording.letter import DraftedLetter, drafted
from nuozheng.catalogue.wording.models import LetterDraft
from nuozheng.catalogue.wording.services import Service, service_of
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.lists.revision import revision_at


@dataclass(frozen=True, slots=True)
class At:
    """A service of a revision with its letter; `draft` is None before anybody opened it."""

    revision: Revision
    service: Service
    draft: LetterDraft | None
    letter: DraftedLetter


def letter_at(desk: Desk, number: str, key: str) -> At:
    """A letter of a revision that the desk may see; otherwise 404."""
    revision = revision_at(desk, number)
    service = service_of(revision, key, desk.today)
    if service is None or not service.needs_letter:
        raise Http404
    draft = LetterDraft.objects.filter(revision=revision, service=key).first()
    if draft is not None:
        draft.revision = revision
    return At(revision, service, draft, drafted(revision.policy, service, draft))
