"""Not to publish, or to take down before the day: only for a reason that the rules know."""

from django.db import transaction
from django.utils import timezone

from nuozheng.disclosure.access import roles_on
from nuozheng.disclosure.models import Publication
from nuozheng.disclosure.taking_down import over
from nuozheng.evidence.moves import locked, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.disclosure.duty import SECRETS, Regime, may_be_left_out
from nuozheng.law.disclosure.moves import PUBLICATION, PublicationStatus
from nuozheng.law.disclosure.places import file_may_be_public
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import PartyKind
from nuozheng.parties.models import Account

GROUND_WORD: dict[str, str] = {
    "state_secret": "涉及国家秘密",
    "trade_secret": "涉及商业秘密",
    "privacy": "涉及个人隐私",
    "mistake": "内容有误",
    "not_needed": "没有必要公示",
}


def leave_out(*, publication: Publication, ground: str, reason: str, by: Account) -> Publication:
    """Drop it before it is public, or take it down afterwards.

    `ground` is a key of GROUND_WORD. Errors: Refused where a duty to publish stands against it.
    """
    reason = written(reason, "理由")
    if ground not in GROUND_WORD:
        raise Refused.because(
            "ground_is_known",
            "没有选为什么不公示。",
            "CN-GBF42-disclose",
            cure="从列出的理由里选一个。",
        )
    with transaction.atomic():
        row = locked(Publication, publication.pk)
        was_public = row.status == PublicationStatus.PUBLISHED
        act = "take_down" if was_public else "leave_out"
        roles = roles_on(by, row, timezone.localdate())
        role = must_be_allowed(PUBLICATION, act, row.status, roles)
        if not reason:
            PUBLICATION.rule(act, row.status)
            raise Refused.because(
                "reason_required", "要写明理由。", *row.basis, cure="写清楚为什么，一两句就行。"
            )
        found = may_be_left_out(_duty(row), ground, tuple(row.basis))
        if found.is_obstacle:
            raise Refused(found)
        if ground in SECRETS:
            row.secrets = list(dict.fromkeys((*row.secrets, ground)))
            row.save(update_fields=["secrets"])
        said = f"{GROUND_WORD[ground]}：{reason}"
        over(row, act, by=by, role=role, at=timezone.now(), reason=said)
    return row


def _duty(row: Publication) -> Regime:
    """Nobody has to publish what a place withholds of persons."""
    if not row.is_letter and file_may_be_public(row.policy, PartyKind(row.party.kind)).is_obstacle:
        return Regime.PILOT
    return Regime(row.regime)
