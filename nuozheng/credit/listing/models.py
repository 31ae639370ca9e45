"""虚假承诺黑名单, 失信人员黑名单: one entry rests on one final finding."""

from django.db import models
from django.db.models import Q

from nuozheng.credit.sanctions.models import Restraint
from nuozheng.law.restraints import LISTING
from nuozheng.law.sanctions import list_named


class Listing(Restraint):
    """列入名单: in one of the lists that the place keeps; `list_key` names it."""

    list_key = models.CharField(max_length=40)

    kind = "listing"
    table = LISTING

    class Meta(Restraint.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=["record", "list_key"],
                condition=Q(status__in=("told", "heard", "in_force")),
                name="listing_of_a_record_once",
            ),
        )
        indexes = (models.Index(fields=["party", "status"], name="listing_of_party"),)

    @property
    def list_title(self) -> str:
        found = list_named(self.policy, self.list_key)
        return found.title if found else self.list_key

    @property
    def title(self) -> str:
        return f"列入{self.list_title}"
