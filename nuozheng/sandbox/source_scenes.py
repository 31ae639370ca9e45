"""Data sources on the stage: proofs on the sharing list, and a record that its subject contests."""

from django.db import transaction
from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.evidence.models import AccessReceipt
from nuozheng.sandbox.scenes import opening_key
from nuozheng.sandbox.stage import Stage
from nuozheng.verification.sources.access import may_change_register
from nuozheng.verification.sources.corrections import ask_correction
from nuozheng.verification.sources.models import SharedProof, SourceCorrection
from nuozheng.verification.sources.sharing import change_sharing, list_shared, supply_and_demand

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
