"""Record that an agency has answered: a proof that we were to fetch ourselves is there."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.disposal import ToldNow
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import written
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION, OPEN_APPLICATION
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account


def obtain(
    *, application: Application, proof: DisposedProof, by: Account, note: str
) -> DisposedProof:
    """The officer files what the issuing agency confirmed; `note` names it and its reference."""
    now = timezone.now()
    note = written(note, "答复")
    if not note:
        raise Refused.because(
            "note_required", "请写明由哪个单位、在哪一天、怎样答复的。", cure="写一句就行。"
        )
    with transaction.atomic():
        case = locked(Application, application.pk)
        if Role.OFFICER not in access.roles_in(by, case, timezone.localdate()):
            raise Refused.because(
                "not_your_move",
                "只有本机关的经办人员能登记取得的证明。",
                cure="请用经办人员的账号登录，或者转给经办的同事。",
            )
        if case.status not in OPEN_APPLICATION:
            raise Refused.because(
                "case_not_open",
                f"办件现在是“{case.state.chinese}”，不能再登记。",
                cure="请把答复存进本单位的档案，不用在这里登记。",
            )
        row = DisposedProof.objects.select_for_update().get(pk=proof.pk, application=case)
        if row.status != ProofStatus.AWAITING_AGENCY:
            raise Refused.because(
                "proof_is_settled",
                "这份证明不在等部门答复。",
                cure="请刷新页面，看看它现在怎样解决。",
            )
        _settle(row, case, {"note": note, "by": by.pk}, by=by, at=now)
    return row


def obtain_from_issuer(
    *, proof: DisposedProof, by: Account, note: str, number: str, at: datetime
) -> bool:
    """The issuing unit's own officer confirmed it under this number; False where it was settled.

    Inside a transaction, after whoever calls has checked that `by` may answer for the unit.
    """
    case = locked(Application, proof.application_id)
    row = DisposedProof.objects.select_for_update().get(pk=proof.pk)
    if row.status != ProofStatus.AWAITING_AGENCY or case.status not in OPEN_APPLICATION:
        return False
    _settle(row, case, {"note": note, "by": by.pk, "confirmation": number}, by=by, at=at)
    return True


def obtain_from_sources(*, proof: DisposedProof, told: ToldNow, at: datetime) -> ProofStatus | None:
    """The sources answered later; None where the proof was settled meanwhile, or the case decided.

    What they leave open stays with the agency; nothing is ever asked of the applicant for it.
    """
    with transaction.atomic():
        case = locked(Application, proof.application_id)
        row = DisposedProof.objects.select_for_update().get(pk=proof.pk)
        if row.status != ProofStatus.AWAITING_AGENCY or case.status not in OPEN_APPLICATION:
            return None
        row.obtained, row.fetched = told.obtained, told.fetched
        if told.is_whole:
            _settle(row, case, {}, by=None, at=at)
        row.save(update_fields=["obtained", "fetched"])
    return ProofStatus(row.status)


def _settle(
    row: DisposedProof,
    case: Application,
    said: dict[str, object],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    row.status = ProofStatus.SETTLED
    row.obtained = {**row.obtained, **said}
    row.save(update_fields=["status", "obtained"])
    append(
        APPLICATION.kind,
        case.pk,
        "obtain",
        case.status,
        case.status,
        by=by,
        role=Role.OFFICER if by else Role.SYSTEM,
        at=at,
        basis=case.policy.scope.dispositions.clause,
        detail={"proof": row.pk},
    )
