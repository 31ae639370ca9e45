"""Decide what to do about a difference from the list of the level above."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from nuozheng.catalogue.intake.actions.receive import must_keep
from nuozheng.catalogue.intake.models import ReferenceEntry
from nuozheng.evidence.moves import locked
from nuozheng.law.findings import Refused
from nuozheng.parties.models import Account

ADOPT, LEAVE = "adopt", "leave"


def decide(*, reference: ReferenceEntry, decision: str, reason: str, by: Account) -> None:
    """Adopt what the other list says, or leave ours, with the reason (MJ21-2.2.4a, ORD21-4.2a).

    Adopting is a decision to follow; the change itself goes through a revision like any other.
    Errors: Refused without a reason, for no difference, and for anybody but the keepers.
    """
    must_keep(by, reference.agency)
    if decision not in (ADOPT, LEAVE) or not reference.difference:
        raise Refused.because(
            "intake.no_difference", _("这一条没有不同，不用决定。"), cure=_("请刷新页面。")
        )
    if not reason.strip():
        raise Refused.because(
            "intake.reason_missing",
            _("没有写理由。"),
            cure=_("写一句为什么照办，或者为什么本单位不同。"),
        )
    with transaction.atomic():
        held = locked(ReferenceEntry, reference.pk)
        held.decision, held.reason = decision, reason.strip()[:400]
        held.decided_at, held.decided_by = timezone.now(), by
        held.save(update_fields=["decision", "reason", "decided_at", "decided_by"])
