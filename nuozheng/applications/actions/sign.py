"""Sign the letter: the promise is made, the case handed in, its proofs no longer asked for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.actions.declare import check_before_signature, check_declaration
from nuozheng.applications.clocks import start_acceptance
from nuozheng.applications.declaration import committed_proofs, hold_proofs
from nuozheng.applications.examination import examine
from nuozheng.applications.jobs import set_letter
from nuozheng.applications.models import Application, Commitment, CommitmentStatus, ProofStatus
from nuozheng.applications.own_signature import OwnSignature, keep
from nuozheng.applications.signature import (
    NotCheckedLately,
    content_digest,
    refuse_if_unsignable,
)
from nuozheng.credit.standing import hold_file
from nuozheng.documents.uploads import received
from nuozheng.evidence import rows
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.prepared import Prepared
from nuozheng.evidence.wording import written
from nuozheng.law.commitment import sentences
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.signatures import may_sign_electronically
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import IDENTITY, Account

_SIGNED = (
    "status",
    "statements",
    "insists",
    "signed_at",
    "signed_by",
    "content_digest",
    "letter",
    "witnessed_by",
    "signature",
    "signature_paper",
)
# The case and its draft, both locked, with what signing asks of them and no more.
_HELD = Prepared(
    lambda pk: (
        Application.objects.select_for_update(of=("self", "commitment"))
        .select_related("applicant", "notice", "commitment", "item")
        .defer(
            "snapshot",
            "eligibility",
            "notice__content",
            "commitment__declared",
            "commitment__statements",
            "commitment__withdrawal_reason",
            "item__search_text",
            *(f"applicant__{name}" for name in IDENTITY),
        )
        .filter(pk=pk, commitment__isnull=False)
    )
)


@dataclass(frozen=True, slots=True)
class _Said:
    statements: Collection[str]
    insists: str
    own: OwnSignature


def sign(
    *,
    application: Application,
    by: Account,
    statements: Collection[str],
    insists: str = "",
    own: OwnSignature | None = None,
) -> Commitment:
    """Sign what was declared and checked.

    `statements` are the keys of the statements that were ticked. `insists` is the applicant's own
    explanation where a source says otherwise; without it a contradiction stops the signature, so
    that the declaration can be corrected before any harm. Sources are asked first if the last
    check is not of this declaration or is older than half an hour. `own` is what the person adds
    to their account: a drawn signature or one with their own certificate.

    Errors: Refused, with every obstacle at once.
    """
    said = _Said(statements, written(insists, "说明"), own or OwnSignature())
    try:
        return _sign(application, by, said)
    except NotCheckedLately:
        # Asked here, where nothing is locked.
        check_declaration(application=application, by=by)
    return _sign(application, by, said)


def _sign(application: Application, by: Account, said: _Said) -> Commitment:
    now = timezone.now()
    with transaction.atomic():
        case = _held(application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "sign", case.status, roles)
        _refuse_on_paper_only(case)
        commitment = _signable(case, said)
        commitment.signed_by, commitment.signed_at = by, now
        keep(case, commitment, by, said.own)
        _hand_over(case, commitment, said, by, role, now)
        set_letter(commitment.pk)
    return commitment


def _refuse_on_paper_only(application: Application) -> None:
    """What the law keeps on paper is signed at the counter (CN-DZQM-3)."""
    found = may_sign_electronically(application.policy, application.item.name)
    if found.is_obstacle:
        raise Refused(found)


def sign_on_paper(
    *,
    application: Application,
    by: Account,
    statements: Collection[str],
    scan: bytes,
    insists: str = "",
) -> Commitment:
    """File a letter that the applicant signed on paper before an officer, who is its witness.

    The same is asked of it as of an electronic one; the scan is the letter that is kept.
    Errors: Refused, also for anybody but an officer of the agency and for an unreadable scan.
    """
    said = _Said(statements, written(insists, "说明"), OwnSignature())
    if Role.OFFICER not in access.roles_in(by, application, timezone.localdate()):
        raise Refused.because(
            "not_your_move",
            "纸质承诺书只能由本机关的经办人员当面收下。",
            cure="请转给经办的同事，请申请人当面签。",
        )
    try:
        return _sign_on_paper(application, by, said, scan)
    except NotCheckedLately:
        check_before_signature(application, by)
    return _sign_on_paper(application, by, said, scan)


def _sign_on_paper(application: Application, by: Account, said: _Said, scan: bytes) -> Commitment:
    now = timezone.now()
    with transaction.atomic():
        case = _held(application.pk)
        APPLICATION.rule("sign", case.status)
        commitment = _signable(case, said)
        letter = received(
            scan, kind="letter_scan", title=f"证明事项告知承诺书（纸质） {commitment.letter_number}"
        )
        letter.created_at, letter.created_by = now, by
        letter.save()
        commitment.letter, commitment.witnessed_by = letter, by
        _hand_over(case, commitment, said, by, Role.OFFICER, now)
    return commitment


def _held(pk: int) -> Application:
    """The case; one without a draft is somewhere else, which the move then says."""
    return _HELD.first(pk=pk) or locked(Application, pk)


def _signable(case: Application, said: _Said) -> Commitment:
    commitment = case.commitment
    hold_proofs(case)
    hold_file(case.applicant)
    examination = examine(case, timezone.localdate())
    refuse_if_unsignable(case, commitment, examination, said.statements, said.insists)
    case.eligibility = [finding.as_json() for finding in examination.alone_or_agent]
    return commitment


def _hand_over(
    case: Application, commitment: Commitment, said: _Said, by: Account, role: Role, now: datetime
) -> None:
    """Fix what was signed and its digest; nothing of it changes afterwards."""
    commitment.status = CommitmentStatus.SIGNED
    commitment.statements = [
        sentence for key, sentence in sentences(case.policy) if key in said.statements
    ]
    commitment.insists = said.insists or None
    commitment.signed_at = now
    commitment.content_digest = content_digest(case, commitment)
    rows.update(commitment, _SIGNED)
    rows.set_all(committed_proofs(case), status=ProofStatus.SETTLED)
    case.submitted_at = now
    start_acceptance(case)
    move(
        case,
        APPLICATION,
        "sign",
        by=by,
        role=role,
        at=now,
        basis=case.policy.commitment.statements.clause,
        detail={
            "letter": commitment.letter_number,
            "digest": commitment.content_digest,
            "on_paper": commitment.witnessed_by_id is not None,
        },
        changed=("submitted_at", "eligibility", "due_on"),
    )
