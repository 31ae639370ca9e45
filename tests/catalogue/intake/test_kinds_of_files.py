"""Files of every kind that departments send, whole, locked, cut off and booby-trapped."""

import io
import zipfile

import pytest
import xlsxwriter

from nuozheng.catalogue.intake import archive
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.catalogue.intake.sheet import within
from nuozheng.law.findings import Refused
from tests.catalogue.intake.old_files import old_workbook
from tests.catalogue.intake.test_reading import refused_because, workbook

LINES = [["事项名称", "证明名称"], ["教师资格认定", "无犯罪记录证明"]]
ODS_ROWS = """<table:table-row><table:table-cell><text:p>事项名称</text:p></table:table-cell>
<table:table-cell><text:p>证明名称</text:p></table:table-cell>
<table:table-cell><text:p>办理期限</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>教师资格认定</text:p>
</table:table-cell><table:table-cell><text:p>学历证书</text:p><text:p>（<text:s/>原件）</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="20"/></table:table-row>
<table:table-row table:visibility="collapse"><table:covered-table-cell/>
<table:table-cell><text:p>无犯罪记录证明</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-11-01T00:00:00"/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"
office:value-type="boolean" office:boolean-value="true"/></table:table-row>
<table:table-row table:number-rows-repeated="1048572">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>"""


def open_document(rows: str) -> bytes:
    """An ods of a sheet with these rows and a hidden empty one."""
    names = ("office", "table", "text", "style")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = f"""<office:document-content {spaces}><office:automatic-styles>
    <style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>
    </office:automatic-styles><office:body><office:spreadsheet>
    <table:table table:name="清单">{rows}</table:table>
    <table:table table:name="代码" table:style-name="ta2"></table:table>
    </office:spreadsheet></office:body></office:document-content>"""
    return bytes(archived({"mimetype": b"-", "content.xml": content.encode()}))


def archived(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytearray:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as packed:
        for path, text in parts.items():
            packed.writestr(path, text)
    return bytearray(written.getvalue())


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (archived({"清单.csv": b"a,b"}), "intake.packed"),
        (archived({"word/document.xml": b"<w/>"}), "intake.other_kind"),
        (archived({"xl/workbook.bin": b"-"}), "intake.other_workbook"),
        (archived({"xl/workbook.xml": b"<w/>"}, zipfile.ZIP_BZIP2), "intake.other_packing"),
        (archived({"content.xml": b"<office>"}), "intake.damaged"),
        (archived({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "intake.locked"),
    ],
)
def test_what_else_is_packed_so(content: bytearray, key: str) -> None:
    assert refused_because(bytes(content)) == key


def test_an_archive_with_a_password_or_broken_inside() -> None:
    whole = archived({"xl/workbook.xml": b"<workbook>" * 400})
    directory = whole.rindex(b"PK\x01\x02")
    locked = bytearray(whole)
    locked[6] |= 1
    locked[directory + 8] |= 1
    assert refused_because(bytes(locked)) == "intake.locked"
    patched = bytearray(whole)
    patched[6] |= 0x20
    patched[directory + 8] |= 0x20
    assert refused_because(bytes(patched)) == "intake.other_packing"
    broken = bytearray(whole)
    broken[50:54] = b"\xff\xff\xff\xff"
    assert refused_because(bytes(broken)) == "intake.damaged"
    assert refused_because(bytes(whole[:60])) == "intake.damaged"


def test_an_old_workbook_and_what_it_hides() -> None:
    (sheet,) = read_sheets(old_workbook(LINES, hidden=frozenset({1})))
    assert sheet.name == "清单" and sheet.hidden == {1}
    assert sheet.rows == LINES


def test_a_damaged_workbook_breaks_no_process_but_its_own() -> None:
    """A wrong length can make the reader of old workbooks end its whole process."""
    whole = old_workbook(LINES)
    for at in range(512, 1600, 40):
        changed = whole[:at] + b"\xff\xff\xff\x7f" + whole[at + 4 :]
        try:
            read_sheets(changed)
        except Refused as refusal:
            assert refusal.key.startswith("intake.")


def test_a_web_page_that_was_named_xls() -> None:
    page = """<html><head><meta charset="gb2312"><style>td {color: red}</style></head><body>
    <table border=1><tr><th>事项名称<th>证明名称<th>方式</tr>
    <tr><td rowspan=2>教师资格\n认定<td>学历证书<td>数据共享</tr>
    <tr style="display: none"><td>无犯罪&nbsp;记录证明<td>部门核验</td></tr>
    <tr><td colspan="3">合计：<br>2</td></tr></table>"""
    (sheet,) = read_sheets(page.encode("gb18030"))
    assert sheet.rows == [
        ["事项名称", "证明名称", "方式"],
        ["教师资格 认定", "学历证书", "数据共享"],
        ["", "无犯罪 记录证明", "部门核验"],
        ["合计：\n2", "", ""],
    ]
    assert sheet.merged == (((1, 0), (2, 0)), ((3, 0), (3, 2))) and sheet.hidden == {2}
    assert refused_because(b"<table>" + b"<tr>" * 50_100) == "intake.too_many_rows"
    assert refused_because(b"<table><td colspan=9000>") == "intake.too_many_columns"


def test_an_open_document() -> None:
    (sheet, unseen) = read_sheets(open_document(ODS_ROWS))
    assert sheet.rows == [
        ["事项名称", "证明名称", "办理期限"],
        ["教师资格认定", "学历证书\n（原件）", "20"],
        ["", "无犯罪记录证明", "2026-11-01"],
        ["是", "是", ""],
    ]
    assert sheet.merged == (((1, 0), (2, 0)),) and sheet.hidden == {2}
    assert unseen.invisible and not sheet.invisible
    cell = '<table:table-cell table:number-columns-repeated="{}">'
    far = f"{cell}<text:p>远</text:p></table:table-cell>"
    deep = f'<table:table-row table:number-rows-repeated="1048576">{far.format(1)}'
    assert refused_because(open_document(f"{deep}</table:table-row>")) == "intake.too_many_rows"
    wide = f"<table:table-row>{far.format(16_384)}</table:table-row>"
    assert refused_because(open_document(wide)) == "intake.too_many_columns"


def test_merged_cells_that_lie_over_one_another() -> None:
    def over(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("清单")
        sheet.write_row("A1", ["事项名称", "证明名称"])
        sheet.merge_range(1, 0, 39_999, 0, "示例")
        sheet.write_string(39_999, 1, "示例")

    assert len(read_sheets(workbook(over))[0].merged) == 1
    rows = [["事项名称"], *[["示例"] for _ in range(39_999)]]
    with pytest.raises(Refused) as refusal:
        within("清单", [((1, 0), (39_999, 0))] * 20, rows)
    assert refusal.value.key == "intake.merged_over_merged"


def test_an_archive_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MAXIMUM_UNPACKED", 2**20)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (4 * 2**20))
    assert len(bomb.getvalue()) < 10_000
    assert refused_because(bomb.getvalue()) == "intake.unpacks_too_large"
