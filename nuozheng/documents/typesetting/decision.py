"""Official documents to one addressee: decisions, and notices about a case or a finding."""

from dataclasses import dataclass
from datetime import date

from nuozheng.documents.typesetting.content import Clause
from nuozheng.documents.typesetting.press import Json, chinese_date, midnight, print_pdf
from nuozheng.documents.typesetting.qr import qr_svg
from nuozheng.documents.typesetting.text import Notes


@dataclass(frozen=True, slots=True)
class Reason:
    """One numbered reason with the clauses on which it rests."""

    text: str
    basis: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An official document: 决定书, 终止办理通知书, 补正通知书, 陈述申辩告知书, 认定书, 处理决定书.

    `number` is the document number with 〔〕; `opening` states the case and the facts; `reasons`
    are numbered; `orders` say what is decided or asked and until when; `remedies` say how to
    object; `contact` says whom to ask. `qr_payload` and `verify_hint` may be empty.
    """

    title: str
    number: str
    addressee: str
    case_number: str
    agency: str
    opening: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()
    orders: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    contact: str = ""
    issued_on: date
    qr_payload: str = ""
    verify_hint: str = ""
    seal: tuple[str, ...] = ()


def usual_remedies(review_body: str, court: str) -> tuple[str, ...]:
    """How to object to a decision: review within 60 days, a suit within 6 months.

    Source: 行政复议法 (2023) 第二十条, 行政诉讼法 (2017) 第四十六条.
    """
    return (
        f"您不服的，可以自收到本文书之日起60日内，向{review_body}申请行政复议；"
        f"也可以自收到本文书之日起6个月内，向{court}提起行政诉讼。",
    )


def render_decision(decision: Decision) -> bytes:
    """The document as PDF/A-2b; identical input gives identical bytes; raises `MissingGlyph`."""
    pictures: dict[str, Json] = {"qr": qr_svg(decision.qr_payload) if decision.qr_payload else None}
    return print_pdf("decision", _data(decision), midnight(decision.issued_on), pictures)


def _data(decision: Decision) -> dict[str, Json]:
    notes = Notes()
    return {
        "title": decision.title,
        "number": decision.number,
        "addressee": decision.addressee,
        "case_number": decision.case_number,
        "agency": decision.agency,
        "opening": list(decision.opening),
        "reasons": [
            {"text": reason.text, "marks": notes.cite(reason.basis)} for reason in decision.reasons
        ],
        "clauses": notes.unprinted(),
        "orders": list(decision.orders),
        "remedies": list(decision.remedies),
        "contact": decision.contact,
        "issued_on": chinese_date(decision.issued_on),
        "verify_hint": decision.verify_hint,
        "seal": list(decision.seal),
    }
