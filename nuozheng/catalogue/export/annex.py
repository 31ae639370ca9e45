"""The annexes of the 2023 plan as spreadsheets: liaison officers, and what need not be handed in.

附件1 联络员名单 (ORD23-A1); 附件2 全市证明免提交事项情况统计表 (ORD23-A2a to A2e).
"""

import io
from collections.abc import Iterable, Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from nuozheng.catalogue.export.cells import guarded
from nuozheng.catalogue.export.figures import ListFigures, figures
from nuozheng.catalogue.export.listed import listed_on
from nuozheng.catalogue.export.whole import WRITTEN_AT
from nuozheng.catalogue.models import Catalogue
from nuozheng.catalogue.revision.content import EntryContent
from nuozheng.law.vocabulary import Substitution
from nuozheng.parties.models import Agency

ANNEX_ONE = "创建“无证明城市”工作联络员名单"
ANNEX_ONE_TITLES = ("序号", "联络员姓名", "所属科室", "职务", "联系电话", "备注")
ANNEX_TWO = "全市证明免提交事项情况统计表"
ANNEX_TWO_TITLES = ("序号", "旗区/部门名称", "事项名称", "事项实施编码", "免提交证明材料名称")
WAY, CANCELLED, INSTEAD = "证明免提交方式", "直接取消", "代替取消方式"
INSTEAD_WAYS = (
    Substitution.DATA_SHARING,
    Substitution.COMMITMENT,
    Substitution.AGENCY_VERIFICATION,
    Substitution.OTHER,
)
TICKED_WAYS = (Substitution.CANCELLED, *INSTEAD_WAYS)
TICK = "√"
NOTES = (
    "备注：1.“证明免提交方式”栏请在对应选项后打√，如通过其他方式提供，请填写具体方式。",
    "2.“证明”主要分为以下五种类型：一是对法律事实的证明，如身份证明、出生证明、死亡证明；"
    "二是对法律关系的证明，如亲属关系证明、婚姻状况证明；三是对资格、资质、能力或水平的证明，"
    "如职称证明、培训证明；四是权属证明，如住所、办公地点、检测场所使用权或所有权证明；"
    "五是其他客观状态或事实的证明，如备案证明、验资报告、收入证明、住房公积金提取证明等。",
)
_EMPTY_LINES = 5
_LAST = len(ANNEX_TWO_TITLES) + len(TICKED_WAYS) - 1


def annex_two(catalogue: Catalogue, agency: Agency | None, on: date, liaison: str = "") -> bytes:
    """附件2 for one agency's part of the list or for all of it, on a day, with its figures.

    What an applicant must still hand in is not in the annex, and is counted beside it. `liaison`
    is a name and a telephone: only for those who may see them.
    """
    listed = listed_on(catalogue, agency, on)
    rows = [
        annex_row(one.agency, one.content)
        for one in listed
        if one.content.substitution is not Substitution.RETAINED
    ]
    unit = agency.name if agency else catalogue.jurisdiction.name
    return write_annex_two(rows, unit, on, liaison, figures(catalogue, on, agency))


def write_annex_two(
    rows: Sequence[Sequence[str]],
    unit: str = "",
    on: date | None = None,
    liaison: str = "",
    counted: ListFigures | None = None,
) -> bytes:
    """附件2 with these rows, as `annex_row` gives them; without any, the empty form."""
    written = io.BytesIO()
    book = _book(written)
    sheet = book.add_worksheet("附件2")
    plain, bold = _look(book), _look(book, bold=True)
    _title(book, sheet, ANNEX_TWO, _LAST)
    day = f"{on.year}年{on.month}月{on.day}日" if on else "    年  月  日"
    head = (
        f"填报单位（公章）：{unit}        单位负责人（签字）：            "
        f"联络员及联系方式：{liaison}            {day}"
    )
    sheet.merge_range(1, 0, 1, _LAST, head, book.add_format({"text_wrap": True}))
    _annex_two_header(sheet, bold)
    line = 5
    for line, row in enumerate(rows, start=5):
        for column, text in enumerate((str(line - 4), *row)):
            sheet.write_string(line, column, guarded(text), plain)
    foot = line + 1 if rows else 5 + _EMPTY_LINES
    if not rows:
        _empty_lines(sheet, 5, _LAST, plain)
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for number, note in enumerate(NOTES):
        sheet.set_row(foot + number, 32 if number == 0 else 64)
        sheet.merge_range(foot + number, 0, foot + number, _LAST, note, wrapped)
    for column, width in enumerate((6, 20, 28, 36, 30, 8, 8, 8, 8, 24)):
        sheet.set_column(column, column, width)
    _for_print(sheet)
    if counted is not None:
        _figures_sheet(book.add_worksheet("汇总"), counted, plain, bold)
    book.close()
    return written.getvalue()


