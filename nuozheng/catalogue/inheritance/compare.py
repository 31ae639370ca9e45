"""Compare a lower list with the list above, item by item; each difference needs a decision."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Literal

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.above import (
    COMPARED,
    NO_WORDS,
    Key,
    Upper,
    above_of,
    columns_of,
    comes_as_a_file,
    in_force,
    key_of,
    said_by,
)
from nuozheng.catalogue.inheritance.models import EntryAbove, ListDifference
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.inheritance import LIST_DIFFERENCE, DifferenceStatus, examine
from nuozheng.parties.models import Account, Agency

Lower = list[tuple[Key, EntryVersion]]


def compare(*, catalogue: Catalogue, by: Account) -> int:
    """Write down every difference of today; those known keep their decision, those gone go.

    Errors: Refused without a list above, and for others than keepers and justice reviewers of
    the place. How many differences there are.
    """
    today, now = timezone.localdate(), timezone.now()
    roles = access.roles_in(by, catalogue, None, today)
    if not roles:
        raise Refused.because(
            "not_your_move",
            "对照由清单管理人员和司法行政审核人员来做。",
            cure="请用有这个职责的账号登录。",
        )
    of_files = comes_as_a_file(catalogue)
    if catalogue.parent is None and not of_files:
        raise Refused.because(
            "no_list_above",
            "这份清单上面没有上级清单。",
            cure="上级清单在系统里的，由司法行政审核人员写明；是表格的，从“导入”里传上来。",
        )
    with transaction.atomic():
        Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        told = _by_files(catalogue, today) if of_files else _by_list(catalogue, today)
        found = {_identity(one): one for one in told}
        known = {_identity(one): one for one in ListDifference.objects.filter(catalogue=catalogue)}
        gone = [one.pk for identity, one in known.items() if identity not in found]
        ListDifference.objects.filter(pk__in=gone).delete()
        ListDifference.objects.bulk_create(
            (one for identity, one in found.items() if identity not in known), batch_size=1000
        )
        append(
            "list_comparison", catalogue.pk, "compare", "", "compared", by=by, role=roles[0],
            at=now, basis=catalogue.policy.listing.compare_with.clause,
            detail={
                "differences": len(found),
                "above": catalogue.parent.slug if catalogue.parent else "",
            },
        )  # fmt: skip
    return len(found)


def decide(
    *, difference: ListDifference, outcome: Literal["adopt", "keep"], reason: str, by: Account
) -> ListDifference:
    """Decide about one difference; what is stricter than above can't be kept."""
    today, now = timezone.localdate(), timezone.now()
    with transaction.atomic():
        held = locked(ListDifference, difference.pk)
        roles = access.roles_in(by, held.catalogue, held.agency, today)
        role = must_be_allowed(LIST_DIFFERENCE, outcome, held.status, roles)
        if outcome == "keep" and held.stricter:
            raise Refused.because(
                "stricter_than_above",
                "".join(one["detail"] for one in held.findings),
                *held.catalogue.policy.listing.compare_with.clause,
                cure="照上级清单改，或者改得更省事。",
            )
        held.reason, held.decided_at, held.decided_by = written(reason, "理由"), now, by
        move(
            held, LIST_DIFFERENCE, outcome, by=by, role=role, at=now, reason=held.reason,
            changed=("reason", "decided_at", "decided_by"),
        )  # fmt: skip
    return held


def undecided(catalogues: Collection[Catalogue]) -> dict[int, int]:
    """How many differences of each list still need a decision, by its key; one query."""
    rows = ListDifference.objects.filter(
        catalogue__in=catalogues, status=DifferenceStatus.OPEN
    ).order_by()
    counted = dict(rows.values_list("catalogue").annotate(open=Count("pk")))
    return {one.pk: counted.get(one.pk, 0) for one in catalogues}


def _identity(one: ListDifference) -> tuple[object, ...]:
    """The same words above and below are the same difference; other words are decided anew."""
    told = json.dumps(one.detail, ensure_ascii=False, sort_keys=True)
    return one.agency_id, one.service, one.proof, one.upper_id, one.lower_id, told


def _by_list(catalogue: Catalogue, today: date) -> Iterator[ListDifference]:
    """With a list in the system; what is missing is missing from the list, not from an agency."""
    lower = [(_key(one), one) for one in in_force(catalogue, today)]
    return _differences(catalogue, above_of(catalogue, today), lower, None)


def _by_files(catalogue: Catalogue, today: date) -> Iterator[ListDifference]:
    """With the file of each agency that has one; the parts of the others are left alone."""
    lower: dict[int, Lower] = {}
    for one in in_force(catalogue, today):
        lower.setdefault(one.entry.item.agency_id, []).append((_key(one), one))
    sent = EntryAbove.objects.filter(catalogue=catalogue).order_by().values("agency")
    for agency in Agency.objects.filter(pk__in=sent):
        upper = above_of(catalogue, today, agency)
        yield from _differences(catalogue, upper, lower.get(agency.pk, []), agency)


def _key(version: EntryVersion) -> Key:
    return key_of(version.entry.item.name, version.entry.proof.name)


def _differences(
    catalogue: Catalogue, upper: dict[Key, Upper], lower: Lower, agency: Agency | None
) -> Iterator[ListDifference]:
    here = {key for key, _version in lower}
    told: set[tuple[str, str]] = set()
    for key, above in upper.items():
        named = (above.said.service, above.said.proof)
        if key not in here and named not in told:
            told.add(named)
            yield _row(catalogue, "missing", above, None, agency)
    for key, version in lower:
        found = upper.get(key)
        if found is None:
            yield _row(catalogue, "added", None, version, version.entry.item.agency)
        elif _told_otherwise(found, version) or obstacles(_examined(catalogue, found, version)):
            yield _row(catalogue, "otherwise", found, version, version.entry.item.agency)


def _row(
    catalogue: Catalogue,
    kind: str,
    above: Upper | None,
    here: EntryVersion | None,
    agency: Agency | None,
) -> ListDifference:
    found = []
    detail: dict[str, Any] = {}
    if here is not None:
        service, proof = here.entry.item.name, here.entry.proof.name
    else:
        assert above is not None
        service, proof = above.said.service, above.said.proof
    if above is not None and here is not None:
        found = obstacles(_examined(catalogue, above, here))
        detail = _told_otherwise(above, here)
    elif above is not None:
        detail = {
            COMPARED[name]: [words, ""]
            for name, words in above.columns.items()
            if words not in NO_WORDS
        }
    elif here is not None:
        words = columns_of(here)
        detail = {
            COMPARED[name]: ["", words[name]] for name in COMPARED if words[name] not in NO_WORDS
        }
    return ListDifference(
        catalogue=catalogue,
        agency=agency,
        kind=kind,
        service=service,
        proof=proof,
        upper=above.version if above else None,
        lower=here,
        detail=detail,
        findings=[one.as_json() for one in found],
        stricter=bool(found),
        found_at=timezone.now(),
    )


def _examined(catalogue: Catalogue, above: Upper, here: EntryVersion) -> list[Any]:
    return examine(catalogue.policy, said_by(here), above.said)


def _told_otherwise(above: Upper, here: EntryVersion) -> dict[str, Any]:
    """{what: [above, below]} of every column that reads differently."""
    below = columns_of(here)
    return {
        COMPARED[name]: [words, below[name]]
        for name, words in above.columns.items()
        if words != below[name]
    }
