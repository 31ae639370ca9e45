"""行政协助目录: registered before use, and never changed by its provider alone (LYG19-1.5.2)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.assistance.moves import ASSISTANCE_ENTRY, AssistanceKind, EntryStatus
from nuozheng.law.findings import Refused
from nuozheng.law.policy import load_policy
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at
from nuozheng.verification.assistance.access import PROVIDING, entry_roles
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest

CLOCK = "registration"
Settling = Literal["list_entry", "reject_entry", "change_entry", "end_entry", "keep_entry"]


@dataclass(frozen=True, slots=True)
class Offer:
    """What an agency helps with; `days` are working days."""

    kind: AssistanceKind
    title: str
    content: str
    legal_basis: str
    days: int


def propose_entry(*, provider: Agency, by: Account, offer: Offer) -> AssistanceEntry:
    """An agency proposes what it helps with; it counts once it is registered."""
    held = roles_at(by, provider.pk, timezone.localdate())
    role = next((role for role in PROVIDING if role in held), None)
    if role is None:
        raise Refused.because(
            "not_your_move",
            "只有提供协助的单位能提出登记。",
            cure="请用这个单位的账号登录，或者请他们提出。",
        )
    if not (offer.title.strip() and offer.content.strip() and offer.legal_basis.strip()):
        raise Refused.because(
            "entry_is_complete",
            "名称、内容和依据都要写。",
            "LYG19-1.5.2a",
            cure="请把空着的补上再提交。",
        )
    if not 1 <= offer.days <= 60:
        raise Refused.because(
            "entry_days_are_sensible",
            "期限要在1到60个工作日之间。",
            "LYG19-1.5.2a",
            cure="请写一个做得到的天数。",
        )
    with transaction.atomic():
        return _proposed(provider, offer, by, role, timezone.now())


def register_later(request: AssistanceRequest, *, by: Account, at: datetime) -> AssistanceEntry:
    """An urgent request outside the catalogue leaves the duty to register it (LYG19-1.5.2b)."""
    assert request.provider is not None
    kind = AssistanceKind(request.kind)
    offer = Offer(
        kind,
        f"{kind.chinese}：{request.proof}"[:120],
        f"紧急协助以后补登记（请求{request.number}）。",
        request.legal_basis,
        request.days,
    )
    entry = _proposed(request.provider, offer, by, Role.VERIFIER, at)
    request.entry = entry
    request.save(update_fields=["entry"])
    clock = load_policy(request.policy_key).verification.assistance_days
    deadlines.start(
        ASSISTANCE_ENTRY.kind,
        entry.pk,
        CLOCK,
        title="补登记紧急协助",
        from_day=timezone.localtime(at).date(),
        days=clock.value,
        basis=("LYG19-1.5.2b",),
    )
    return entry


def ask_change(
    *, entry: AssistanceEntry, by: Account, reason: str, days: int | None = None, content: str = ""
) -> AssistanceEntry:
    """The provider wants it otherwise, or ended where neither days nor content are given."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(AssistanceEntry, entry.pk)
        roles = entry_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_ENTRY, "ask_change", row.status, roles)
        wanted: dict[str, object] = {"days": days} if days else {}
        if content.strip():
            wanted["content"] = written(content, "内容")
        row.wanted = wanted or {"end": True}
        move(
            row,
            ASSISTANCE_ENTRY,
            "ask_change",
            by=by,
            role=role,
            at=now,
            reason=written(reason, "理由", 200),
            detail=row.wanted,
            changed=("wanted",),
        )
    return row


def settle_entry(
    *, entry: AssistanceEntry, act: Settling, by: Account, reason: str = ""
) -> AssistanceEntry:
    """The administrator registers, changes, ends or keeps an entry; nobody else can."""
    now = timezone.now()
    with transaction.atomic():
        row = locked(AssistanceEntry, entry.pk)
        roles = entry_roles(by, row, timezone.localdate())
        role = must_be_allowed(ASSISTANCE_ENTRY, act, row.status, roles)
        if act == "change_entry":
            row.days = int(row.wanted.get("days", row.days))
            row.content = str(row.wanted.get("content", row.content))
        row.wanted = {}
        move(
            row,
            ASSISTANCE_ENTRY,
            act,
            by=by,
            role=role,
            at=now,
            reason=written(reason, "理由", 200),
            changed=("days", "content", "wanted"),
        )
        deadlines.meet_all(ASSISTANCE_ENTRY.kind, row.pk, now)
    return row


def _proposed(
    provider: Agency, offer: Offer, by: Account, role: Role, at: datetime
) -> AssistanceEntry:
    entry = AssistanceEntry.objects.create(
        jurisdiction_id=provider.jurisdiction_id,
        provider=provider,
        kind=offer.kind,
        title=written(offer.title, "名称", 120),
        content=written(offer.content, "内容"),
        legal_basis=written(offer.legal_basis, "依据", 200),
        days=offer.days,
        status=EntryStatus.PROPOSED,
        proposed_at=at,
        proposed_by=by,
    )
    append(
        ASSISTANCE_ENTRY.kind,
        entry.pk,
        "propose",
        "",
        EntryStatus.PROPOSED,
        by=by,
        role=role,
        at=at,
        basis=("LYG19-1.5.2a", "LYG19-1.5.2b"),
    )
    return entry
