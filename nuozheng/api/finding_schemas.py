"""A finding of untruth as the API shows it."""

from collections.abc import Iterable
from datetime import date, datetime

from nuozheng.api.operations import Operation, operations
from nuozheng.api.schemas import Basis, Out, basis_of
from nuozheng.law.consequences import MEASURE_WORD
from nuozheng.law.procedure import UNTRUTH_FINDING, UntruthStatus
from nuozheng.law.vocabulary import Role
from nuozheng.verification.actions.consequence import offers
from nuozheng.verification.models import Consequence, Statement, UntruthFinding


class UntruthSummary(Out):
    """A finding in a list."""

    id: int
    number: str
    item: str
    status: str
    status_text: str
    opened_at: datetime
    statement_due_on: date | None


class HearingStatementOut(Out):
    """What the person said."""

    text: str
    made_at: datetime
    has_document: bool


class OfferOut(Out):
    """A measure that may be taken now."""

    measure: str
    title: str
    required: bool
    basis: list[Basis]


class ConsequenceOut(Out):
    """A measure that was taken."""

    measure: str
    title: str
    document_number: str
    legal_basis: str
    content: str
    due_on: date | None
    basis: list[Basis]
    decided_by: str
    decided_at: datetime


class UntruthOut(UntruthSummary):
    """A finding whole."""

    sentence: str
    found: str
    notified_at: datetime | None
    statements: list[HearingStatementOut]
    outcome: str
    reasoning: str
    intent_reasoning: str
    document_number: str
    decided_by: str
    decided_at: datetime | None
    consequences: list[ConsequenceOut]
    offers: list[OfferOut]
    allowed: list[Operation]


def untruth_summary(row: UntruthFinding) -> UntruthSummary:
    return UntruthSummary(
        id=row.pk,
        number=row.application.number,
        item=row.application.item.name,
        status=row.status,
        status_text=UntruthStatus(row.status).chinese,
        opened_at=row.opened_at,
        statement_due_on=row.statement_due_on,
    )


def untruth_out(row: UntruthFinding, roles: Iterable[Role]) -> UntruthOut:
    held = tuple(roles)
    return UntruthOut(
        **untruth_summary(row).model_dump(),
        sentence=row.compared["sentence"],
        found=row.compared["found"],
        notified_at=row.notified_at,
        statements=[_statement(one) for one in row.statements.all()],
        outcome=row.outcome,
        reasoning=row.reasoning or "",
        intent_reasoning=row.intent_reasoning or "",
        document_number=row.document_number,
        decided_by=str(row.decided_by) if row.decided_by else "",
        decided_at=row.decided_at,
        consequences=[_consequence(one) for one in row.consequences.select_related("decided_by")],
        offers=_offers(row) if Role.OFFICER in held else [],
        allowed=operations(UNTRUTH_FINDING, row.status, held, row.pk),
    )


def _statement(one: Statement) -> HearingStatementOut:
    return HearingStatementOut(
        text=one.text, made_at=one.made_at, has_document=one.document_id is not None
    )


def _consequence(one: Consequence) -> ConsequenceOut:
    return ConsequenceOut(
        measure=one.measure,
        title=MEASURE_WORD[one.measure],
        document_number=one.document_number,
        legal_basis=one.legal_basis,
        content=one.content,
        due_on=one.due_on,
        basis=basis_of(one.basis),
        decided_by=str(one.decided_by),
        decided_at=one.decided_at,
    )


def _offers(row: UntruthFinding) -> list[OfferOut]:
    return [
        OfferOut(
            measure=offer.kind,
            title=offer.title,
            required=offer.required,
            basis=basis_of(offer.basis),
        )
        for offer in offers(row)
    ]
