"""Stories: a case from opening to end, told step by step with its clauses, made while told."""

from collections.abc import Iterator

from nuozheng.catalogue.lists import LISTS
from nuozheng.sandbox.accounts import build_accounts
from nuozheng.sandbox.asking import sources_answering
from nuozheng.sandbox.scenes import SERVICES
from nuozheng.sandbox.stage import set_stage
from nuozheng.sandbox.story.people import needs_the_city
from nuozheng.sandbox.story.plots import PLOTS
from nuozheng.sandbox.story.telling import Line, Step

__all__ = ["PLOTS", "Line", "Step", "tell"]


def tell(slug: str) -> Iterator[Step]:
    """The story of one list; its lists and accounts must have been built. KeyError if unknown."""
    plot = PLOTS[slug]
    stage = set_stage(slug, build_accounts(LISTS[slug].place, SERVICES))
    with sources_answering(everybody=needs_the_city(stage)):
        yield from plot(stage)
