"""Ask the applicant for completion: once, and only for what the list and the promise leave open."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from nuozheng.applications import access
from nuozheng.applications.clocks import start_completion
from nuozheng.applications.models import (
    Application,
    Commitment,
    CommitmentStatus,
    CompletionRequest,
    DisposedProof,
    ProofStatus,
    RefusedDemand,
)
from nuozheng.catalogue.facts import proof_facts
from nuozheng.evidence import deadlines
from nuozheng.evidence.moves import locked, move, must_be_allowed
from nuozheng.evidence.wording import written
from nuozheng.law import demands
from nuozheng.law.demands import ProofState
from nuozheng.law.findings import Finding, Refused, obstacles
from nuozheng.law.procedure import APPLICATION
from nuozheng.law.proofs import ProofFacts
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Account

LONGEST_NAME = 200


def request_completion(
    *,
    application: Application,
    by: Account,
    proofs: Sequence[DisposedProof],
    message: str,
    unlisted: Sequence[str] = (),
) -> CompletionRequest:
    """Tell the applicant once what is missing.

    `unlisted` are names of anything else that the officer wants. Where a listed proof is covered by
    a commitment or met otherwise, or something is not on the list, nothing is asked of the
    applicant; the attempt is recorded for the supervisor and the officer hears why.

    Errors: Refused; DisposedProof.DoesNotExist for a proof of another case.
    """
    message = written(message, "要补正的内容")
    unlisted = [name for one in unlisted if (name := written(one, "清单以外的材料", LONGEST_NAME))]
    if not proofs and not unlisted:
        raise Refused.because(
            "nothing_asked", "还没有选要补正的证明。", cure="从清单里选；不用补正的，请受理。"
        )
    now = timezone.now()
    with transaction.atomic():
        case = locked(Application, application.pk)
        roles = access.roles_in(by, case, timezone.localdate())
        role = must_be_allowed(APPLICATION, "request_completion", case.status, roles)
        refused = _forbidden(case, proofs, unlisted)
        if refused:
            _record_attempts(case, by, refused)
        else:
            _not_asked_before(case)
            request = _ask(case, by, proofs, message)
            deadlines.meet_all(APPLICATION.kind, case.pk, now)
            start_completion(case)
            move(
                case,
                APPLICATION,
                "request_completion",
                by=by,
                role=role,
                at=now,
                reason=message,
                changed=("due_on",),
            )
    if refused:
        raise Refused(*(finding for found in refused.values() for finding in found))
    return request


def _forbidden(
    case: Application, proofs: Sequence[DisposedProof], unlisted: Sequence[str]
) -> dict[str, list[Finding]]:
    """What may not be asked, by name, with the reasons."""
    listed = {row.pk: row for row in case.proofs.select_related("version__entry__proof")}
    names = {row.version.entry.proof.name for row in listed.values()}
    signed = Commitment.objects.filter(application=case, status=CommitmentStatus.SIGNED).exists()
    found: dict[str, list[Finding]] = {}
    for proof in proofs:
        if proof.pk not in listed:
            raise DisposedProof.DoesNotExist
        row = listed[proof.pk]
        state = ProofState(row.way, signed and row.way is Substitution.COMMITMENT)
        facts = proof_facts(row.version)
        found[facts.proof_name] = obstacles(demands.examine(case.policy, names, state, facts))
    for name in unlisted:
        facts = ProofFacts(proof_name=name, service_kind=case.item.kind)
        found[name] = obstacles(demands.examine(case.policy, names, None, facts))
    return {name: findings for name, findings in found.items() if findings}


def _record_attempts(case: Application, by: Account, refused: dict[str, list[Finding]]) -> None:
    RefusedDemand.objects.bulk_create(
        RefusedDemand(
            application=case,
            agency=case.agency,
            asked_for=name,
            asked_by=by,
            asked_at=timezone.now(),
            findings=[finding.as_json() for finding in findings],
        )
        for name, findings in refused.items()
    )


def _not_asked_before(case: Application) -> None:
    if CompletionRequest.objects.filter(application=case).exists():
        raise Refused.because(
            "completion_asked_once",
            "补正只能一次告知，这件已经告知过了。",
            "CN-XKF-32",
            cure="材料齐全的请受理；还有疑问的由我们自己核实。",
        )


def _ask(
    case: Application, by: Account, proofs: Sequence[DisposedProof], message: str
) -> CompletionRequest:
    request = CompletionRequest.objects.create(
        application=case, message=message, requested_by=by, requested_at=timezone.now()
    )
    request.proofs.set(proofs)
    DisposedProof.objects.filter(pk__in=[proof.pk for proof in proofs]).update(
        status=ProofStatus.AWAITING_DOCUMENT
    )
    return request
