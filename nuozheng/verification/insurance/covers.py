"""责任保险 of an item: recorded, warned of before it ends, expired at night, ended early."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from nuozheng.catalogue.models import CatalogueEntry
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.insurance.cover import CoverFacts, may_cover
from nuozheng.law.insurance.moves import COVER, CoverStatus
from nuozheng.law.policy import policies
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account
from nuozheng.parties.roles import roles_at
from nuozheng.verification.insurance.models import Cover


def record_cover(*, entry: CatalogueEntry, facts: CoverFacts, by: Account) -> Cover:
    """Record a policy for one proof of one service. Errors: Refused where the place or the item
    doesn't allow it, where anything is wanting, or for a stranger.
    """
    now, today = timezone.now(), timezone.localdate()
    if Role.OFFICER not in roles_at(by, entry.item.agency_id, today):
        raise Refused.because(
            "not_your_move",
            "只有办这一事项的单位的经办人员能登记保单。",
            cure="请用这个单位的账号登录，或者请他们来办。",
        )
    policy = entry.item.catalogue.policy
    facts = CoverFacts(
        {key: written(text, "理由", 500) for key, text in facts.reasons.items()},
        written(facts.insurer, "保险公司", 120),
        written(facts.policy_number, "保单号", SHORT),
        facts.limit_yuan,
        facts.starts_on,
        facts.ends_on,
    )
    if found := obstacles(may_cover(policy, facts)):
        raise Refused(*found)
    assert facts.limit_yuan is not None
    assert facts.starts_on is not None and facts.ends_on is not None
    with transaction.atomic():
        locked(CatalogueEntry, entry.pk)
        same = Cover.objects.filter(
            entry=entry, insurer=facts.insurer, policy_number=facts.policy_number
        )
        if same.exists():
            raise Refused.because(
                "policy_recorded_already",
                "这份保单已经登记。",
                *policy.insurance.explored.clause,
                cure="核对保单号；续保的写新保单号。",
            )
        row = Cover.objects.create(
            entry=entry,
            insurer=facts.insurer,
            policy_number=facts.policy_number,
            limit_yuan=facts.limit_yuan,
            starts_on=facts.starts_on,
            ends_on=facts.ends_on,
            reasons=facts.reasons,
            status=CoverStatus.IN_FORCE,
            recorded_at=now,
            recorded_by=by,
        )
        append(
            *(COVER.kind, row.pk, "record_cover", "", row.status),
            by=by,
            role=Role.OFFICER,
            at=now,
            basis=policy.insurance.explored.clause,
        )
    return row


def end_cover(*, cover: Cover, reason: str, by: Account) -> Cover:
    """Ended before its time; claims already logged go on."""
    today = timezone.localdate()
    with transaction.atomic():
        row = locked(Cover, cover.pk)
        held = roles_at(by, row.entry.item.agency_id, today)
        role = must_be_allowed(COVER, "end_cover", row.status, sorted(held))
        move(
            *(row, COVER, "end_cover"),
            by=by,
            role=role,
            at=timezone.now(),
            reason=written(reason, "理由"),
        )
    return row


def warn_of_covers(today: date) -> int:
    """Every night: warn once of a cover that ends soon, expire what is over; how many of both."""
    acted = 0
    days = max(one.insurance.warn_days.value for one in policies().values())
    soon = Q(warned_at=None, ends_on__lte=today + timedelta(days=days))
    nearing = Cover.objects.filter(soon | Q(ends_on__lt=today), status=CoverStatus.IN_FORCE)
    for pk in list(nearing.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            row = locked(Cover, pk)
            acted += _warn_or_expire(row, today)
    return acted


def _warn_or_expire(row: Cover, today: date) -> bool:
    now = timezone.now()
    if row.status != CoverStatus.IN_FORCE:
        return False
    rule = row.entry.item.catalogue.policy.insurance
    if row.ends_on < today:
        act = "expire_cover"
    elif row.warned_at is None and row.ends_on <= today + timedelta(days=rule.warn_days.value):
        act = "warn_cover"
    else:
        return False
    row.warned_at = row.warned_at or now
    move(
        *(row, COVER, act),
        by=None,
        role=Role.SYSTEM,
        at=now,
        basis=rule.explored.clause,
        changed=("warned_at",),
    )
    return True
