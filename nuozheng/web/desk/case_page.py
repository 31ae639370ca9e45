"""Everything that the page of a case shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _

from nuozheng.applications.fetched import (
    Fetched,
    LeftOpen,
    fetched_for,
    is_partly_fetched,
    left_open,
)
from nuozheng.applications.models import Application, Commitment, DisposedProof, ProofStatus
from nuozheng.credit.grades.importing import grades_of
from nuozheng.credit.sanctions.field import restrained_in
from nuozheng.credit.standing import adverse, standing_of
from nuozheng.evidence import deadlines
from nuozheng.law.findings import Finding, Outcome, obstacles
from nuozheng.law.procedure import (
    APPLICATION,
    UNTRUTH_FINDING,
    VERIFICATION_TASK,
    UntruthStatus,
)
from nuozheng.law.vocabulary import Role
from nuozheng.verification.afterwards.letter_versions import versions_of
from nuozheng.verification.afterwards.third_parties import safe_for_others
from nuozheng.verification.confirmation.models import ConfirmationRequest
from nuozheng.verification.models import UntruthFinding
from nuozheng.verification.performance.file import promises_of_party
from nuozheng.verification.risk.warning import warning_for
from nuozheng.web.clocks import clock_of
from nuozheng.web.credit_file import performance_of, shape_of
from nuozheng.web.desk import case_acts
from nuozheng.web.desk.case_forms import CaseForms
from nuozheng.web.desk.guards import Desk
from nuozheng.web.desk.history import Happened, happened
from nuozheng.web.desk.queue import OURS, handled_by
from nuozheng.web.desk.supervision.chain_rows import chain_rows
from nuozheng.web.desk.words import CASE_STATE, PROOF_STATE
from nuozheng.web.promises import CONTRADICTED, commitment_of, promises_of

PAST = 3


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One proof: how it is met, where it stands, why, and the paper if there is one."""

    proof: DisposedProof
    shape: str
    state: str | Words
    findings: list[Finding]
    fetched: list[Fetched] = field(default_factory=list, repr=False)
    left: list[LeftOpen] = field(default_factory=list)
    asked: list[ConfirmationRequest] = field(default_factory=list, repr=False)

    @property
    def waits(self) -> bool:
        return self.proof.status == ProofStatus.AWAITING_AGENCY

    @property
    def answer(self) -> str:
        """What an officer wrote down when the proof was obtained."""
        return str(self.proof.obtained.get("note", ""))

    @property
    def basis(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(key for one in self.findings[:1] for key in one.basis))


def case_context(application: Application, desk: Desk, forms: CaseForms) -> dict[str, Any]:
    """The values of the page, in the order in which it shows them."""
    proofs = list(application.proofs.all())
    tasks = list(application.tasks.all())
    found = list(application.untruth_findings.all())
    running = deadlines.running(APPLICATION.kind, application.pk)
    commitment = commitment_of(application)
    promises = promises_of(application, proofs, tasks)
    shape, state = CASE_STATE[application.state]
    following = _next_number(application, desk)
    issuers: dict[int, list[ConfirmationRequest]] = {}
    for one in application.confirmations.filter(task=None).select_related("provider"):
        issuers.setdefault(one.proof_id, []).append(one)
    return {
        "case": application,
        "shape": shape,
        "state": state,
        "clock": clock_of(running[0], desk.today) if running else None,
        "promises": promises,
        "differing": sum(promise.result == CONTRADICTED for promise in promises),
        "commitment": commitment,
        "insists": commitment.insists if commitment else "",
        "versions": list(versions_of(commitment)) if commitment else [],
        "unsafe": next(iter(obstacles([safe_for_others(application)])), None),
        "restrained": restrained_in(application),
        "untruths": [(one, UntruthStatus(one.status).chinese) for one in found],
        "show_tasks": Role.VERIFIER in desk.roles,
        "proofs": [_proof_row(proof, issuers.get(proof.pk, [])) for proof in proofs],
        "questions": list(application.enquiries.select_related("answered_by")),
        "completion": getattr(application, "completion", None),
        "eligibility": _eligibility(application, commitment),
        "chain": chain_rows(application, commitment, tasks, desk.today),
        "standing": standing_of(application.applicant, desk.today),
        "records": adverse(application.applicant),
        "past": _past(application),
        "may_open_file": application.opened_by_id != desk.account.pk,
        "grades": grades_of(application.applicant),
        "warning": warning_for(application, desk.today),
        "forms": forms,
        "buttons": case_acts.buttons(application, desk, proofs),
        "later": case_acts.later(application, desk, proofs),
        "may_ask_issuer": case_acts.may_ask_issuer(application, desk),
        "following": reverse("web:case", args=[following]) if following else "",
        "history": _history(application, [task.pk for task in tasks], found),
        "refused_demands": list(application.refused_demands.order_by("-asked_at")),
    }


def _past(application: Application) -> list[tuple[Commitment, str, str]]:
    """The applicant's latest earlier promises in this place, with what became of them."""
    place = [application.agency.jurisdiction_id]
    found = promises_of_party(application.applicant, place).exclude(application=application)
    return [(one, shape_of(one), performance_of(one).chinese) for one in found[:PAST]]


def read_finding(stored: Mapping[str, Any]) -> Finding:
    """A finding out of its snapshot."""
    return Finding(
        stored["key"],
        Outcome(stored["outcome"]),
        stored["detail"],
        tuple(stored["basis"]),
        stored.get("cure", ""),
        stored.get("appeal", ""),
    )


def _eligibility(application: Application, commitment: Commitment | None) -> list[Finding]:
    """Every rule looked at for a letter that was signed; else only what kept it from being so."""
    found = [read_finding(stored) for stored in application.eligibility]
    if commitment is not None and commitment.signed_at is not None:
        return found
    committable = any(proof.version.may_commit for proof in application.proofs.all())
    return obstacles(found) if committable else []


def _proof_row(proof: DisposedProof, asked: list[ConfirmationRequest]) -> ProofRow:
    shape, state = PROOF_STATE[ProofStatus(proof.status)]
    return ProofRow(
        proof,
        shape,
        _("等本机关核对") if is_partly_fetched(proof) else state,
        [read_finding(stored) for stored in proof.findings],
        fetched_for(proof, whole=True),
        left_open(proof),
        asked,
    )


def _next_number(application: Application, desk: Desk) -> str:
    """The case that we must act on next after this one, in the order of the queue."""
    if Role.OFFICER not in desk.roles:
        return ""
    others = handled_by(desk).filter(status__in=OURS).exclude(pk=application.pk)
    order = others.order_by("due_on", "pk")
    after = Q(due_on__gt=application.due_on) | Q(due_on=application.due_on, pk__gt=application.pk)
    following = order.filter(after).first() if application.due_on else None
    following = following or order.first()
    return following.number if following else ""


def _history(
    application: Application, tasks: Sequence[int], found: Sequence[UntruthFinding]
) -> list[Happened]:
    return happened(
        {
            APPLICATION.kind: [application.pk],
            VERIFICATION_TASK.kind: tasks,
            UNTRUTH_FINDING.kind: [one.pk for one in found],
        }
    )
