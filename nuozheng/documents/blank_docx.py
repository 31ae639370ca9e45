"""The blank form of a letter as DOCX, for filling in by hand or in a word processor."""

import io
import zipfile
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from nuozheng.documents.typesetting import BlankLetter, ConditionLine, NoticeItem, StatementLine
from nuozheng.documents.typesetting.press import chinese_date

BLANK = "\u00a0" * 18
"""Underlined; spaces that never break, so that a blank stays on one line."""
BOX = "□"
_SERIF, _SANS = "宋体", "黑体"
_MADE_AT = (1980, 1, 1, 0, 0, 0)
"""Every file in the archive has this time, so that the same letter gives the same bytes."""
_DIGITS = "〇一二三四五六七八九十"


def blank_docx(form: BlankLetter) -> bytes:
    """The same text as `render_blank`, as a document of a word processor (ORD21-4.3o, ORD21-A1).

    Title with the matter's name, notice, conditions with blanks for what is declared, statements,
    signatures. Identical input gives identical bytes.
    """
    document = Document()
    _page(document, form)
    _centred(document, form.title, 18)
    _centred(document, f"{form.place_title}　{form.agency}", 10.5)
    _head(document, form)
    _heading(document, "甲　行政机关告知")
    for item in form.notice:
        _notice(document, item)
    _heading(document, "乙　申请人承诺")
    _conditions(document, form.conditions)
    _heading(document, "丙　申请人声明")
    _statements(document, form.statements)
    _signatures(document, form)
    return _same_bytes(document)


def _page(document: Any, form: BlankLetter) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(26), Mm(24)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    normal = document.styles["Normal"]
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(4)
    _in_chinese(normal, _SERIF)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "zh-CN")
        language.set(qn("w:eastAsia"), "zh-CN")
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = footer.add_run(
        f"文本第{form.template_version}版　{chinese_date(form.published_on)}起施行　"
        f"文本SHA-256：{form.template_digest}"
    )
    run.font.size = Pt(7.5)
    core = document.core_properties
    core.title, core.author, core.comments, core.language = form.title, form.agency, "", "zh-CN"
    core.last_modified_by = form.agency
    core.created = core.modified = datetime.combine(form.published_on, time())


def _in_chinese(style: Any, font: str) -> None:
    style.font.name = font
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _centred(document: Any, text: str, size: float) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    if size > 12:
        _in_chinese(run, _SANS)


def _heading(document: Any, text: str) -> None:
    heading = document.add_heading(level=1)
    run = heading.add_run(text)
    run.font.size = Pt(12)
    run.font.color.rgb = RGBColor(0, 0, 0)
    _in_chinese(run, _SANS)


def _head(document: Any, form: BlankLetter) -> None:
    rows = (
        ("办理事项", form.item_name, "事项编码", form.item_code),
        ("申请人", "", "身份号码或者统一社会信用代码", ""),
        ("法定代表人", "", "联系电话", ""),
        ("代理人", "", "代理权限", ""),
        ("告知机关", form.agency, "适用规定", form.policy_title),
    )
    table = _table(document, len(rows), (Mm(22), Mm(58), Mm(34), Mm(46)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _notice(document: Any, item: NoticeItem) -> None:
    first, *more = item.paragraphs or ("",)
    paragraph = document.add_paragraph()
    title = paragraph.add_run(f"{_chinese(item.number)}、{item.title}。")
    title.bold = True
    paragraph.add_run(first)
    for text in more:
        paragraph = document.add_paragraph(text)
    if item.basis:
        # What a passage rests on never stands alone at the top of a page.
        paragraph.paragraph_format.keep_with_next = True
        cited = document.add_paragraph().add_run(
            "依据：" + "；".join(dict.fromkeys(clause.label for clause in item.basis))
        )
        cited.font.size = Pt(8.5)


def _conditions(document: Any, lines: tuple[ConditionLine, ...]) -> None:
    table = _table(document, 1 + len(lines), (Mm(12), Mm(92), Mm(42), Mm(14)))
    for cell, text in zip(
        table.rows[0].cells, ("序号", "承诺的事实", "怎样核对", "符合"), strict=True
    ):
        cell.paragraphs[0].add_run(text).bold = True
    _repeated(table.rows[0])
    for row, line in zip(table.rows[1:], lines, strict=True):
        number, fact, check, box = row.cells
        number.text, check.text, box.text = str(line.number), line.how_checked, BOX
        for piece in line.sentence:
            run = fact.paragraphs[0].add_run(BLANK if piece.declared else piece.text)
            run.underline = piece.declared or None
        fact.paragraphs[0].add_run("。")
        fact.add_paragraph().add_run(f"代替：{line.proof_name}").font.size = Pt(8.5)
    for row in table.rows:
        for cell in (row.cells[0], row.cells[-1]):
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _statements(document: Any, lines: tuple[StatementLine, ...]) -> None:
    said = document.add_paragraph("请逐句看清楚，同意的打√。")
    said.paragraph_format.keep_with_next = True
    for line in lines:
        document.add_paragraph(f"{BOX} {line.text}")


def _signatures(document: Any, form: BlankLetter) -> None:
    rows = (
        (("申请人（签名或者盖章）：", BLANK), (f"告知机关：{form.agency}（盖章）", "")),
        (("法定代表人、代理人（签名）：", BLANK), ("经办人：", BLANK)),
        (("　　　　年　　月　　日", ""), ("　　　　年　　月　　日", "")),
    )
    table = document.add_table(rows=len(rows), cols=2)
    _kept_whole(table, (Mm(84), Mm(76)))
    for number, (row, cells) in enumerate(zip(table.rows, rows, strict=True), start=1):
        for cell, (text, blank) in zip(row.cells, cells, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text)
            paragraph.add_run(blank).underline = True
            paragraph.paragraph_format.space_before = Pt(18)
            paragraph.paragraph_format.keep_with_next = number < len(rows)


def _table(document: Any, rows: int, widths: tuple[Any, ...]) -> Any:
    table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    _kept_whole(table, widths)
    return table


def _kept_whole(table: Any, widths: tuple[Any, ...]) -> None:
    """Fixed widths, said of columns and of cells: programs read one or the other. No row splits."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _repeated(row: Any) -> None:
    """The row stands at the top of every page of its table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _chinese(number: int) -> str:
    """1 to 19 as 一 to 十九."""
    return _DIGITS[number] if number <= 10 else f"十{_DIGITS[number - 10]}"


def _same_bytes(document: Any) -> bytes:
    """The document packed anew with fixed times and no picture of the library's own template."""
    packed, out = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MADE_AT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
