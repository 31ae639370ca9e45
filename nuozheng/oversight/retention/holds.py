"""暂停删除: placed by a person with a reason, or simply because something is still under way."""

from collections.abc import Iterator

from django.utils import timezone

from nuozheng.applications.models import Application
from nuozheng.credit.models import CreditRecord
from nuozheng.evidence.models import LegalHold
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import RecordStatus, TaskStatus, UntruthStatus
from nuozheng.law.retention import Needed
from nuozheng.parties.models import Account
from nuozheng.verification.models import UntruthFinding, VerificationTask

_SETTLED = (UntruthStatus.DISMISSED, UntruthStatus.MISTAKE, UntruthStatus.CLOSED)
_COUNTS = (RecordStatus.PROPOSED, RecordStatus.IN_FORCE, RecordStatus.DISPUTED)


def needed_for(case: Application) -> Iterator[Needed]:
    """Why nothing of this case may be deleted now; nothing where it may."""
    if LegalHold.objects.filter(case_number=case.number, lifted_at=None).exists():
        yield Needed.HELD
    if VerificationTask.objects.filter(application=case, status=TaskStatus.OPEN).exists():
        yield Needed.CHECKING
    findings = UntruthFinding.objects.filter(application=case)
    if findings.exclude(status__in=_SETTLED).exists():
        yield Needed.HEARING
    records = CreditRecord.objects.filter(case_number=case.number, status__in=_COUNTS)
    if records.exclude(kind="kept").exists():
        yield Needed.RECORDED


def place_hold(*, case_number: str, reason: str, by: Account) -> LegalHold:
    """Nothing of the case is deleted until the hold is lifted. Errors: Refused."""
    if not reason.strip():
        raise Refused.because(
            "hold_without_reason", "还没有写为什么要暂停删除。", cure="写明案号或者争议的名称。"
        )
    if not Application.objects.filter(number=case_number).exists():
        raise Refused.because(
            "hold_of_no_case", f"没有编号为{case_number}的办件。", cure="请核对办件编号。"
        )
    values = {"reason": reason.strip()[:200], "placed_by": by, "placed_at": timezone.now()}
    hold, _made = LegalHold.objects.get_or_create(
        case_number=case_number, lifted_at=None, defaults=values
    )
    return hold


def lift_hold(*, case_number: str, by: Account) -> bool:
    """What has had its time is deleted from the next night on; False where no hold was."""
    held = LegalHold.objects.filter(case_number=case_number, lifted_at=None)
    return bool(held.update(lifted_by=by, lifted_at=timezone.now()))
