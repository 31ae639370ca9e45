"""The letter of one application: signed and filed with its digests, or set out to be signed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import transaction

from nuozheng.applications import declaration
from nuozheng.applications.models import Application, Commitment, CommitmentStatus
from nuozheng.catalogue.letters import title_of
from nuozheng.documents.models import Document
from nuozheng.documents.sealing import issued, seal_words
from nuozheng.documents.typesetting import (
    Clause,
    ConditionLine,
    Letter,
    NoticeItem,
    Piece,
    StatementLine,
    render_letter,
    render_unsigned,
)
from nuozheng.evidence import rows
from nuozheng.evidence.prepared import Prepared
from nuozheng.gateways.sources.registry import registry
from nuozheng.law.clauses import clause
from nuozheng.law.commitment import sentences
from nuozheng.law.conditions import Condition, sentence_parts
from nuozheng.law.identifiers import mask_id
from nuozheng.law.labels import short_label
from nuozheng.law.signatures import SignatureMeans
from nuozheng.law.vocabulary import PartyKind

MARK_LENGTH = 8
_SAID_IN_A_LETTER = (
    "item",
    "agency",
    "applicant",
    "agent",
    "catalogue__jurisdiction",
    "notice__template",
)
_HELD = Prepared(lambda pk: Commitment.objects.select_for_update().filter(pk=pk))
_CASE = Prepared(
    lambda pk: (
        Application.objects.select_related(*_SAID_IN_A_LETTER)
        .defer("item__search_text", "notice__template__content")
        .filter(pk=pk)
    )
)
_HOW_TO_SIGN = (
    "怎样签",
    "未签署，不生效。请逐句读申请人声明，同意的打√，再签名、写日期，当面交给经办人员。",
)


def letter_document(commitment_id: int) -> Document:
    """The filed letter of a signed commitment, set now if no worker has done it yet.

    Called twice it returns the same document: bytes that were filed never change.
    """
    with transaction.atomic():
        commitment = _HELD.one(pk=commitment_id)
        if commitment.letter is not None:
            return commitment.letter
        if commitment.status == CommitmentStatus.DRAFT:
            raise ValueError("an unsigned commitment has no letter")
        commitment.application = _read(commitment.application_id)
        document = issued(
            render_letter(compose(commitment)),
            kind="letter",
            title=f"{_title(commitment.application)} {commitment.letter_number}",
            unit=commitment.application.agency.name,
        )
        assert commitment.signed_at is not None
        document.created_at = commitment.signed_at
        document.created_by_id = commitment.signed_by_id
        commitment.letter = rows.insert(document)
        rows.update(commitment, ("letter",))
        return document


def _read(application_id: int) -> Application:
    """All that a letter says of the case, in two queries."""
    application = _CASE.one(pk=application_id)
    declaration.hold_named_proofs(application)
    return application


def compose(commitment: Commitment) -> Letter:
    """Everything the letter says, from what was shown and what was signed."""
    assert commitment.signed_at is not None
    return _composed(commitment, commitment.statements, commitment.signed_at)


def unsigned_letter(commitment: Commitment) -> bytes:
    """The letter of a checked draft as PDF, for signing by hand; it is filed nowhere.

    书面形式含电子文本、数据报文 (ORD21-3c): paper is as good. Raises ValueError where nothing was
    checked yet or the letter is signed already, `MissingGlyph` for what cannot be printed.
    """
    if commitment.status != CommitmentStatus.DRAFT or commitment.checked_at is None:
        raise ValueError("only a checked draft is set out for signing by hand")
    texts = [text for _key, text in sentences(commitment.application.policy)]
    letter = _composed(commitment, texts, commitment.checked_at)
    return render_unsigned(
        replace(letter, particulars=(("内容核对码", content_mark(commitment)), _HOW_TO_SIGN))
    )


def content_mark(commitment: Commitment) -> str:
    """Eight characters by which people see that paper and screen declare the same: 3F9A07C2."""
    return commitment.declared_digest[:MARK_LENGTH].upper()


def _composed(commitment: Commitment, statements: Iterable[str], at: datetime) -> Letter:
    application = commitment.application
    notice = application.notice
    party, agent = application.applicant, application.agent
    return Letter(
        title=_title(application),
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
        statements=tuple(StatementLine(text, ticked=True) for text in statements),
        consent_text=_consent(commitment),
        signed_at=at,
        signature_kind=commitment.signature_words,
        signature_image=_drawn(commitment),
        qr_payload=f"{settings.NUOZHENG_PUBLIC_URL}/v/{commitment.letter_number}",
        verify_hint="扫码或者在“验承诺书”页填写编号，可以验真伪；页面不显示个人信息。",
        seal=seal_words(application.agency.name, at),
    )


def _drawn(commitment: Commitment) -> bytes | None:
    """The picture of a signature drawn by hand."""
    if commitment.signature.get("means") != SignatureMeans.DRAWN:
        return None
    paper = commitment.signature_paper
    return bytes(paper.content) if paper else None


def _title(application: Application) -> str:
    """As the text is titled that was shown, which the notice keeps."""
    return title_of(application.notice.content, application.item.name)


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
                    how_checked=how_checked(condition),
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
