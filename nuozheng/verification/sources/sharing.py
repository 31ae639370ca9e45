"""数据共享清单: which proofs a place gets as data, from whom, for whom, and what is wanting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.disposal import wanted_for
from nuozheng.catalogue.models import Catalogue, EntryVersion, Proof
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.data_registers import SharingTaskStatus
from nuozheng.law.data_sources import SHARED_PROOF, SharingStatus
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.parties.models import Account
from nuozheng.verification.sources.access import may_change_register
from nuozheng.verification.sources.models import SharedProof, SharingTask

SharingAct = Literal["connect", "suspend", "take_off", "put_back"]
ON_THE_LIST = (SharingStatus.LISTED, SharingStatus.CONNECTED, SharingStatus.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Supply:
    """One proof: who asks for it, who supplies it, and by which sources it could be supplied."""

    proof: Proof
    demanders: tuple[str, ...]
    shared: tuple[SharedProof, ...]
    possible: tuple[str, ...]
    task: SharingTask | None = None

    @property
    def holder(self) -> str:
        """Who has it: whoever supplies it, else the body that issues the proof (MJ21-2.3.7r)."""
        supplied = "、".join(dict.fromkeys(one.supplier for one in self.shared))
        return supplied or self.proof.issuing_body

    @property
    def blocker(self) -> str:
        """What keeps it from being shared; "" where nothing does."""
        if not self.is_gap:
            return ""
        if self.task is not None and self.task.progress:
            return self.task.progress
        stated = "；".join(one.blocker for one in self.shared if one.blocker)
        if stated or self.shared:
            return stated or "还没有接通"
        return "有数据源，还没有列入清单" if self.possible else "没有登记能答复的数据源"

    @property
    def is_gap(self) -> bool:
        """Asked for, and nobody on the list supplies it as data."""
        return not any(one.status == SharingStatus.CONNECTED for one in self.shared)


def list_shared(
    *, catalogue: Catalogue, proof: Proof, source: str, blocker: str, by: Account
) -> SharedProof:
    """Put a proof on the list with its supplier; listed again where it had been taken off."""
    now, blocker = timezone.now(), written(blocker, "还差什么")
    only_the_owner(catalogue, by)
    known = registry().get(source)
    if known is None:
        raise Refused.because(
            "source_is_not_registered",
            "没有登记这个数据源。",
            cure="请先把数据源登记进来，再列入清单。",
        )
    place = catalogue.jurisdiction
    with transaction.atomic():
        row, is_new = SharedProof.objects.get_or_create(
            jurisdiction=place,
            proof=proof,
            source=source,
            defaults={
                "supplier": known.owner,
                "status": SharingStatus.LISTED,
                "blocker": blocker[:200],
                "listed_at": now,
                "listed_by": by,
            },
        )
        if is_new:
            append(
                SHARED_PROOF.kind,
                row.pk,
                "list",
                "",
                SharingStatus.LISTED,
                by=by,
                role=Role.DATA_OWNER,
                at=now,
                reason=blocker,
                basis=("ORD23-3.3.2a",),
            )
        elif row.status == SharingStatus.OFF:
            row = change_sharing(
                catalogue=catalogue, shared=row, act="put_back", reason=blocker, by=by
            )
    return row


def change_sharing(
    *, catalogue: Catalogue, shared: SharedProof, act: SharingAct, reason: str, by: Account
) -> SharedProof:
    """Connect, suspend, take off, put back. Errors: Refused for all but the register's owner."""
    now, reason = timezone.now(), written(reason, "理由")
    only_the_owner(catalogue, by)
    with transaction.atomic():
        row = locked(SharedProof, shared.pk)
        must_be_of(catalogue, row.jurisdiction_id)
        role = must_be_allowed(SHARED_PROOF, act, row.status, (Role.DATA_OWNER,))
        row.blocker = "" if act == "connect" else reason[:200]
        move(row, SHARED_PROOF, act, by=by, role=role, at=now, reason=reason, changed=("blocker",))
    return row


def supply_and_demand(catalogue: Catalogue, today: date) -> list[Supply]:
    """Every proof that somebody in this list asks for, gaps first (ORD23-3.2a)."""
    asked: dict[int, list[EntryVersion]] = {}
    versions = (
        EntryVersion.objects.in_force(today)
        .filter(entry__item__catalogue=catalogue)
        .exclude(substitution=Substitution.CANCELLED.value)
        .select_related("entry__item__agency", "entry__proof")
        .order_by("entry__proof__code", "pk")
    )
    for version in versions:
        asked.setdefault(version.entry.proof_id, []).append(version)
    shared: dict[int, list[SharedProof]] = {}
    for row in SharedProof.objects.filter(jurisdiction=catalogue.jurisdiction_id):
        if row.status in ON_THE_LIST:
            shared.setdefault(row.proof_id, []).append(row)
    tasks = {
        task.proof_id: task
        for task in SharingTask.objects.filter(
            jurisdiction=catalogue.jurisdiction_id, status=SharingTaskStatus.OPEN
        ).select_related("owner")
    }
    found = [
        Supply(
            proof=versions[0].entry.proof,
            demanders=tuple(dict.fromkeys(one.entry.item.agency.short_name for one in versions)),
            shared=tuple(shared.get(proof, ())),
            possible=_possible(versions),
            task=tasks.get(proof),
        )
        for proof, versions in asked.items()
    ]
    return sorted(found, key=lambda one: (not one.is_gap, not one.possible, one.proof.code))


def _possible(versions: Iterable[EntryVersion]) -> tuple[str, ...]:
    """The registered sources that these entries' conditions or plans name."""
    named = {
        source
        for version in versions
        for kind in version.entry.item.applicant_kinds
        for source in wanted_for(version, kind)
    }
    return tuple(sorted(named))


def must_be_of(catalogue: Catalogue, jurisdiction: int) -> None:
    """Errors: Refused for a row of another place than the list's, whoever asks."""
    if jurisdiction != catalogue.jurisdiction_id:
        raise Refused.because(
            "row_of_another_place",
            "这一项不是本地的。",
            *catalogue.policy.verification.data_owner.clause,
            cure="请从本地的清单里选。",
        )


def only_the_owner(catalogue: Catalogue, by: Account) -> None:
    """Errors: Refused for all but the staff of the unit that the place's text names."""
    if may_change_register(by, catalogue.jurisdiction, catalogue.policy, timezone.localdate()):
        return
    owners = "、".join(catalogue.policy.verification.data_owner.value) or "数据源单位"
    raise Refused.because(
        "only_the_register_owner",
        f"数据共享清单由{owners}管，别的单位不能改。",
        *catalogue.policy.verification.data_owner.clause,
        cure="请把要改的告诉清单的管理单位，由他们来改。",
    )
