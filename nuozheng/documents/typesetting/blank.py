"""The blank form of a letter, for download and for signing by hand."""

from dataclasses import dataclass, replace
from datetime import date

from nuozheng.documents.typesetting.content import (
    Clause,
    ConditionLine,
    NoticeItem,
    StatementLine,
)
from nuozheng.documents.typesetting.press import Json, midnight, print_pdf
from nuozheng.documents.typesetting.text import TextBody, text_body


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankLetter:
    """What a blank form says; `published_on` is the day its template version was published.

    Declared pieces of the conditions print as blanks whatever they hold, ticks as empty boxes.
    """

    title: str
    item_name: str
    item_code: str
    template_version: int
    template_digest: str
    agency: str
    place_title: str
    policy_title: str
    notice: tuple[NoticeItem, ...]
    conditions: tuple[ConditionLine, ...]
    statements: tuple[StatementLine, ...]
    consent_text: str
    published_on: date
    footnotes: tuple[Clause, ...] = ()


def render_blank(form: BlankLetter) -> bytes:
    """The blank form as PDF/A-2b, set like the letter; raises `MissingGlyph`."""
    return print_pdf("letter", _data(form), midnight(form.published_on))


def _data(form: BlankLetter) -> dict[str, Json]:
    conditions = tuple(_emptied(line) for line in form.conditions)
    statements = tuple(replace(line, ticked=False) for line in form.statements)
    body = text_body(TextBody(form.notice, conditions, statements, form.footnotes))
    return {
        **body,
        "blank": True,
        "title": form.title,
        "subtitle": f"{form.place_title}　{form.item_name}",
        "number": "",
        "version": f"文本第{form.template_version}版",
        "digest": form.template_digest,
        "head": _head(form),
        "consent": form.consent_text,
        "agency": form.agency,
    }


def _head(form: BlankLetter) -> list[Json]:
    return [
        ["办理事项", form.item_name, "办件编号", ""],
        ["事项编码", form.item_code],
        ["申请人", "", "身份号码或者统一社会信用代码", ""],
        ["法定代表人", "", "联系电话", ""],
        ["代理人", "", "代理权限", ""],
        ["告知机关", form.agency],
        ["适用规定", form.policy_title],
    ]


def _emptied(line: ConditionLine) -> ConditionLine:
    sentence = tuple(
        replace(piece, text="") if piece.declared else piece for piece in line.sentence
    )
    return replace(line, sentence=sentence, ticked=False, check_result="")
