"""Take stock of a list, decide about what was found, close the stock-take."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.models import Catalogue, EntryVersion
from nuozheng.catalogue.trouble import access
from nuozheng.catalogue.trouble.find import demands, demands_around
from nuozheng.catalogue.trouble.models import StockTake, TroubledProof
from nuozheng.catalogue.trouble.recording import record
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused, obstacles
from nuozheng.law.trouble import Trouble, find_trouble
from nuozheng.law.trouble.moves import (
    TROUBLED_PROOF,
    TroubleStatus,
    may_be_closed,
    stands_in_the_way,
)
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account

Outcome = Literal["confirm", "dismiss", "eliminate"]


def take_stock(*, catalogue: Catalogue, by: Account | None) -> StockTake:
    """Read the list as it stands today; what was known keeps its decision, what is new is open.

    One that was eliminated and is there again is open again. By nobody it is the nightly search,
    which only makes a new stock-take where it found something else than the last one. A long list
    takes long: the queue's part (`trouble.search`). Errors: Refused for anybody but keepers and
    justice reviewers of the place.
    """
    role = _role(by, catalogue) if by else Role.SYSTEM
    asked = demands(catalogue, timezone.localdate())
    found = {one.signature: one for one in find_trouble(asked)}
    with transaction.atomic():
        held = Catalogue.objects.select_for_update(no_key=True).get(pk=catalogue.pk)
        changed = record(held, found, by, role)
        last = StockTake.objects.filter(catalogue=held).first()
        if by is None and last is not None and not changed:
            return last
        taken = StockTake.objects.create(
            catalogue=held,
            entries=len(asked),
            counts=Counter(one.kind.value for one in found.values()),
            taken_at=timezone.now(),
            taken_by=by,
        )
        append(
            "stock_take", taken.pk, "take", "", "taken", by=by, role=role, at=taken.taken_at,
            basis=held.policy.scope.problem_proofs.clause, detail=dict(taken.counts),
        )  # fmt: skip
    return taken


def decide(*, trouble: TroubledProof, outcome: Outcome, reason: str, by: Account) -> TroubledProof:
    """Confirm, dismiss or declare eliminated; the list is read again before the last.

    Errors: Refused by table and role, without a reason, and while it is still found.
    """
    now = timezone.now()
    with transaction.atomic():
        held = locked(TroubledProof, trouble.pk)
        roles = access.roles_in(by, held, timezone.localdate())
        role = must_be_allowed(TROUBLED_PROOF, outcome, held.status, roles)
        said = written(reason, "理由")
        if outcome == "eliminate":
            _must_be_gone(held)
            held.still_found = False
        held.reason, held.decided_at, held.decided_by = said, now, by
        move(
            held, TROUBLED_PROOF, outcome, by=by, role=role, at=now, reason=said,
            changed=("reason", "decided_at", "decided_by", "still_found"),
        )  # fmt: skip
    return held


def close(*, taken: StockTake, by: Account) -> StockTake:
    """End a stock-take: 全面消除 where the place says so, otherwise every one decided.

    Errors: Refused with everything that is left, named, and for anybody but justice reviewers.
    """
    now = timezone.now()
    with transaction.atomic():
        held = locked(StockTake, taken.pk)
        if Role.JUSTICE_REVIEWER not in access.roles_at(by, held.catalogue, timezone.localdate()):
            raise not_yours()
        if held.closed_at is not None:
            raise Refused.because(
                "stock_take_closed", "这次梳理已经结束。", cure="要再查一遍，重新梳理。"
            )
        if found := obstacles(may_be_closed(held.catalogue.policy, _left(held.catalogue))):
            raise Refused(*found)
        held.closed_at, held.closed_by = now, by
        held.closing = by_class_and_status(held.catalogue)
        held.save(update_fields=["closed_at", "closed_by", "closing"])
        append(
            "stock_take", held.pk, "close", "taken", "closed", by=by,
            role=Role.JUSTICE_REVIEWER, at=now,
            basis=held.catalogue.policy.scope.problem_proofs.clause,
        )  # fmt: skip
    return held


def by_class_and_status(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """How many of each class stand where: {class: {status: count}}."""
    counted: dict[str, dict[str, int]] = {
        kind.value: {status.value: 0 for status in TroubleStatus} for kind in Trouble
    }
    for kind, status in _of(catalogue).values_list("kind", "status"):
        counted[kind][status] += 1
    return counted


def _of(catalogue: Catalogue) -> QuerySet[TroubledProof]:
    return TroubledProof.objects.filter(catalogue=catalogue)


def _must_be_gone(trouble: TroubledProof) -> None:
    """Found again in the list of today: it is not eliminated."""
    today = timezone.localdate()
    asked = demands_around(trouble, today)
    if not any(one.signature == trouble.signature for one in find_trouble(asked)):
        return
    standing = EntryVersion.objects.in_force(today).filter(entry__in=trouble.entries.all())
    names = _named(standing.values_list("entry__item__name", "entry__proof__name"))
    raise Refused.because(
        "trouble_still_there",
        f"今天的清单里还查得到：{names}。",
        *trouble.catalogue.policy.scope.problem_proofs.clause,
        cure="先起草修订，改为直接取消（或者数据共享），公布施行以后再登记已消除。",
    )


def _left(catalogue: Catalogue) -> dict[str, list[str]]:
    waiting = stands_in_the_way(catalogue.policy)
    left: dict[str, list[str]] = {kind.chinese: [] for kind in Trouble}
    standing = _of(catalogue).filter(status__in=waiting)
    for trouble in standing.prefetch_related("entries__item", "entries__proof"):
        entries = trouble.entries.all()
        left[trouble.trouble.chinese].append(
            _named((one.item.name, one.proof.name) for one in entries)
        )
    return left


def _named(pairs: Iterable[tuple[str, str]]) -> str:
    return "，".join(f"“{service}”的“{proof}”" for service, proof in pairs)


def _role(by: Account, catalogue: Catalogue) -> Role:
    roles = access.roles_at(by, catalogue, timezone.localdate())
    if not roles:
        raise not_yours()
    return roles[0]


def not_yours() -> Refused:
    """For whoever neither keeps nor reviews this place's lists."""
    return Refused.because(
        "not_your_move",
        "梳理问题证明由清单管理人员和司法行政审核人员来做，结束梳理由司法行政审核人员来做。",
        cure="请用有这个职责的账号登录。",
    )
