"""Everything that the demonstration shows: lists, accounts, cases in every state."""

from collections.abc import Callable, Collection

from django.utils import timezone

from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.lists import LISTS
from nuozheng.parties.models import Account
from nuozheng.sandbox.accounts import build_accounts
from nuozheng.sandbox.asking import sources_answering
from nuozheng.sandbox.scenes import SERVICES, scenes_of
from nuozheng.sandbox.stage import Stage, set_stage

Say = Callable[[str], None]


def build(
    *,
    people: int = 0,
    companies: int = 0,
    lists: Collection[str] = tuple(LISTS),
    say: Say = lambda line: None,
) -> int:
    """Build what is not there yet; killed at any moment, the next call goes on from there.

    Each case is one transaction of real acts. `people` and `companies` describe the city that the
    configured data sources serve; the cast, who have all the cases, live in every city. The
    number of cases made.
    """
    accounts = build_lists_and_accounts(lists, say)
    made = 0
    with sources_answering():
        for rank in (1, 2):
            for slug in lists:
                new = _play(set_stage(slug, accounts[LISTS[slug].place]), rank)
                made += new
                if new and rank == 1:
                    say(f"{LISTS[slug].title}：办了{new}件演示办件")
    return made


def build_lists_and_accounts(
    lists: Collection[str] = tuple(LISTS), say: Say = lambda line: None
) -> dict[str, dict[str, Account]]:
    """The lists, and everybody who acts, by place."""
    for slug in lists:
        say(build_catalogue(slug, timezone.localdate()).summary())
    places = dict.fromkeys(LISTS[slug].place for slug in lists)
    accounts = {place: build_accounts(place, SERVICES) for place in places}
    say(f"{len(accounts)}地现成的账号：{sum(map(len, accounts.values()))}个")
    return accounts


def _play(stage: Stage, rank: int) -> int:
    return sum(scene.make(stage) for scene in scenes_of(stage.slug) if scene.rank == rank)
