"""The signed letter of one application, set as PDF and filed with its digests."""

from django.conf import settings
from django.db import transaction

from nuozheng.applications import declaration
from nuozheng.applications.models import Commitment, CommitmentStatus
from nuozheng.documents.models import Document
from nuozheng.documents.typesetting import (
    Clause,
    ConditionLine,
    Letter,
    NoticeItem,
    Piece,
    StatementLine,
    render_letter,
)
from nuozheng.evidence.moves import locked
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.clauses import clause
from nuozheng.law.conditions import Condition, sentence_parts
from nuozheng.law.identifiers import mask_id
from nuozheng.law.labels import short_label
from nuozheng.law.vocabulary import PartyKind

SIGNATURE_KIND = "账号登录，逐条确认后签署"


def letter_document(commitment_id: int) -> Document:
    """The filed letter of a signed commitment, set now if no worker has done it yet.

    Called twice it returns the same document: bytes that were filed never change.
    """
    with transaction.atomic():
        commitment = locked(Commitment, commitment_id)
        if commitment.letter is not None:
            return commitment.letter
        if commitment.status == CommitmentStatus.DRAFT:
            raise ValueError("an unsigned commitment has no letter")
        document = Document.of(
            render_letter(compose(commitment)),
            kind="letter",
            title=f"证明事项告知承诺书 {commitment.letter_number}",
            media_type="application/pdf",
        )
        assert commitment.signed_at is not None
        document.created_at = commitment.signed_at
        document.created_by = commitment.signed_by
        document.save()
        commitment.letter = document
        commitment.save(update_fields=["letter"])
        return document


def compose(commitment: Commitment) -> Letter:
    """Everything the letter says, from what was shown and what was signed."""
    application = commitment.application
    notice = application.notice
    party, agent = application.applicant, application.agent
    assert commitment.signed_at is not None
    return Letter(
        title="证明事项告知承诺书",
        item_name=application.item.name,
        item_code=application.item.implementation_code,
        template_version=notice.template.number,
        template_digest=notice.template.digest,
        case_number=application.number,
        letter_number=commitment.letter_number,
        applicant_name=party.name,
        applicant_identifier_masked=mask_id(party.identifier)
        if party.is_person
        else party.identifier,
        applicant_kind=PartyKind(party.kind),
        company_representative=party.representative or "",
        agent_name=agent.name if agent else None,
        agent_authority="书面授权，可以代为承诺" if agent else None,
        agency=application.agency.name,
        place_title=application.catalogue.jurisdiction.name,
        policy_title=f"{application.policy.title}（{application.policy.document}）"
        if application.policy.document
        else application.policy.title,
        notice=tuple(
            NoticeItem(
                number=item["number"],
                title=item["title"],
                paragraphs=tuple(item["paragraphs"]),
                basis=tuple(_footnote(key) for key in item["basis"]),
            )
            for item in notice.content["items"]
        ),
        conditions=_conditions(commitment),
        statements=tuple(StatementLine(text, ticked=True) for text in commitment.statements),
        consent_text=_consent(commitment),
        signed_at=commitment.signed_at,
        signature_kind=SIGNATURE_KIND,
        qr_payload=f"{settings.NUOZHENG_PUBLIC_URL}/v/{commitment.letter_number}",
        verify_hint="扫码或者在“验承诺书”页填写编号，可以验真伪；页面不显示个人信息。",
        seal_note="示例" if settings.NUOZHENG_DEMO else "",
    )


def _conditions(commitment: Commitment) -> tuple[ConditionLine, ...]:
    results = {(row["proof"], row["condition"]): row["chinese"] for row in commitment.checks}
    lines: list[ConditionLine] = []
    for proof in declaration.declared_proofs(commitment):
        values = declaration.values_of(commitment, proof)
        for condition in proof.version.condition_set.conditions:
            lines.append(
                ConditionLine(
                    number=len(lines) + 1,
                    proof_name=proof.version.entry.proof.name,
                    sentence=tuple(
                        Piece(part.text, declared=part.kind == "fact")
                        for part in sentence_parts(condition, values)
                    ),
                    standard=how_checked(condition),
                    ticked=True,
                    check_result=results.get((str(proof.pk), condition.key), ""),
                )
            )
    return tuple(lines)


def how_checked(condition: Condition) -> str:
    """How a condition will be checked, in a few words: the sources, or the stated way."""
    names = dict.fromkeys(
        registry()[operand.source].title
        for comparison in condition.comparisons
        for operand in comparison.sources
    )
    if names:
        return f"与{'、'.join(names)}核对"
    return condition.attested.how if condition.attested else ""


def _consent(commitment: Commitment) -> str:
    sources = dict.fromkeys(
        registry()[operand.source].title
        for proof in declaration.declared_proofs(commitment)
        for condition in proof.version.condition_set.conditions
        for comparison in condition.comparisons
        for operand in comparison.sources
    )
    if not sources:
        return ""
    return (
        f"申请人同意告知机关为办理本事项，查询本人的{'、'.join(sources)}。"
        "每次查询都有记录，本人可以随时查看。"
    )


def _footnote(key: str) -> Clause:
    found = clause(key)
    return Clause(short_label(found), found.words)
