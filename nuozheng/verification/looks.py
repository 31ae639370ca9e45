"""Which looks a person is told of today, and who reads the list of looks."""

from datetime import date

from django.db.models import Q, QuerySet

from nuozheng.applications import access
from nuozheng.credit.access import own_parties
from nuozheng.evidence.looks import look
from nuozheng.evidence.models import Erasure, StaffLook
from nuozheng.law.inspections.moves import VisitStatus
from nuozheng.law.looks import TELLING_CLAUSES, Held, is_told
from nuozheng.law.policy import load_policy
from nuozheng.law.procedure import UntruthStatus
from nuozheng.parties.models import Account
from nuozheng.verification.inspections.models import Visit
from nuozheng.verification.models import UntruthFinding

READING = "log"
_UNTOLD_VISIT = (VisitStatus.PROPOSED, VisitStatus.PLANNED)


def delay_days() -> int:
    """After so many days a look is told in any case."""
    return int(load_policy("cn").retention.look_delay_days.value)


def is_over(held: str) -> bool:
    """Whether the person knows of `visit:12` or `finding:5` by now, or it was called off."""
    kind, _colon, key = held.partition(":")
    if kind == "visit":
        return not Visit.objects.filter(pk=key, status__in=_UNTOLD_VISIT).exists()
    return not UntruthFinding.objects.filter(pk=key, status=UntruthStatus.OPENED).exists()


def told_looks(account: Account, today: date) -> QuerySet[StaffLook]:
    """The looks at one's own and one's companies' data, and at the cases one is agent in."""
    mine = access.own(account, today)
    rows = StaffLook.objects.filter(
        Q(party__in=own_parties(account, today).values("pk"))
        | Q(case_number__in=mine.values("number"), party__in=mine.values("applicant"))
    )
    days = delay_days()
    kept_back = [
        pk
        for pk, day, held in rows.exclude(held="").values_list("pk", "day", "held")
        if not is_told(Held(day, is_over(held)), days=days, today=today)
    ]
    return rows.exclude(pk__in=kept_back)


def own_erasures(account: Account, today: date) -> QuerySet[Erasure]:
    """What of one's own and one's companies' data was deleted when its time was over."""
    return Erasure.objects.filter(party__in=own_parties(account, today).values("pk"))


def note_readers(rows: QuerySet[StaffLook], account: Account, *, post: str) -> None:
    """Who reads the list of looks at another's data is in that list too."""
    parties = rows.exclude(party=account.party_id).order_by("party")
    for party_id in list(parties.values_list("party", flat=True).distinct()):
        look(
            party_id=party_id,
            by_id=account.pk,
            post=post,
            what=READING,
            purpose="查看谁看过",
            basis=TELLING_CLAUSES[:1],
        )
