"""A letter of a case brought to any state of its publication by the real acts."""

from collections.abc import Callable
from typing import Any

from nuozheng.disclosure.actions.propose import propose
from nuozheng.disclosure.actions.review import release
from nuozheng.disclosure.models import LETTER, Publication
from nuozheng.parties.models import Account
from tests.refusing import refused
from tests.world import Case, World


def of_case(case: Case, regime: str = "always") -> Publication:
    """The publication of a case's letter under this regime."""
    return Publication.objects.get(of=LETTER, record_id=case.application.pk, regime=regime)


def published(row: Publication, by: Account, second: Account, **more: str) -> Publication:
    """Proposed by one, released by another."""
    propose(publication=row, ways={}, by=by, **more)
    release(publication=row, by=second)
    return Publication.objects.get(pk=row.pk)


def public_letter(here: World, who: str = "honest") -> tuple[Case, Publication]:
    """A granted case whose letter is public under its place's duty."""
    case = here.opened(who).granted()
    return case, published(of_case(case), case.officer, case.second_officer)


def refuses(key: str, act: Callable[..., Any], **fields: Any) -> None:
    """The act refuses these for this reason."""
    with refused(key):
        act(**fields)
