"""Everything that the demonstration shows: lists, accounts, cases and revisions in every state."""

from collections.abc import Callable, Collection

from django.utils import timezone

from nuozheng.catalogue.actions.build import build_catalogue
from nuozheng.catalogue.lists import LISTS
from nuozheng.parties.models import Account
from nuozheng.sandbox.accounts import build_accounts
from nuozheng.sandbox.asking import sources_answering
from nuozheng.sandbox.assisting import assist
from nuozheng.sandbox.batching import check_in_bulk
from nuozheng.sandbox.credit_scenes import restrain, show_letters
from nuozheng.sandbox.drawing import draw_once
from nuozheng.sandbox.inspecting import inspect_alike
from nuozheng.sandbox.intended_scenes import tell_and_order
from nuozheng.sandbox.list_scenes import LIST_SCENES
from nuozheng.sandbox.risking import risk_once
from nuozheng.sandbox.scenes import SERVICES, scenes_of
from nuozheng.sandbox.shelf import Shelf
from nuozheng.sandbox.source_scenes import contest, find_certificate, promote, share
from nuozheng.sandbox.stage import Stage, set_stage
from nuozheng.sandbox.supervising import name_units, supervise
from nuozheng.sandbox.visiting import visit_once
from nuozheng.verification.fairness.reading import read_places

Say = Callable[[str], None]
LATER_SCENES = (
    *(
        share,
        promote,
        contest,
        tell_and_order,
        draw_once,
        check_in_bulk,
        assist,
        supervise,
        inspect_alike,
        risk_once,
        restrain,
        show_letters,
    ),
)
"""What each place shows once its cases are there."""
FEW = 6
"""Of every list, where few are enough: as many as show a queue in which several people wait."""


def build(
    *,
    people: int = 0,
    companies: int = 0,
    lists: Collection[str] = tuple(LISTS),
    few_cases: bool = False,
    say: Say = lambda line: None,
) -> int:
    """Build what is not there yet; killed at any moment, the next call goes on from there.

    Each case and each revision is one transaction of real acts. `people` and `companies`
    describe the city that the configured data sources serve; the cast, who have all the cases,
    live in every city. With `few_cases` each list has only the first few. The number of cases
    made.
    """
    accounts = build_lists_and_accounts(lists, say)
    made = 0
    if not few_cases:
        for slug in lists:
            name_units(set_stage(slug, accounts[LISTS[slug].place]))
    with sources_answering():
        for rank in (1, 2):
            for slug in lists:
                new = _play(set_stage(slug, accounts[LISTS[slug].place]), rank, few_cases)
                made += new
                if new and rank == 1:
                    say(f"{LISTS[slug].title}：办了{new}件演示办件")
        if not few_cases:
            for slug in lists:
                find_certificate(set_stage(slug, accounts[LISTS[slug].place]))
    for slug in lists:
        stage = set_stage(slug, accounts[LISTS[slug].place])
        visit_once(stage)
        if not few_cases:
            for also in LATER_SCENES:
                also(stage)
        shelf = Shelf(stage)
        if changed := sum(scene.make(shelf) for scene in LIST_SCENES[: 1 if few_cases else None]):
            say(f"{LISTS[slug].title}：{changed}份修订和表格，公布的、审核中的、退回的、刚传上来的")
    if not few_cases:
        read_places(timezone.localdate())
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


def _play(stage: Stage, rank: int, few_cases: bool) -> int:
    wanted = scenes_of(stage.slug)[: FEW if few_cases else None]
    return sum(scene.make(stage) for scene in wanted if scene.rank == rank)
