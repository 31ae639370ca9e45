"""Take entries over from the list above into a revision of the lower list."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.inheritance.above import Key, key_of
from nuozheng.catalogue.inheritance.models import ListDifference
from nuozheng.catalogue.models import Catalogue, CatalogueEntry, EntryVersion, ServiceItem
from nuozheng.catalogue.revision.actions.draft import Proposed, open_revision, propose_all
from nuozheng.catalogue.revision.content import EntryContent, content_of
from nuozheng.catalogue.revision.models import Change, Revision
from nuozheng.evidence.moves import move
from nuozheng.law.findings import Refused
from nuozheng.law.inheritance import LIST_DIFFERENCE, DifferenceStatus
from nuozheng.law.review import ABANDONED
from nuozheng.law.trouble.names import said
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency

MOST_AT_ONCE = 500


def take_over(
    *, child: Catalogue, agency: Agency, entries: Sequence[CatalogueEntry], by: Account
) -> Revision:
    """Open a revision of a lower list with entries of the list above, each with its origin.

    Narrowing and adding are changes of that draft; it goes the lower list's own way to
    publication. The differences that said an entry is missing here are decided by it (MJ21-2.2.4a).
    Errors: Refused without a list above, for entries of another list, not in force, listed here
    already or taken over into another revision before, and by open_revision.
    """
    above = child.parent
    if above is None:
        raise Refused.because(
            "no_list_above",
            "系统里没有这份清单的上级清单。",
            cure="请司法行政审核人员先写明上级清单。",
        )
    if any(entry.item.catalogue_id != above.pk for entry in entries):
        raise Refused.because(
            "entry_not_above", "有的证明不在上级清单里。", cure="从上级清单里选。"
        )
    with transaction.atomic():
        Catalogue.objects.select_for_update().get(pk=child.pk)
        versions = _in_force(entries)
        _not_here_yet(child, agency, above, versions)
        revision = open_revision(
            catalogue=child, agency=agency, kind="list", title=f"承接《{above.title}》"[:120], by=by
        )
        proposed = [
            Proposed("add", _without_code(content_of(one)), origin=origin_of(above, one))
            for one in versions
        ]
        propose_all(revision=revision, proposed=proposed, by=by)
        _decide_what_was_missing(child, versions, revision, by)
    return revision


def offered(above: Catalogue, on: date, words: str = "") -> QuerySet[EntryVersion]:
    """What the list above says on a day and a lower list may take over, found by words."""
    found = EntryVersion.objects.in_force(on).filter(entry__item__catalogue=above)
    for word in words.split():
        found = found.filter(entry__item__search_text__contains=word.lower())
    return found.select_related("entry__item__agency", "entry__proof").order_by(
        "entry__item__name", "entry__item_id", "entry__position"
    )


def here_already(child: Catalogue, agency: Agency, on: date, services: Collection[str]) -> set[Key]:
    """Which proofs of these services the agency lists itself, by key; two queries."""
    names = {said(name) for name in services}
    items = ServiceItem.objects.filter(catalogue=child, agency=agency).order_by()
    same = [pk for pk, name in items.values_list("pk", "name") if said(name) in names]
    listed = EntryVersion.objects.in_force(on).filter(entry__item__in=same).order_by()
    return {
        key_of(service, proof)
        for service, proof in listed.values_list("entry__item__name", "entry__proof__name")
    }


def under_way(
    child: Catalogue, agency: Agency, above: Catalogue, versions: Collection[EntryVersion]
) -> dict[str, str]:
    """The revision by its number in which an entry waits to be taken over, by origin."""
    origins = [origin_of(above, one) for one in versions]
    waiting = Change.objects.filter(
        revision__catalogue=child, revision__agency=agency, origin__in=origins, made=None
    ).exclude(revision__status=ABANDONED)
    return dict(waiting.order_by().values_list("origin", "revision__number"))


def origin_of(above: Catalogue, version: EntryVersion) -> str:
    """承接自《…》第2版: from which version of the list above an entry was taken over."""
    return f"承接自《{above.title[:80]}》第{version.number}版（{version.pk}）"


def _in_force(entries: Sequence[CatalogueEntry]) -> list[EntryVersion]:
    wanted = {entry.pk for entry in entries}
    found = list(
        EntryVersion.objects.in_force(timezone.localdate())
        .filter(entry__in=wanted)
        .select_related("entry__item", "entry__proof")
        .order_by("entry__item_id", "entry__position")
    )
    if not wanted or len(found) < len(wanted):
        raise Refused.because(
            "entry_not_in_force",
            "没有选，或者选的已经不在上级的现行清单里。",
            cure="请刷新页面重新选。",
        )
    if len(wanted) > MOST_AT_ONCE:
        raise Refused.because(
            "too_many_at_once",
            f"一次选了{len(wanted)}项，最多{MOST_AT_ONCE}项。",
            cure="分几次承接；每次是一份修订。",
        )
    return found


def _not_here_yet(
    child: Catalogue, agency: Agency, above: Catalogue, versions: Sequence[EntryVersion]
) -> None:
    here = here_already(
        child, agency, timezone.localdate(), {one.entry.item.name for one in versions}
    )
    for one in versions:
        if key_of(one.entry.item.name, one.entry.proof.name) in here:
            raise Refused.because(
                "entry_stands_already",
                f"“{one.entry.item.name}”的“{one.entry.proof.name}”本单位已经列了。",
                cure="和上级写得不一样的，在“与上级对照”里决定，再起一份变更。",
            )
    if numbers := sorted(set(under_way(child, agency, above, versions).values())):
        raise Refused.because(
            "taken_over_already",
            f"选的已经在修订{'、'.join(numbers)}里了。",
            cure="打开那份修订接着办；不要的，在那里拿掉。",
        )


def _decide_what_was_missing(
    child: Catalogue, versions: Sequence[EntryVersion], revision: Revision, by: Account
) -> None:
    open_ones = ListDifference.objects.select_for_update().filter(
        catalogue=child, kind="missing", upper__in=versions, status=DifferenceStatus.OPEN
    )
    for one in open_ones:
        one.decided_at, one.decided_by = revision.opened_at, by
        one.reason = f"承接到修订{revision.number}。"
        move(
            one, LIST_DIFFERENCE, "adopt", by=by, role=Role.CATALOGUE_KEEPER,
            at=revision.opened_at, reason=one.reason,
            changed=("reason", "decided_at", "decided_by"),
        )  # fmt: skip


def _without_code(content: EntryContent) -> EntryContent:
    """The lower service has a code of its own, to be written in; the upper one is not its."""
    return content.model_copy(
        update={"item": content.item.model_copy(update={"implementation_code": ""})}
    )
