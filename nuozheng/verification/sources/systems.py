"""对接登记: each department system of a place with the state of its interface."""

from typing import Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from nuozheng.catalogue.models import Catalogue
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law.data_registers import DEPARTMENT_SYSTEM, InterfaceState
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.verification.sources.models import DepartmentSystem
from nuozheng.verification.sources.sharing import must_be_of, only_the_owner

SystemAct = Literal["test_interface", "link_system", "interrupt_link"]


def systems_of(catalogue: Catalogue) -> QuerySet[DepartmentSystem]:
    """Everything registered in a place."""
    return DepartmentSystem.objects.filter(
        agency__jurisdiction=catalogue.jurisdiction_id
    ).select_related("agency")


def register_system(
    *, catalogue: Catalogue, agency: Agency, name: str, platform: str, note: str, by: Account
) -> DepartmentSystem:
    """Enter a department's system. Errors: Refused for all but the register's owner."""
    now, note = timezone.now(), written(note, "还差什么", 200)
    name, platform = written(name, "系统名称", 120), written(platform, "平台", 120)
    basis = catalogue.policy.verification.data_sources.clause
    only_the_owner(catalogue, by)
    if not name or not platform or agency.jurisdiction_id != catalogue.jurisdiction_id:
        raise Refused.because(
            "system_has_a_name",
            "还没有写系统的名称、对接哪个平台，或者单位不在本地。",
            *basis,
            cure="请选本地的单位，写清系统和平台的名称。",
        )
    with transaction.atomic():
        row, is_new = DepartmentSystem.objects.get_or_create(
            agency=agency,
            name=name,
            defaults={
                "platform": platform,
                "status": InterfaceState.PLANNED,
                "note": note,
                "registered_at": now,
                "changed_at": now,
            },
        )
        if not is_new:
            raise Refused.because(
                "system_is_registered",
                "这个系统已经登记。",
                *basis,
                cure="请在登记的那一行里改状态。",
            )
        append(
            DEPARTMENT_SYSTEM.kind,
            row.pk,
            "register_system",
            "",
            InterfaceState.PLANNED,
            by=by,
            role=Role.DATA_OWNER,
            at=now,
            reason=note,
            basis=basis,
        )
    return row


def change_system(
    *, catalogue: Catalogue, system: DepartmentSystem, act: SystemAct, reason: str, by: Account
) -> DepartmentSystem:
    """Tested, linked or interrupted. Errors: Refused for all but the register's owner."""
    now, reason = timezone.now(), written(reason, "说明", 200)
    only_the_owner(catalogue, by)
    with transaction.atomic():
        row = locked(DepartmentSystem, system.pk)
        must_be_of(catalogue, row.agency.jurisdiction_id)
        role = must_be_allowed(DEPARTMENT_SYSTEM, act, row.status, (Role.DATA_OWNER,))
        row.note, row.changed_at = reason, now
        move(
            row,
            DEPARTMENT_SYSTEM,
            act,
            by=by,
            role=role,
            at=now,
            reason=reason,
            basis=catalogue.policy.verification.data_sources.clause,
            changed=("note", "changed_at"),
        )
    return row
