"""第三方: who else is touched, what guards them, what must be checked before it takes effect."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.declaration import Checked, committed_proofs
from nuozheng.applications.models import Application, Commitment, DisposedProof
from nuozheng.evidence.models import Move
from nuozheng.evidence.moves import append, locked
from nuozheng.evidence.wording import SHORT, written
from nuozheng.law.afterwards.third_parties import checked_before_effect
from nuozheng.law.findings import Finding, Refused
from nuozheng.law.procedure import APPLICATION, TaskStatus
from nuozheng.law.vocabulary import Role
from nuozheng.parties.models import Account, Party
from nuozheng.verification.afterwards.models import ExtraMeasure, ThirdParty
from nuozheng.verification.models import VerificationTask

TOUCHES = "touches_others"
"""The mark in an entry's disclosure: the proof touches rights of somebody else."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A third party as an officer names them; `identifier` finds their sign-in, if any."""

    name: str
    contact: str
    interest: str
    identifier: str = ""


def touching(application: Application) -> list[DisposedProof]:
    """The promised proofs whose entry is marked as touching somebody else's rights."""
    return [one for one in committed_proofs(application) if one.version.disclosure.get(TOUCHES)]


def touched_names(application: Application) -> list[str]:
    """Why a revocation touches others: the known ones, else the marked proofs."""
    known = [one.name for one in ThirdParty.objects.filter(application=application)]
    return known or [one.version.entry.proof.name for one in touching(application)]


def safe_for_others(application: Application) -> Finding:
    """Whether every marked proof was checked, or guarded by an extra measure (ORD21-4.6h)."""
    marked = touching(application)
    unchecked = {(proof.pk, key): sentence for proof in marked for key, sentence in _open(proof)}
    guarded = set(
        ExtraMeasure.objects.filter(proof__in=marked).values_list("proof", "condition_key")
    )
    return checked_before_effect(
        application.policy,
        touches=bool(marked),
        unchecked=list(unchecked.values()),
        unguarded=[sentence for key, sentence in unchecked.items() if key not in guarded],
    )


def must_be_safe_for_others(application: Application, row: Move) -> None:
    """Nothing is granted that may harm others unchecked. Errors: Refused."""
    found = safe_for_others(application)
    if found.is_obstacle:
        raise Refused(found)


def open_conditions(application: Application) -> list[tuple[DisposedProof, str, str]]:
    """(proof, condition, sentence) of what is marked, unchecked and unguarded."""
    guarded = set(
        ExtraMeasure.objects.filter(proof__application=application).values_list(
            "proof", "condition_key"
        )
    )
    return [
        (proof, key, sentence)
        for proof in touching(application)
        for key, sentence in _open(proof)
        if (proof.pk, key) not in guarded
    ]


def _open(proof: DisposedProof) -> Sequence[tuple[str, str]]:
    """The conditions of a promised proof that neither data nor a check has confirmed."""
    commitment = Commitment.objects.filter(application=proof.application_id).first()
    if commitment is None:
        return ()
    confirmed = set(
        VerificationTask.objects.filter(proof=proof, status=TaskStatus.CONFIRMED).values_list(
            "condition_key", flat=True
        )
    )
    return [
        (one.condition_key, one.sentence)
        for one in map(Checked.from_stored, commitment.checks)
        if one.proof_key == str(proof.pk)
        and not one.is_settled
        and one.condition_key not in confirmed
    ]


def record_third_party(*, application: Application, who: Somebody, by: Account) -> ThirdParty:
    """Record somebody whose rights the case touches. Errors: Refused without name or interest."""
    name, interest = written(who.name, "姓名或者名称", SHORT), written(who.interest, "关系", 400)
    if not name or not interest:
        raise Refused.because(
            "third_party_is_named",
            "还没有写第三人是谁、牵涉到什么权益。",
            *application.policy.consequences.third_party_check.clause,
            cure="写明姓名或者名称，以及牵涉到什么。",
        )
    found = Party.objects.indexed(who.identifier).first() if who.identifier.strip() else None
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        _officer(case, by)
        row = ThirdParty.objects.create(
            application=case,
            party=found if found and found.pk != case.applicant_id else None,
            name=name,
            contact=written(who.contact, "联系办法", 200),
            interest=interest,
            recorded_by=by,
            recorded_at=now,
        )
        append(
            APPLICATION.kind, case.pk, "record_third_party", case.status, case.status, by=by,
            role=Role.OFFICER, at=now, basis=case.policy.consequences.third_party_check.clause,
        )  # fmt: skip
    return row


def guard(
    *, application: Application, proof: DisposedProof, condition_key: str, words: str, by: Account
) -> ExtraMeasure:
    """另外的防范措施 for one condition that can't be checked before the decision."""
    words, now = written(words, "防范措施"), timezone.now()
    if not words:
        raise Refused.because(
            "extra_measure_is_written",
            "还没有写防范措施。",
            *application.policy.consequences.third_party_check.clause,
            cure="写明做什么、什么时候、由谁，例如公示七日、由邻里书面确认。",
        )
    with transaction.atomic():
        case = locked(Application, application.pk)
        _officer(case, by)
        left = {(one.pk, key) for one, key, _sentence in open_conditions(case)}
        if (proof.pk, condition_key) not in left:
            raise Refused.because(
                "nothing_to_guard",
                "这一条不用另外的防范措施。",
                *case.policy.consequences.third_party_check.clause,
                cure="请刷新页面，看还有哪几条没有核查。",
            )
        row = ExtraMeasure.objects.create(
            proof=proof, condition_key=condition_key, words=words, taken_by=by, taken_at=now
        )
        append(
            APPLICATION.kind, case.pk, "guard_third_parties", case.status, case.status, by=by,
            role=Role.OFFICER, at=now, basis=case.policy.consequences.third_party_check.clause,
        )  # fmt: skip
    return row


def _officer(case: Application, by: Account) -> None:
    if Role.OFFICER not in access.roles_in(by, case, timezone.localdate()):
        raise Refused.because(
            "not_your_move",
            "只能由本机关的经办人员登记。",
            cure="请用经办人员的账号登录，或者转给经办的同事。",
        )
