"""The letter of notice and commitment (告知承诺书), signed or set out to be signed by hand."""

from dataclasses import dataclass, replace
from datetime import datetime

import typst

from nuozheng.documents.typesetting.content import (
    Clause,
    ConditionLine,
    NoticeItem,
    StatementLine,
)
from nuozheng.documents.typesetting.picture import require_picture, unreadable_picture
from nuozheng.documents.typesetting.press import (
    CHINA_TIME,
    Json,
    chinese_date,
    chinese_moment,
    print_pdf,
)
from nuozheng.documents.typesetting.qr import qr_svg
from nuozheng.documents.typesetting.text import TextBody, text_body
from nuozheng.law.vocabulary import PartyKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a signed letter says; identifiers come masked, moments with their zone.

    `particulars` are further rows of the head (label, value), such as family members;
    `footnotes` are the clauses on which the statements rest; `seal` are the lines that
    stand where a stamp would, and empty where no electronic seal is set.
    """

    title: str
    item_name: str
    item_code: str
    template_version: int
    template_digest: str
    case_number: str
    letter_number: str
    applicant_name: str
    applicant_identifier_masked: str
    applicant_kind: PartyKind = PartyKind.PERSON
    company_representative: str = ""
    agent_name: str | None = None
    agent_authority: str | None = None
    agency: str
    place_title: str
    policy_title: str
    notice: tuple[NoticeItem, ...]
    conditions: tuple[ConditionLine, ...]
    statements: tuple[StatementLine, ...]
    consent_text: str
    signed_at: datetime
    signature_kind: str
    signature_image: bytes | None = None
    qr_payload: str
    verify_hint: str
    footnotes: tuple[Clause, ...] = ()
    particulars: tuple[tuple[str, str], ...] = ()
    seal: tuple[str, ...] = ()


def render_letter(letter: Letter) -> bytes:
    """The letter as PDF/A-2b; identical input gives identical bytes.

    Raises `MissingGlyph` (a character cannot be printed), `Refused` with the key
    `signature_picture_unreadable`, and `ValueError` for a moment without its zone.
    """
    if letter.signature_image is not None:
        require_picture(letter.signature_image)
    pictures: dict[str, Json] = {
        "qr": qr_svg(letter.qr_payload),
        "signature": list(letter.signature_image) if letter.signature_image else None,
    }
    try:
        return print_pdf("letter", _data(letter), letter.signed_at, pictures)
    except typst.TypstError as error:
        if letter.signature_image is not None and "decode" in error.message:
            raise unreadable_picture() from error
        raise


def render_unsigned(letter: Letter) -> bytes:
    """The letter before anybody signed it, as PDF/A-2b; raises `MissingGlyph`.

    Everything declared is printed, the boxes of the statements and the signatures are empty, and
    each page says 未签署. `signed_at` is when its content was fixed; it isn't printed.
    """
    open_boxes = tuple(replace(line, ticked=False) for line in letter.statements)
    data = _data(replace(letter, statements=open_boxes))
    version = f"{data['version']}　未签署"
    return print_pdf("letter", {**data, "blank": True, "version": version}, letter.signed_at)


def _data(letter: Letter) -> dict[str, Json]:
    body = text_body(
        TextBody(letter.notice, letter.conditions, letter.statements, letter.footnotes)
    )
    return {
        **body,
        "blank": False,
        "title": letter.title,
        "subtitle": f"{letter.place_title}　{letter.item_name}",
        "number": letter.letter_number,
        "version": f"文本第{letter.template_version}版",
        "digest": letter.template_digest,
        "head": _head(letter),
        "consent": letter.consent_text,
        "applicant": letter.applicant_name,
        "representative": letter.company_representative,
        "agent": letter.agent_name or "",
        "agency": letter.agency,
        "signed_on": chinese_date(letter.signed_at.astimezone(CHINA_TIME).date()),
        "signed_at": chinese_moment(letter.signed_at),
        "signature_kind": letter.signature_kind,
        "seal": list(letter.seal),
        "verify_hint": letter.verify_hint,
    }


def _head(letter: Letter) -> list[Json]:
    """Rows of the table at the head: label, value, and where there is one a second pair."""
    company = letter.applicant_kind is PartyKind.COMPANY
    identifier = "统一社会信用代码" if company else "身份号码"
    rows: list[Json] = [
        ["办理事项", letter.item_name, "办件编号", letter.case_number],
        ["事项编码", letter.item_code],
        ["申请人", letter.applicant_name, identifier, letter.applicant_identifier_masked],
    ]
    if company:
        rows.append(["法定代表人", letter.company_representative])
    rows.extend([label, value] for label, value in letter.particulars)
    if letter.agent_name:
        rows.append(["代理人", letter.agent_name, "代理权限", letter.agent_authority or ""])
    else:
        rows.append(["代理人", "无"])
    rows.append(["告知机关", letter.agency])
    rows.append(["适用规定", letter.policy_title])
    return rows
