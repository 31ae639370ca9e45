"""检查事项: published with its basis, so that everybody knows what is looked at on the spot."""

from django.db import transaction
from django.utils import timezone

from nuozheng.catalogue.models import Proof
from nuozheng.evidence.moves import append, locked, move, must_be_allowed
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.findings import Refused
from nuozheng.law.inspections.moves import INSPECTION_ITEM, InspectionItemStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Agency
from nuozheng.parties.roles import roles_at
from nuozheng.verification.inspections.models import InspectionItem


def publish_item(
    *, agency: Agency, proof: Proof, name: str, legal_basis: str, by: Account
) -> InspectionItem:
    """Publish what the agency may inspect. Errors: Refused for a stranger, without basis, twice."""
    now = timezone.now()
    name, legal_basis = written(name, "检查事项", SHORT), written(legal_basis, "依据", 200)
    if Role.VERIFIER not in roles_at(by, agency.pk, timezone.localdate()):
        raise Refused.because(
            "not_your_move", "只有本单位的核查人员能公布检查事项。", cure="请核查人员登录办理。"
        )
    if not name or not legal_basis:
        raise Refused.because(
            "item_without_basis", "没有写检查事项或者依据。", cure="请写明哪部法、第几条。"
        )
    with transaction.atomic():
        locked(Agency, agency.pk)
        there = InspectionItem.objects.filter(
            agency=agency, proof=proof, status=InspectionItemStatus.PUBLISHED
        )
        if there.exists():
            raise Refused.because(
                "item_published_already", "这一项已经公布。", cure="要改的，先撤下，再公布新的。"
            )
        item = InspectionItem.objects.create(
            agency=agency,
            proof=proof,
            name=name,
            legal_basis=legal_basis,
            status=InspectionItemStatus.PUBLISHED,
            published_at=now,
            published_by=by,
        )
        append(
            *(INSPECTION_ITEM.kind, item.pk, "publish_item", "", item.status),
            by=by,
            role=Role.VERIFIER,
            at=now,
        )
    return item


def withdraw_item(*, item: InspectionItem, reason: str, by: Account) -> InspectionItem:
    """No new visit for it; visits already planned are made."""
    held = roles_at(by, item.agency_id, timezone.localdate())
    with transaction.atomic():
        row = locked(InspectionItem, item.pk)
        role = must_be_allowed(INSPECTION_ITEM, "withdraw_item", row.status, sorted(held))
        move(
            *(row, INSPECTION_ITEM, "withdraw_item"),
            by=by,
            role=role,
            at=timezone.now(),
            reason=written(reason, "理由"),
        )
    return row
