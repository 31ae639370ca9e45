"""Publish a reviewed revision: new versions from a day on, made known channel by channel."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.duties.with_letters import papers_left
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.names.renew import take_words
from nuozheng.catalogue.revision import access
from nuozheng.catalogue.revision.examination import examine_changes
from nuozheng.catalogue.revision.in_force import put_in_force
from nuozheng.catalogue.revision.items import refresh_search
from nuozheng.catalogue.revision.models import Announcement, Change, Revision
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.review import PARTLY_PUBLISHED, table
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

SUBJECTS = {"list": "清单", "template": "文本和指南"}


def publish(*, revision: Revision, effective_from: date, by: Account) -> Revision:
    """Put the changes in force from a day on; cases that are open keep their version.

    Letters, guides, figures and clocks follow (config/followers.py). Errors: Refused before the
    last step of the chain, for a day in the past, and where an entry changed meanwhile.
    """
    today = timezone.localdate()
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        # One publication at a time: the later one then says in words what the earlier one took.
        Catalogue.objects.select_for_update(no_key=True).get(pk=held.catalogue_id)
        moves = table(held.policy, held.facts)
        roles = access.roles_in(by, held, today)
        role = must_be_allowed(moves, "publish", held.status, roles)
        _day_is_possible(effective_from, today)
        changes = list(held.changes.select_related("entry__item__agency", "entry__proof"))
        _still_lawful(held, changes)
        held.published_on, held.effective_from = today, effective_from
        touched = put_in_force(held, changes, effective_from)
        if effective_from <= today:
            take_words(changes)
        refresh_search(touched)
        move(
            held,
            moves,
            "publish",
            by=by,
            role=role,
            at=timezone.now(),
            detail={"effective_from": effective_from.isoformat(), "items": sorted(touched)},
            changed=("published_on", "effective_from"),
        )
    return held


def channels_of(revision: Revision) -> list[tuple[str, str]]:
    """Every channel the place demands, as (subject, channel)."""
    listing = revision.policy.listing
    return [
        *(("list", channel) for channel in listing.list_channels.value),
        *(("template", channel) for channel in listing.template_channels.value),
    ]


def channels_left(revision: Revision) -> list[tuple[str, str]]:
    """The channels where the publication is not recorded yet."""
    done = set(revision.announcements.values_list("subject", "channel"))
    return [one for one in channels_of(revision) if one not in done]


def announce(
    *, revision: Revision, subject: str, channel: str, place: str, on: date, by: Account
) -> Revision:
    """Record where and when a channel carried it; the last one completes the publication.

    Where the unit owes a paper beside its letters, the publication waits for that paper too
    (`complete_publications`).
    """
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        moves = table(held.policy, held.facts)
        left = channels_left(held)
        is_last = left == [(subject, channel)] and not papers_left(held)
        act = "announce_last" if is_last else "announce"
        roles = access.roles_in(by, held, timezone.localdate())
        role = must_be_allowed(moves, act, held.status, roles)
        _announceable(held, left, subject, channel, place, on)
        row = Announcement.objects.create(
            revision=held,
            subject=subject,
            channel=channel,
            place=written(place, "公布的位置")[:300],
            on=on,
            at=timezone.now(),
            by=by,
        )
        move(
            held,
            moves,
            act,
            by=by,
            role=role,
            at=row.at,
            basis=(
                *held.policy.listing.list_channels.clause,
                *held.policy.listing.template_channels.clause,
            ),
            detail={"subject": subject, "channel": channel, "on": on.isoformat()},
        )
    return held


def complete_publications(*, catalogue: int, agency: int, by: Account) -> list[Revision]:
    """Complete what waited for a paper of this unit alone, now that it is there.

    Call it inside a transaction, in which the paper was handed over.
    """
    waiting = Revision.objects.filter(catalogue=catalogue, agency=agency, status=PARTLY_PUBLISHED)
    completed = []
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        held = locked(Revision, pk)
        if held.status != PARTLY_PUBLISHED or channels_left(held) or papers_left(held):
            continue
        moves = table(held.policy, held.facts)
        role, now = Role.CATALOGUE_KEEPER, timezone.now()
        move(held, moves, "complete", by=by, role=role, at=now)
        completed.append(held)
    return completed


def file_upward(*, revision: Revision, on: date, receipt: str, by: Account) -> Revision:
    """Record that the published list was filed with whom the place names, with its receipt."""
    today = timezone.localdate()
    with transaction.atomic():
        held = locked(Revision, revision.pk)
        moves = table(held.policy, held.facts)
        roles = access.roles_in(by, held, today)
        role = must_be_allowed(moves, "file", held.status, roles)
        assert held.published_on is not None
        if not held.published_on <= on <= today:
            raise Refused.because(
                "filing_day_wrong",
                "报备日期应在公布以后、今天以前。",
                *held.policy.listing.filing_recipient.clause,
                cure="核对日期再填。",
            )
        held.filed_on, held.filing_receipt = on, written(receipt, "回执编号")[:80]
        if not held.filing_receipt:
            raise Refused.because(
                "receipt_missing", "没有写回执编号。", cure="写明回执编号，或者“已收到，无编号”。"
            )
        move(
            held,
            moves,
            "file",
            by=by,
            role=role,
            at=timezone.now(),
            detail={"recipient": held.policy.listing.filing_recipient.value},
            changed=("filed_on", "filing_receipt"),
        )
    return held


def _announceable(
    revision: Revision,
    left: list[tuple[str, str]],
    subject: str,
    channel: str,
    place: str,
    on: date,
) -> None:
    clauses = revision.policy.listing.list_channels.clause
    if (subject, channel) not in left:
        raise Refused.because(
            "channel_not_open",
            f"“{channel}”不是规定的渠道，或者已经登记过。",
            *clauses,
            cure="还没有登记的：" + "、".join(f"{SUBJECTS[s]}在{c}" for s, c in left) + "。",
        )
    if not place.strip():
        raise Refused.because(
            "place_missing",
            "没有写公布在哪里。",
            *clauses,
            cure="写明网址，或者公示栏、服务大厅的位置。",
        )
    if revision.published_on is None or not revision.published_on <= on <= timezone.localdate():
        raise Refused.because(
            "announced_day_wrong",
            "公布日期应在本系统公布以后、今天以前。",
            *clauses,
            cure="核对日期再填。",
        )


def _day_is_possible(effective_from: date, today: date) -> None:
    if effective_from < today:
        raise Refused.because(
            "effective_in_the_past",
            "施行日期不能早于今天：公布以前的办件按原来的清单办。",
            cure="填今天或者以后的日期。",
        )
    if effective_from > today + timedelta(days=366):
        raise Refused.because("effective_too_late", "施行日期在一年以后。", cure="核对年份。")


def _still_lawful(revision: Revision, changes: list[Change]) -> None:
    """The rules are asked again: months may lie between the check and the publication."""
    examined = examine_changes(revision, changes).values()
    found = [finding for findings in examined for finding in obstacles(findings)]
    if found:
        raise Refused(*found)
