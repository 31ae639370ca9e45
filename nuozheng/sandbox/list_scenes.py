"""The lists of the demonstration under change: published, in review, sent back, just arrived."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from nuozheng.catalogue.intake.models import Intake
from nuozheng.catalogue.revision.actions.review import present_step
from nuozheng.catalogue.revision.models import Revision
from nuozheng.law.vocabulary import Role
from nuozheng.sandbox.shelf import Shelf

Acts = Callable[[Shelf, str], object]


def published(shelf: Shelf, title: str) -> None:
    """Through every step of the place to publication in all of its channels."""
    revision = shelf.hand_in(shelf.draft(title, shelf.entries[:1]))
    while present_step(revision) is not None:
        revision = shelf.pass_step(revision)
    shelf.publish(revision)


def under_review(shelf: Shelf, title: str) -> None:
    """Waits for the justice bureau, or for the last step where that has none."""
    revision = shelf.hand_in(shelf.draft(title, shelf.entries[1:3]))
    last = revision.steps[-1]
    while (step := shelf.step(revision)) != last and step.role is not Role.JUSTICE_REVIEWER:
        revision = shelf.pass_step(revision)


def returned(shelf: Shelf, title: str) -> None:
    """Sent back from the first step, with what is to be mended."""
    revision = shelf.hand_in(shelf.draft(title, shelf.entries[3:4]))
    shelf.send_back(revision, "写明核对的是申请当日，还是申请前一个月的情况（演示）。")


def arrived(shelf: Shelf, title: str) -> None:
    """A department's table waits in its preview."""
    shelf.receive(title)


@dataclass(frozen=True, slots=True)
class ListScene:
    """One revision or one uploaded table of a list; its title tells whether it is there."""

    title: str
    acts: Acts

    def make(self, shelf: Shelf) -> bool:
        """Play it in one transaction; False where it was played before."""
        stage = shelf.stage
        mine = {"catalogue": stage.catalogue, "title": self.title}
        file = {"catalogue": stage.catalogue, "document__title": self.title}
        if (
            Revision.objects.filter(opened_by=shelf.keeper, **mine).exists()
            or Intake.objects.filter(created_by=shelf.keeper, **file).exists()
        ):
            return False
        with transaction.atomic():
            self.acts(shelf, self.title)
        return True


LIST_SCENES = (
    ListScene("写明核对哪一天的情况（演示，已公布）", published),
    ListScene("写明核对哪一天的情况（演示，审核中）", under_review),
    ListScene("写明核对哪一天的情况（演示，退回修改）", returned),
    ListScene("附件2免提交事项情况统计表（演示）.xlsx", arrived),
)
