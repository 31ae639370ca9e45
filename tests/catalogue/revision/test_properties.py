"""Whatever is tried in whatever order: versions lie apart, no step is skipped, moves tell all."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision.actions.draft import abandon
from nuozheng.catalogue.revision.actions.publish import channels_left, publish
from nuozheng.catalogue.revision.actions.review import Point, opine, submit
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.evidence.moves import history
from nuozheng.law.findings import Refused
from nuozheng.law.review import publishers
from nuozheng.law.vocabulary import Role
from tests.revisions import PDF, Desk
from tests.world import World

Worlds = Callable[[str], World]
WALK = 120
REVIEWERS = (Role.LEGAL_REVIEWER, Role.HEAD, Role.JUSTICE_REVIEWER, Role.APPROVER)


@pytest.mark.parametrize(
    ("slug", "seed"),
    [
        ("ordos-2021", 1),
        ("ordos-2023", 2),
        ("xian-baqiao-2021", 3),
        ("huainan-maoji-2021", 4),
        ("lianyungang-2019", 5),
    ],
)
def test_a_random_walk_keeps_every_promise(world: Worlds, slug: str, seed: int) -> None:
    desk, dice = Desk(world(slug)), Random(seed)
    revisions = [desk.ready(dice.choice(["list", "adjustment"]), grounds="示例") for _ in range(3)]
    done = sum(_try(desk, dice, dice.choice(revisions)) for _ in range(WALK))
    assert done >= 8
    _versions_lie_apart()
    for revision in revisions:
        revision.refresh_from_db()
        _moves_tell_the_status(revision)
        _every_step_was_gone(revision)


def _try(desk: Desk, dice: Random, revision: Revision) -> bool:
    """One act by somebody; whether it was carried out."""
    revision.refresh_from_db()
    acts: list[Callable[[], object]] = [
        lambda: submit(revision=revision, by=desk.keeper),
        lambda: _opine(desk, dice, revision),
        lambda: _opine(desk, dice, revision),
        lambda: publish(
            revision=revision,
            effective_from=timezone.localdate() + timedelta(days=dice.randrange(-1, 9)),
            by=desk.reviewer(publishers(revision.policy)[0]),
        ),
        lambda: desk.announced(revision) if channels_left(revision) else None,
        lambda: desk.changed(revision, content=f"第{dice.randrange(99)}稿"),
        lambda: abandon(revision=revision, reason="", by=desk.keeper),
    ]
    try:
        dice.choice(acts)()
    except Refused:
        return False
    return True


def _opine(desk: Desk, dice: Random, revision: Revision) -> None:
    reviewer = desk.reviewer(dice.choice(REVIEWERS))
    desk.approve_letters(revision, reviewer)
    wanted = {name: PDF for step in revision.steps for name in step.documents}
    opine(
        revision=revision,
        outcome="returned" if dice.random() < 0.2 else "passed",
        text="意见。",
        points=[Point("改这里")],
        documents=wanted,
        by=reviewer,
    )


def _versions_lie_apart() -> None:
    table = EntryVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {table} a JOIN {table} b ON a.entry_id = b.entry_id"
            " AND a.id < b.id AND daterange(a.effective_from, a.effective_until, '[]')"
            " && daterange(b.effective_from, b.effective_until, '[]')"
        )
        assert cursor.fetchone() == (0,)


def _moves_tell_the_status(revision: Revision) -> None:
    moves = list(history("revision", revision.pk))
    assert moves[0].act == "open"
    assert all(later.old == earlier.new for earlier, later in pairwise(moves))
    assert moves[-1].new == revision.status


def _every_step_was_gone(revision: Revision) -> None:
    """A version that a revision made has, in its last round, an opinion of every step."""
    if not Change.objects.filter(revision=revision).exclude(made=None).exists():
        assert revision.published_on is None
        return
    said = revision.opinions.filter(round=revision.round).order_by("id")
    assert [(one.step, one.outcome) for one in said] == [
        (step.key, "passed") for step in revision.steps
    ]
