"""A case as the API shows it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from nuozheng.api.operations import Operation, operations
from nuozheng.api.schemas import (
    Basis,
    FindingOut,
    Out,
    PartyOut,
    basis_of,
    finding_out,
    party_out,
)
from nuozheng.applications.certificates import linked
from nuozheng.applications.fetched import fetched_for, left_open
from nuozheng.applications.models import Application, DisposedProof, ProofStatus
from nuozheng.evidence.models import AccessReceipt, Deadline, Move
from nuozheng.law.procedure import APPLICATION, ApplicationStatus
from nuozheng.law.vocabulary import Role, Substitution


class CaseSummary(Out):
    """A case in a list."""

    number: str
    status: str
    status_text: str
    item_id: int
    item: str
    place: str
    agency: str
    opened_at: datetime
    due_on: date | None


class FetchedValueOut(Out):
    """One thing that a source said, in words with its unit; numbers of papers are masked."""

    attribute: str
    label: str
    text: str


class FetchedOut(Out):
    """What one source said for a proof, as of which day; only what the proof asks."""

    source: str
    title: str
    owner: str
    as_of: date | None
    values: list[FetchedValueOut]


class LeftOpenOut(Out):
    """A condition that no source could answer: the agency checks it, never the applicant."""

    condition: str
    sentence: str
    how: str


class CertificateOut(Out):
    """The electronic certificate that meets a proof, by reference: no copy of it is kept.

    `digest` is SM3 over what its seal covers, `channel` where it was found or presented.
    """

    kind: str
    title: str
    issuer: str
    region: str
    digest: str
    as_of: date
    channel: str


class ProofOut(Out):
    """One proof of a case: how it is met, where it stands, and what may be chosen instead.

    `fetched` and `left_open` where shared data meet it: what the file holds, and what the agency
    itself has to check.
    """

    id: int
    code: str
    name: str
    way: str
    way_text: str
    alternatives: list[str]
    status: str
    status_text: str
    declined_because: str
    has_document: bool
    findings: list[FindingOut]
    fetched: list[FetchedOut]
    left_open: list[LeftOpenOut]
    certificate: CertificateOut | None


class ClockOut(Out):
    """A legal clock that runs for `days`; `provisional` while that year's holidays are unknown."""

    what: str
    title: str
    started_on: date
    days: int
    day_kind: Literal["working", "calendar"]
    due_on: date
    overdue: bool
    provisional: bool
    explanation: str
    basis: list[Basis]


class CaseOut(CaseSummary):
    """A case whole, with what this caller may do now."""

    applicant: PartyOut
    agent: str | None
    submitted_at: datetime | None
    accepted_at: datetime | None
    decided_at: datetime | None
    decision_reason: str
    has_decision_document: bool
    letter_number: str | None
    eligibility: list[FindingOut]
    proofs: list[ProofOut]
    clocks: list[ClockOut]
    roles: list[str]
    allowed: list[Operation]


class MoveOut(Out):
    """One act in the history of a record."""

    act: str
    label: str
    old: str
    new: str
    role: str
    by: str
    at: datetime
    reason: str
    basis: list[Basis]


class ReceiptOut(Out):
    """One look at somebody's data: which source, why, under which clause, with what outcome."""

    source: str
    purpose: str
    attributes: list[str]
    basis: list[Basis]
    result: str
    problem: str
    trouble: str
    unanswered: list[str]
    asked_at: datetime
    asked_by: str


def case_summary(case: Application) -> CaseSummary:
    return CaseSummary(
        number=case.number,
        status=case.status,
        status_text=case.state.chinese,
        item_id=case.item_id,
        item=case.item.name,
        place=case.catalogue.slug,
        agency=case.agency.name,
        opened_at=case.opened_at,
        due_on=case.due_on,
    )


def case_out(
    case: Application,
    proofs: Iterable[DisposedProof],
    clocks: Iterable[Deadline],
    roles: Iterable[Role],
    on: date,
) -> CaseOut:
    held = tuple(roles)
    commitment = getattr(case, "commitment", None)
    return CaseOut(
        **case_summary(case).model_dump(),
        applicant=party_out(case.applicant),
        agent=case.agent.name if case.agent else None,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        decided_at=case.decided_at,
        decision_reason=case.decision_reason,
        has_decision_document=case.decision_document_id is not None,
        letter_number=commitment.letter_number if commitment else None,
        eligibility=[finding_out(stored) for stored in case.eligibility],
        proofs=[proof_out(proof) for proof in proofs],
        clocks=[clock_out(clock, on) for clock in clocks],
        roles=[role.value for role in held],
        allowed=operations(APPLICATION, case.status, held, case.number),
    )


def proof_out(proof: DisposedProof) -> ProofOut:
    listed = proof.version.entry.proof
    return ProofOut(
        id=proof.pk,
        code=listed.code,
        name=listed.name,
        way=proof.substitution,
        way_text=Substitution(proof.substitution).chinese,
        alternatives=proof.alternatives,
        status=proof.status,
        status_text=str(ProofStatus(proof.status).label),
        declined_because=proof.chosen_reason,
        has_document=proof.document_id is not None,
        findings=[finding_out(stored) for stored in proof.findings],
        fetched=[
            FetchedOut(
                source=one.source,
                title=one.title,
                owner=one.owner,
                as_of=one.as_of,
                values=[
                    FetchedValueOut(attribute=said.attribute, label=said.title, text=said.text)
                    for said in one.values
                ],
            )
            for one in fetched_for(proof)
        ],
        left_open=[
            LeftOpenOut(condition=one.key, sentence=one.sentence, how=one.how)
            for one in left_open(proof)
        ],
        certificate=_certificate_out(proof),
    )


def _certificate_out(proof: DisposedProof) -> CertificateOut | None:
    held = linked(proof)
    if held is None:
        return None
    return CertificateOut(
        kind=held.kind,
        title=held.title,
        issuer=held.issuer,
        region=held.region,
        digest=held.digest,
        as_of=held.as_of,
        channel=held.channel,
    )


def clock_out(clock: Deadline, on: date) -> ClockOut:
    return ClockOut(
        what=clock.what,
        title=clock.title,
        started_on=clock.started_on,
        days=clock.days,
        day_kind="calendar" if clock.natural else "working",
        due_on=clock.due_on,
        overdue=clock.is_overdue(on),
        provisional=clock.provisional,
        explanation=clock.explanation,
        basis=basis_of(clock.basis),
    )


_LABELS = {rule.act: rule.label for rule in APPLICATION.rules} | {
    "open": "开始办理",
    "hand_in": "提交证明",
    "obtain": "登记部门答复",
    "present_certificate": "出示电子证照",
    "set_aside_certificate": "不用查到的电子证照",
    "look_again": "再看电子证照",
}


def move_out(row: Move) -> MoveOut:
    return MoveOut(
        act=row.act,
        label=_LABELS.get(row.act, row.act),
        old=_state(row.old),
        new=_state(row.new),
        role=Role(row.role).chinese,
        by=str(row.by) if row.by else "",
        at=row.at,
        reason=row.reason,
        basis=basis_of(row.basis),
    )


def _state(value: str) -> str:
    return ApplicationStatus(value).chinese if value else ""


def receipt_out(row: AccessReceipt) -> ReceiptOut:
    return ReceiptOut(
        source=row.source,
        purpose=row.purpose,
        attributes=row.attributes,
        basis=basis_of(row.basis),
        result=row.result,
        problem=row.problem,
        trouble=row.trouble,
        unanswered=row.unanswered,
        asked_at=row.asked_at,
        asked_by=str(row.asked_by) if row.asked_by else "",
    )
