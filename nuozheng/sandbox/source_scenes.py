"""Data sources on the stage: proofs on the sharing list, and a record that its subject contests."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import AccessReceipt
from nuozheng.parties.models import Agency
from nuozheng.sandbox.scenes import opening_key
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.sources.access import may_change_register, register_owner
from nuozheng.verification.sources.corrections import ask_correction
from nuozheng.verification.sources.models import SharedProof, SourceCorrection
from nuozheng.verification.sources.sharing import change_sharing, list_shared, supply_and_demand
from nuozheng.verification.sources.systems import (
    SystemAct,
    change_system,
    register_system,
    systems_of,
)
from nuozheng.verification.sources.tasks import report_task, set_task

LISTED, CONNECTED = 4, 3
"""How many proofs stand on the list, and how many of them are connected."""


@transaction.atomic
def share(stage: Stage) -> None:
    """Proofs on the sharing list, most of them connected; a second call does nothing more."""
    catalogue, today, owner = stage.catalogue, timezone.localdate(), stage.staff("data")
    place = catalogue.jurisdiction
    if SharedProof.objects.filter(jurisdiction=place).exists():
        return
    if not may_change_register(owner, place, catalogue.policy, today):
        return
    supplied = [row for row in supply_and_demand(catalogue, today) if row.possible][:LISTED]
    for number, row in enumerate(supplied):
        shared = list_shared(
            catalogue=catalogue,
            proof=row.proof,
            source=row.possible[0],
            blocker="接口还在联调（演示）。",
            by=owner,
        )
        if number < CONNECTED:
            change_sharing(
                catalogue=catalogue, shared=shared, act="connect", reason="接入检查通过", by=owner
            )


@transaction.atomic
def promote(stage: Stage) -> None:
    """A task to get one more proof shared, and systems in every state of their interface."""
    catalogue, today, owner = stage.catalogue, timezone.localdate(), stage.staff("data")
    place = catalogue.jurisdiction
    if systems_of(catalogue).exists() or not may_change_register(
        owner, place, catalogue.policy, today
    ):
        return
    platform = next(iter(catalogue.policy.verification.data_sources.value), "政务服务平台")
    agencies = Agency.objects.filter(jurisdiction=place).order_by("pk")[: len(_SYSTEMS)]
    for agency, (name, acts) in zip(agencies, _SYSTEMS.items(), strict=False):
        system = register_system(
            catalogue=catalogue, agency=agency, name=name, platform=platform, note="", by=owner
        )
        for act, reason in acts:
            change_system(catalogue=catalogue, system=system, act=act, reason=reason, by=owner)
    gaps = (one for one in supply_and_demand(catalogue, today) if one.is_gap and not one.shared)
    gap = next(gaps, None)
    if gap is None or register_owner(place, catalogue.policy) is None:
        return
    task = set_task(
        catalogue=catalogue,
        proof=gap.proof,
        scope="departments",
        what="请出具单位开通查询接口（演示）。",
        due_on=today + timedelta(days=60),
        by=owner,
    )
    report_task(
        catalogue=catalogue,
        task=task,
        act="report_progress",
        reason="出具单位已经答应，等接口说明（演示）。",
        by=owner,
    )


_SYSTEMS: dict[str, tuple[tuple[SystemAct, str], ...]] = {
    "许可审批系统（示例）": (("test_interface", ""), ("link_system", "")),
    "登记管理系统（示例）": (("test_interface", "字段还在对（演示）。"),),
    "档案查询系统（示例）": (
        ("test_interface", ""),
        ("link_system", ""),
        ("interrupt_link", "网络割接，下周恢复（演示）。"),
    ),
    "窗口叫号系统（示例）": (),
}


def find_certificate(stage: Stage) -> None:
    """Somebody begins an application, and their electronic certificate is there already."""
    key = opening_key(stage.slug, "certificate")
    who = stage.speaker("honest")
    if not Application.objects.filter(opened_by=who, opening_key=key).exists():
        stage.open(WITH_CERTIFICATE, "honest", key)


WITH_CERTIFICATE = "sv-129"
"""特种作业人员资格认定: the proof that its certificate spares the applicant."""


@transaction.atomic
def contest(stage: Stage) -> None:
    """Where a register is wrong about somebody honest, they ask for its correction.

    After all scenes: nothing adverse rests on contested data. A second call does nothing more.
    """
    case = Application.objects.filter(
        opened_by=stage.speaker("wronged"), opening_key=opening_key(stage.slug, "submitted")
    ).first()
    if case is None or SourceCorrection.objects.filter(party=case.applicant_id).exists():
        return
    seen = AccessReceipt.objects.filter(
        case_number=case.number, source="property", result="found"
    ).last()
    if seen is None or "dwelling_count" not in seen.attributes:
        return
    ask_correction(
        receipt=seen,
        attribute="dwelling_count",
        said="登记的那套房子去年已经卖了，有转移登记（演示）。",
        by=case.opened_by,
    )
