"""The demonstration's revisions: each place's whole chain, work for its reviewers, a file."""

import pytest
from django.utils import timezone

from nuozheng.catalogue.intake.models import Fate, Intake, Status
from nuozheng.catalogue.models import EntryVersion
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.actions.publish import channels_left
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.review import waiting_at
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.sandbox import demo
from nuozheng.sandbox.list_scenes import LIST_SCENES
from nuozheng.sandbox.shelf import CLEARER, Shelf
from nuozheng.sandbox.stage import Stage, set_stage
from tests.world import LISTS

pytestmark = pytest.mark.django_db


def stage_of(slug: str) -> Stage:
    (accounts,) = demo.build_lists_and_accounts((slug,)).values()
    return set_stage(slug, accounts)


@pytest.mark.parametrize("slug", LISTS)
def test_each_list_has_a_revision_of_every_kind_and_a_file(slug: str) -> None:
    stage = stage_of(slug)
    assert all(scene.make(Shelf(stage)) for scene in LIST_SCENES)
    assert not any(scene.make(Shelf(stage)) for scene in LIST_SCENES)
    published, waiting, returned = Revision.objects.filter(catalogue=stage.catalogue).order_by("pk")
    assert (published.status, channels_left(published)) == ("published", [])
    steps = [one.step for one in published.opinions.filter(outcome="passed")]
    assert steps == [step.key for step in published.steps]
    change = published.changes.get()
    standing = EntryVersion.objects.in_force(timezone.localdate()).get(entry=change.entry)
    assert standing.content.endswith(CLEARER)
    assert (returned.status, returned.round) == ("draft", 1)
    assert returned.opinions.get().points[0]["change"] == returned.changes.get().pk
    _waits_for_somebody(stage, waiting)
    intake = Intake.objects.get(catalogue=stage.catalogue)
    assert intake.status == Status.READY
    assert intake.rows.filter(fate=Fate.REFUSED).count() >= 9


def _waits_for_somebody(stage: Stage, waiting: Revision) -> None:
    """The justice bureau's reviewer where the chain asks it."""
    (step,) = [one for one in waiting.steps if waiting_at(one) == waiting.status]
    asked = {one.role for one in waiting.steps}
    if Role.JUSTICE_REVIEWER in asked:
        assert step.role is Role.JUSTICE_REVIEWER
        justice = Account.objects.get(pk=stage.staff("justice").pk)
        assert waiting in access.visible_to(justice, timezone.localdate())


def test_a_scene_broken_off_leaves_no_revision() -> None:
    stage = stage_of("xian-baqiao-2021")

    def broken_off(**_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nuozheng.sandbox.shelf.announce", broken_off)
        with pytest.raises(KeyboardInterrupt):
            LIST_SCENES[0].make(Shelf(stage))
    assert not Revision.objects.exists()
    assert LIST_SCENES[0].make(Shelf(stage))
