"""机构合并、更名、职能划转: services, work lists and staff go over in one act."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.adjustment import access
from nuozheng.catalogue.adjustment.clocks import ADJUSTMENT, start_event_clocks
from nuozheng.catalogue.adjustment.models import (
    Adjustment,
    AgencySuccession,
    LegalEvent,
    TouchedEntry,
)
from nuozheng.catalogue.adjustment.succession import CHANGE, ITEM
from nuozheng.catalogue.models import ServiceItem
from nuozheng.catalogue.revision.items import refresh_search
from nuozheng.catalogue.revision.models import Revision
from nuozheng.evidence import deadlines
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import locked, move
from nuozheng.law.adjustment import AGENCY_SUCCESSION, EventKind, TouchedStatus
from nuozheng.law.findings import Refused
from nuozheng.law.review import ABANDONED, FILED, PUBLISHED
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency, Membership

_ENDED = (PUBLISHED, FILED, ABANDONED)


def reorganise(
    *,
    event: LegalEvent,
    predecessors: Sequence[Agency],
    successor: Agency,
    on: date,
    by: Account,
    items: Sequence[ServiceItem] = (),
) -> list[AgencySuccession]:
    """Let one agency take over from others from a day on; who handled what before stays readable.

    A merger or renaming takes all services and all posts along; moved duties only `items`. Open
    cases and checks follow in the same transaction (config/followers.py). Errors: Refused for
    others than the place's justice reviewers, for a day to come, twice, and for another event.
    """
    today, now = timezone.localdate(), timezone.now()
    with transaction.atomic():
        held = locked(LegalEvent, event.pk)
        role = access.registering_role(by, held.catalogue, today)
        if role is not Role.JUSTICE_REVIEWER:
            raise Refused.because(
                "not_your_move",
                "机构调整由司法行政审核人员统一办理。",
                cure="请司法行政部门办理。",
            )
        whole = held.event_kind is not EventKind.DUTIES_MOVED
        _possible(held, predecessors, successor, on, today, whole or bool(items))
        made = []
        for predecessor in predecessors:
            succession = AgencySuccession.objects.create(
                event=held, predecessor=predecessor, successor=successor, on=on, whole=whole
            )
            moved = _items(succession, items)
            succession.items.set(moved)
            _move_items(succession, moved, by, now)
            _move_answers(succession, moved, now)
            if whole:
                _move_staff(succession)
                under_way = Revision.objects.filter(agency=predecessor)
                under_way.exclude(status__in=_ENDED).update(agency=successor)
            move(
                succession, AGENCY_SUCCESSION, "take_effect", by=by, role=role, at=now,
                detail={"items": len(moved), "on": on.isoformat()},
            )  # fmt: skip
            made.append(succession)
    return made


def _possible(
    event: LegalEvent,
    predecessors: Sequence[Agency],
    successor: Agency,
    on: date,
    today: date,
    has_items: bool,
) -> None:
    place = event.catalogue.jurisdiction_id
    if event.event_kind.about != "agency":
        raise Refused.because(
            "event_is_no_reorganisation",
            "这件事由不是机构调整或者职能划转。",
            cure="先登记机构调整的事由。",
        )
    strangers = [one for one in (*predecessors, successor) if one.jurisdiction_id != place]
    if strangers or successor in predecessors or not predecessors:
        raise Refused.because(
            "agencies_dont_fit",
            "原办理的和接办的要是本地区不同的部门。",
            cure="重新选择部门。",
        )
    if on > today:
        raise Refused.because(
            "day_in_future", "接办的日期在今天以后。", cure="到那一天再办，或者核对日期。"
        )
    if not has_items:
        raise Refused.because(
            "no_items_chosen", "职能划转没有选划转哪些事项。", cure="勾选划转的事项。"
        )
    if AgencySuccession.objects.filter(event=event, predecessor__in=predecessors).exists():
        raise Refused.because(
            "reorganised_already", "这件事由已经办过接办。", cure="请看下面的经过。"
        )


def _items(succession: AgencySuccession, chosen: Sequence[ServiceItem]) -> list[ServiceItem]:
    handled = ServiceItem.objects.filter(
        agency=succession.predecessor, catalogue__jurisdiction=succession.successor.jurisdiction_id
    )
    if not succession.whole:
        handled = handled.filter(pk__in=[item.pk for item in chosen])
    return list(handled.order_by("pk"))


def _move_items(
    succession: AgencySuccession, items: list[ServiceItem], by: Account, at: datetime
) -> None:
    before, after = succession.predecessor, succession.successor
    Move.objects.bulk_create(
        Move(
            kind=ITEM,
            record_id=item.pk,
            act=CHANGE,
            old=str(before.pk),
            new=str(after.pk),
            by=by,
            role=Role.JUSTICE_REVIEWER.value,
            at=at,
            reason=succession.event.words,
            basis=["ORD23-3.4.2a"],
            detail={
                "from": before.pk,
                "to": after.pk,
                "on": succession.on.isoformat(),
                "event": succession.event_id,
            },
        )
        for item in items
    )
    for item in items:
        item.agency = after
    ServiceItem.objects.bulk_update(items, ["agency"], batch_size=1000)
    refresh_search(item.pk for item in items)


def _move_staff(succession: AgencySuccession) -> None:
    """Every post goes on at the successor the same day; who has it there already keeps that."""
    eve = succession.on - timedelta(days=1)
    posts = Membership.objects.select_for_update().filter(agency=succession.predecessor)
    for post in posts.filter(ends_on=None).order_by("pk"):
        post.ends_on = max(eve, post.starts_on)
        post.save(update_fields=["ends_on"])
        Membership.objects.update_or_create(
            account=post.account,
            agency=succession.successor,
            role=post.role,
            defaults={"ends_on": None},
            create_defaults={"starts_on": succession.on},
        )


def _move_answers(succession: AgencySuccession, items: list[ServiceItem], at: datetime) -> None:
    """Open flags on these services are the successor's to answer, with clocks of its own."""
    standing = TouchedEntry.objects.filter(
        entry__item__in=items,
        status=TouchedStatus.OPEN,
        adjustment__agency=succession.predecessor,
    )
    for answer in Adjustment.objects.filter(touched__in=standing).distinct().order_by("pk"):
        taken, new = Adjustment.objects.get_or_create(
            event=answer.event, agency=succession.successor
        )
        standing.filter(adjustment=answer).update(adjustment=taken)
        if new:
            start_event_clocks(taken)
        if answer.revision and succession.whole and taken.revision_id is None:
            revision, answer.revision = answer.revision, None
            answer.save(update_fields=["revision"])
            taken.revision = revision
            taken.save(update_fields=["revision"])
        if not answer.touched.filter(status=TouchedStatus.OPEN).exists():
            deadlines.meet_all(ADJUSTMENT, answer.pk, at)
