"""Compare a lower list with the list above, item by item; each difference needs a decision."""

from collections.abc import Iterator
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.inheritance import access
from nuozheng.catalogue.inheritance.above import Key, by_key, said_by
from nuozheng.catalogue.inheritance.models import ListDifference
from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.inheritance import LIST_DIFFERENCE, DifferenceStatus, examine
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account, Agency

_COMPARED = {
    "substitution": "免提交方式",
    "alternatives": "备选方式",
    "agent_allowed": "可由代理人承诺",
    "legal_basis": "设定依据",
    "article": "条款",
}


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
    if catalogue.parent is None:
        raise Refused.because(
            "no_list_above", "这份清单上面没有上级清单。", cure="先写明它的上级清单。"
        )
    with transaction.atomic():
        Catalogue.objects.select_for_update().get(pk=catalogue.pk)
        upper, lower = by_key(catalogue.parent, today), by_key(catalogue, today)
        found = {_identity(one): one for one in _differences(catalogue, upper, lower)}
        known = {_identity(o): o for o in ListDifference.objects.filter(catalogue=catalogue)}
        gone = [one.pk for identity, one in known.items() if identity not in found]
        ListDifference.objects.filter(pk__in=gone).delete()
        ListDifference.objects.bulk_create(
            one for identity, one in found.items() if identity not in known
        )
        append(
            "list_comparison", catalogue.pk, "compare", "", "compared", by=by, role=roles[0],
            at=now, basis=catalogue.policy.listing.compare_with.clause,
            detail={"differences": len(found), "above": catalogue.parent.slug},
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


def undecided(catalogue: Catalogue, agency: Agency | None = None) -> int:
    """How many differences of a list, or of one agency's part, still need a decision."""
    rows = ListDifference.objects.filter(catalogue=catalogue, status=DifferenceStatus.OPEN)
    return (rows.filter(agency=agency) if agency is not None else rows).count()


def _identity(one: ListDifference) -> tuple[str, str, int | None, int | None]:
    return one.service, one.proof, one.upper_id, one.lower_id


def _differences(
    catalogue: Catalogue, upper: dict[Key, EntryVersion], lower: dict[Key, EntryVersion]
) -> Iterator[ListDifference]:
    for key, above in upper.items():
        here = lower.get(key)
        if here is None:
            yield _row(catalogue, "missing", above, None)
        elif detail := _told_otherwise(above, here):
            yield _row(catalogue, "otherwise", above, here, detail)
    for key, here in lower.items():
        if key not in upper:
            yield _row(catalogue, "added", None, here)


def _row(
    catalogue: Catalogue,
    kind: str,
    above: EntryVersion | None,
    here: EntryVersion | None,
    detail: dict[str, Any] | None = None,
) -> ListDifference:
    named = here or above
    assert named is not None
    found = []
    if above is not None and here is not None:
        found = obstacles(examine(catalogue.policy, said_by(here), said_by(above)))
    return ListDifference(
        catalogue=catalogue,
        agency=here.entry.item.agency if here else None,
        kind=kind,
        service=named.entry.item.name,
        proof=named.entry.proof.name,
        upper=above,
        lower=here,
        detail=detail or {},
        findings=[one.as_json() for one in found],
        stricter=bool(found),
        found_at=timezone.now(),
    )


def _told_otherwise(above: EntryVersion, here: EntryVersion) -> dict[str, Any]:
    """{what: [above, below]} of every column that reads differently."""
    return {
        label: [_words(getattr(above, name)), _words(getattr(here, name))]
        for name, label in _COMPARED.items()
        if _words(getattr(above, name)) != _words(getattr(here, name))
    }


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(sorted(_words(one) for one in value)) or "没有"
    known = {way.value: way.chinese for way in Substitution}
    return known.get(str(value), str(value)) or "没有写"