def annex_one(officers: Iterable[Sequence[str]] = ()) -> bytes:
    """附件1: rows are (name, department, post, telephone, note); without any, the empty form."""
    written = io.BytesIO()
    book = _book(written)
    sheet = book.add_worksheet("附件1")
    plain, bold = _look(book), _look(book, bold=True)
    _title(book, sheet, ANNEX_ONE, len(ANNEX_ONE_TITLES) - 1)
    for column, title in enumerate(ANNEX_ONE_TITLES):
        sheet.write_string(1, column, title, bold)
    rows = list(officers)
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate((str(number), *row)):
            sheet.write_string(number + 1, column, guarded(text), plain)
    if not rows:
        _empty_lines(sheet, 2, len(ANNEX_ONE_TITLES) - 1, plain)
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(ANNEX_ONE_TITLES) - 1, 20)
    _for_print(sheet)
    book.close()
    return written.getvalue()


def annex_row(agency: str, content: EntryContent) -> list[str]:
    """The cells of an entry after its number."""
    item = content.item
    return [agency, item.name, item.implementation_code, content.proof.name, *_ticks(content)]


def _ticks(content: EntryContent) -> Iterable[str]:
    """√ under its way; under 其他方式 the concrete way itself (ORD23-A2e)."""
    for way in TICKED_WAYS:
        ticked = way is content.substitution
        concrete = way is Substitution.OTHER and content.other_way
        yield (content.other_way if concrete else TICK) if ticked else ""


def _annex_two_header(sheet: Worksheet, bold: Format) -> None:
    """Three rows: the names beside the ways, these split in 直接取消 and its four substitutes."""
    first_way = len(ANNEX_TWO_TITLES)
    for column, title in enumerate(ANNEX_TWO_TITLES):
        sheet.merge_range(2, column, 4, column, title, bold)
    sheet.merge_range(2, first_way, 2, _LAST, WAY, bold)
    sheet.merge_range(3, first_way, 4, first_way, CANCELLED, bold)
    sheet.merge_range(3, first_way + 1, 3, _LAST, INSTEAD, bold)
    for column, way in enumerate(INSTEAD_WAYS, start=first_way + 1):
        sheet.write_string(4, column, way.chinese, bold)


def _figures_sheet(sheet: Worksheet, counted: ListFigures, plain: Format, bold: Format) -> None:
    for column, title in enumerate(("按什么", "其中", "项数")):
        sheet.write_string(0, column, title, bold)
    line = 0
    for line, (what, of_which, count) in enumerate(counted.lines(), start=1):
        sheet.write_string(line, 0, what, plain)
        sheet.write_string(line, 1, of_which, plain)
        sheet.write_number(line, 2, count, plain)
    sheet.write_string(line + 1, 0, "全部", bold)
    sheet.write_string(line + 1, 1, "", bold)
    sheet.write_number(line + 1, 2, counted.total, bold)
    sheet.set_column(0, 1, 18)


def _book(written: io.BytesIO) -> xlsxwriter.Workbook:
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    book.set_properties({"created": WRITTEN_AT})
    return book


def _look(book: xlsxwriter.Workbook, *, bold: bool = False) -> Format:
    centred = {"align": "center"} if bold else {}
    look = {"border": 1, "text_wrap": True, "valign": "vcenter", "bold": bold, "num_format": "@"}
    return book.add_format(look | centred)


def _title(book: xlsxwriter.Workbook, sheet: Worksheet, text: str, last: int) -> None:
    look = book.add_format({"bold": True, "font_size": 16, "align": "center"})
    sheet.merge_range(0, 0, 0, last, text, look)
    sheet.set_row(0, 30)


def _empty_lines(sheet: Worksheet, first: int, last: int, plain: Format) -> None:
    for line in range(first, first + _EMPTY_LINES):
        for column in range(last + 1):
            sheet.write_blank(line, column, None, plain)


def _for_print(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
