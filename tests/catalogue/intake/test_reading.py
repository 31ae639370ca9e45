"""Files as departments send them: what can be read, and what is said of what can't."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from nuozheng.catalogue.intake.columns import guesses, is_annex_two
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.intake.table import Table, find_table
from nuozheng.documents.uploads import MAXIMUM_BYTES
from nuozheng.law.findings import Refused
from tests.catalogue.intake.old_files import container, old_workbook


def workbook(write: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    written = io.BytesIO()
    book = xlsxwriter.Workbook(written, {"in_memory": True})
    write(book)
    book.close()
    return written.getvalue()


def refused_because(content: bytes) -> str:
    with pytest.raises(Refused) as refusal:
        read_sheets(content)
    assert refusal.value.findings[0].cure
    return refusal.value.key


def table_of(content: bytes) -> Table:
    found = find_table(read_sheets(content)[0])
    assert found is not None
    return found


ROWS = (
    "序号,事项名称,事项实施编码,证明名称,方式\r\n"
    "1,教师资格认定,11150600MB1234567X,无犯罪记录证明,数据共享\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_customary_encoding(encoding: str) -> None:
    table = table_of(ROWS.encode(encoding))
    assert table.lines[0].cells[1] == "教师资格认定"
    assert guesses(table.labels) == [
        "number", "item.name", "item.implementation_code", "proof.name", "substitution"
    ]  # fmt: skip


def test_csv_with_tabs_and_semicolons() -> None:
    for mark in "\t;":
        assert table_of(ROWS.replace(",", mark).encode()).lines[0].cells[3] == "无犯罪记录证明"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "intake.empty"),
        (b"x" * (MAXIMUM_BYTES + 1), "intake.too_large"),
        (b"PK\x03\x04 not an archive", "intake.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "intake.damaged"),
        (old_workbook([["事项名称"]])[:1800], "intake.damaged"),
        (old_workbook([["事项名称"]], locked=True), "intake.locked"),
        (container({"EncryptedPackage": b"-", "EncryptionInfo": b"-"}), "intake.locked"),
        (old_workbook([["事项名称"]], far=(65_535, 0)), "intake.too_many_rows"),
        (old_workbook([["事项名称"]], far=(3, 255)), "intake.too_many_columns"),
        (container({"WordDocument": b"-"}), "intake.other_kind"),
        ("<html><p>请登录</p></html>".encode(), "intake.web_page"),
        (b"MIME-Version: 1.0\r\n", "intake.web_page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "intake.other_workbook",
        ),
        (b"%PDF-1.7\x00\xff\xfe\x81", "intake.other_kind"),
        (b"Rar!\x1a\x07\x01\x00", "intake.packed"),
        (b"\x00\x01\x02", "intake.unknown_kind"),
        ('事项名称,"'.encode() + b"x" * 200_000, "intake.csv_broken"),
        (b'{"other": 1}', "intake.other_json"),
        (b"a,b\n" * 50_100, "intake.too_many_rows"),
        (b"," * 300, "intake.too_many_columns"),
    ],
)
def test_what_cannot_be_read_is_told(content: bytes, key: str) -> None:
    assert refused_because(content) == key


def test_a_cell_at_the_far_corner_is_not_filled_up_to() -> None:
    def far(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("清单")
        sheet.write_string(0, 0, "事项名称")
        sheet.write_string(1_000_000, 0, "远")

    def wide(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("清单").write_string(0, 9000, "远")

    assert refused_because(workbook(far)) == "intake.too_many_rows"
    assert refused_because(workbook(wide)) == "intake.too_many_columns"


def test_a_header_in_three_rows_with_merged_groups() -> None:
    """附件2 by hand: title, unit, header in three rows, hidden row, total, note."""

    def annex(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("附件2")
        look = book.add_format()
        sheet.merge_range("A1:J1", "全市证明免提交事项情况统计表", look)
        sheet.merge_range("A2:J2", "填报单位（公章）：市教育体育局   单位负责人（签字）：", look)
        _three_row_header(sheet, look, 2)
        sheet.merge_range("C6:C7", "教师资格认定", look)
        sheet.write_row("A6", ["1", "市教育体育局", None, "CODE1", "无犯罪记录证明", "", "√"])
        sheet.write_row("A7", ["2", "", None, "", "学历证书", "", "", "√"])
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_row("A8", ["合计", "", "", "", "2"])
        sheet.write_row("A9", ["序号", "旗区/部门名称", "事项名称", "事项实施编码"])
        sheet.write_row("A10", ["3", "市教育体育局", "学校设立", "CODE2", "验资证明", "√"])
        sheet.write_row("A12", ["备注：请打√。"])
        sheet.write_row("A13", ["2.“证明”主要分为以下五种类型。"])

    table = table_of(workbook(annex))
    assert is_annex_two(guesses(table.labels))
    assert guesses(table.labels)[5:] == [
        "tick.cancelled", "tick.data_sharing", "tick.commitment", "tick.agency_verification",
        "tick.other",
    ]  # fmt: skip
    assert table.header == (3, 5)
    assert table.unit == "市教育体育局"
    assert [line.number for line in table.lines] == [6, 7, 10]
    assert table.lines[1].cells[2] == "教师资格认定"
    assert [line.hidden for line in table.lines] == [False, True, False]
    assert [(one.number, one.why) for one in table.skipped] == [
        (8, "total"), (9, "header"), (12, "note"), (13, "note")
    ]  # fmt: skip


def test_the_same_header_without_merged_cells() -> None:
    lines = [
        "全市证明免提交事项情况统计表,,,,,,,,,",
        "填报单位（公章）：,市教育体育局,,,,,,,,",
        "序号,旗区/部门名称,事项名称,事项实施编码,免提交证明材料名称,证明免提交方式,,,,",
        ",,,,,直接取消,代替取消方式,,,",
        ",,,,,,数据共享,告知承诺,部门核验,其他方式",
        "1,市教育体育局,教师资格认定,CODE1,学历证书,,√,,,",
    ]
    table = table_of("\n".join(lines).encode("gb18030"))
    assert is_annex_two(guesses(table.labels))
    assert table.unit == "市教育体育局"
    assert len(table.lines) == 1


def test_a_code_kept_as_a_number_is_not_taken_for_a_code() -> None:
    def numeric(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("清单")
        sheet.write_row("A1", ["事项名称", "事项实施编码", "证明名称"])
        sheet.write_row("A2", ["教师资格认定", 1115060011506000123, "学历证书"])

    assert table_of(workbook(numeric)).lines[0].cells[1] == "1.11506001150600E+18"


def _three_row_header(sheet: object, look: object, top: int) -> None:
    write = sheet.merge_range  # type: ignore[attr-defined]
    names = ("序号", "旗区/部门\n名称", "事项\n名称", "事项实施编码", "免提交\n证明材\n料名称")
    for column, name in enumerate(names):
        write(top, column, top + 2, column, name, look)
    write(top, 5, top, 9, "证明免提交方式", look)
    write(top + 1, 5, top + 2, 5, "直接\n取消", look)
    write(top + 1, 6, top + 1, 9, "代替取消方式", look)
    ways = ("数据\n共享", "告知\n承诺", "部门\n核验", "其他\n方式")
    sheet.write_row(top + 2, 6, ways, look)  # type: ignore[attr-defined]
