"""Give the notice: once, whole, in writing, with its delivery on record."""

import secrets

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access, declaration
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    Notice,
    ProofStatus,
)
from nuozheng.catalogue.letters import lacking, template_in_force
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.law.findings import Finding, Outcome, Refused
from nuozheng.law.procedure import APPLICATION
from nuozheng.parties.models import Account

_READABLE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def notify(*, application: Application, by: Account) -> Notice:
    """Deliver the whole notice of the service's letter in force, and open the draft letter.

    Errors: Refused where proofs still wait for a choice, where nothing is to be committed to, and
    where the text lacks something that the place demands.
    """
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "notify", case.status, roles)
        _choices_are_made(case)
        template = template_in_force(case.item, timezone.localdate())
        missing = lacking(case.policy, template.content)
        if missing:
            raise Refused(*missing)
        notice = Notice.objects.create(
            application=case,
            template=template,
            content=template.content,
            digest=template.digest,
            delivered_at=now,
            delivered_to=by,
        )
        Commitment.objects.create(
            application=case, status=CommitmentStatus.DRAFT, letter_number=letter_number()
        )
        move(
            case,
            APPLICATION,
            "notify",
            by=by,
            role=role,
            at=now,
            basis=case.policy.notice.once.clause,
            detail={"digest": notice.digest, "template": template.number},
        )
    return notice


def _choices_are_made(case: Application) -> None:
    open_ones = [
        proof
        for proof in case.proofs.select_related("version__entry__proof")
        if proof.status == ProofStatus.AWAITING_CHOICE
    ]
    if open_ones:
        raise Refused(
            *(
                Finding(
                    f"choose.{proof.pk}",
                    Outcome.NOT_MET,
                    f"{proof.version.entry.proof.name}还没有选办法。",
                    case.policy.applicants.free_choice.clause,
                    cure="承诺还是提交，由您选。",
                )
                for proof in open_ones
            )
        )
    if not declaration.committed_proofs(case):
        raise Refused.because(
            "nothing_to_commit", "这次没有要承诺的证明，不用看告知书。", cure="直接提交就行。"
        )


def letter_number() -> str:
    """NZ26-1124-7K3Q-90PX: unguessable, without characters that are mistaken for each other."""
    day = timezone.localdate()
    parts = ("".join(secrets.choice(_READABLE) for _ in range(4)) for _ in range(2))
    return f"NZ{day:%y-%m%d}-{'-'.join(parts)}"
