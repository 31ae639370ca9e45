"""What a request needs to know of its task: what sources said, and who can be asked."""

import secrets
from dataclasses import dataclass

from django.utils import timezone

from nuozheng.applications.models import Commitment
from nuozheng.credit.standing import adverse
from nuozheng.evidence.moves import history
from nuozheng.gateways.assistance.partners import partners
from nuozheng.law.assistance.moves import USABLE, AssistanceKind
from nuozheng.law.assistance.rules import Ask, EntryFacts, Sourced
from nuozheng.law.conditions import Result, required_attributes
from nuozheng.law.findings import Refused
from nuozheng.law.procedure import VERIFICATION_TASK, RecordStatus
from nuozheng.parties.models import Agency
from nuozheng.verification.assistance.models import AssistanceEntry, AssistanceRequest
from nuozheng.verification.models import VerificationTask
from nuozheng.verification.sources.contested import condition_of

_ANSWERS = {Result.CONFIRMED, Result.CONTRADICTED}


@dataclass(frozen=True, slots=True)
class Form:
    """The standard form as it is filled in. `provider` is here; otherwise `cell` and a name."""

    kind: AssistanceKind
    question: str
    legal_basis: str
    tried: tuple[str, ...]
    provider: Agency | None = None
    cell: str = ""
    cell_agency: str = ""
    entry: AssistanceEntry | None = None
    urgent: bool = False
    urgent_reason: str = ""
    replaces: AssistanceRequest | None = None


def ask_of(task: VerificationTask, form: Form) -> Ask:
    """The form as the rules read it."""
    entry, provider = form.entry, form.provider
    return Ask(
        kind=form.kind,
        question=form.question,
        legal_basis=form.legal_basis,
        tried=form.tried,
        sourced=sourced(task),
        entry=None
        if entry is None
        else EntryFacts(
            entry.kind,
            entry.days,
            entry.status in USABLE and (provider is None or provider.pk == entry.provider_id),
        ),
        urgent=form.urgent,
        urgent_reason=form.urgent_reason,
        on_record=any(
            one.status == RecordStatus.IN_FORCE for one in adverse(task.application.applicant)
        ),
    )


def sourced(task: VerificationTask) -> Sourced:
    """Whether a source covers the condition, and what it said last: at signing or since."""
    if not required_attributes([condition_of(task)]):
        return Sourced(covers=False)
    said = task.seen.get("data") or _at_signing(task)
    if said is None:
        return Sourced(covers=True)
    return Sourced(covers=True, asked=True, answered=Result(said["result"]) in _ANSWERS)


def _at_signing(task: VerificationTask) -> dict[str, str] | None:
    checks = Commitment.objects.get(application=task.application_id).checks
    wanted = (str(task.proof_id), task.condition_key)
    return next((one for one in checks if (one["proof"], one["condition"]) == wanted), None)


def tried_before(task: VerificationTask) -> tuple[str, ...]:
    """What the record says was tried: the sources, and every way that the task went before."""
    known = sourced(task)
    before = [
        str(row.detail["from"])
        for row in history(VERIFICATION_TASK.kind, task.pk)
        if row.act == "switch_method"
    ]
    return tuple(dict.fromkeys((*(["online"] if known.asked else []), *before)))


def provider_of(form: Form, requester: Agency) -> tuple[Agency | None, str, str]:
    """The provider here, or the partner's cell with the agency's name.

    Errors: Refused where nobody is named, oneself, or a region that is no partner.
    """
    provider = form.entry.provider if form.entry else form.provider
    if provider is not None:
        if provider.pk == requester.pk:
            raise Refused.because(
                "provider_is_another",
                "不能请自己协助。",
                cure="请选别的单位；本单位能查的，直接核查。",
            )
        return provider, "", provider.name
    name = form.cell_agency.strip()
    if form.cell not in partners().partner or not name:
        raise Refused.because(
            "provider_is_another",
            "没有写明请哪个单位协助。",
            cure="请选本地的一个单位，或者选外地并写明单位的全称。",
        )
    return None, form.cell, name[:80]


def number_of_now() -> str:
    """A number that no other installation gives: the day and eight random hex digits."""
    return f"XZ-{timezone.localdate():%Y%m%d}-{secrets.token_hex(4).upper()}"
