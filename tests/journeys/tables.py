"""A department's table: handed in as it came, mended row by row, taken into a revision."""

from playwright.sync_api import FilePayload, Locator, expect

from nuozheng.catalogue.export.annex import write_annex_two
from nuozheng.catalogue.intake.reading import read_sheets
from nuozheng.sandbox.annex import faulty_rows
from tests.journeys.visitor import Visitor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEFT_OUT = ("示例登记申请表", "示例亲属证明")
"""An application form is no proof, and another unit's row is not this unit's to report."""
SHARED, OTHERWISE = "示例学历证明", "示例验资证明"
"""Rows that are met by shared data and in another way; all others are cancelled."""
HOW = "由窗口查验验资报告原件，当场退还"


def annex_of(keeper: Visitor, list_title: str) -> bytes:
    """Annex 2 of the first part of this list, as the keeper downloads it."""
    keeper.go("/desk/intake/")
    parts = keeper.main.locator("aside details", has_text=list_title).first
    link = parts.locator('a[href$="annex-2.xlsx"]').first
    answer = keeper.context.request.get(str(link.get_attribute("href")))
    assert answer.status == 200
    return answer.body()


def service_in(annex: bytes) -> tuple[str, str]:
    """The first service of this annex, by its name and implementation code."""
    first = next(row for row in read_sheets(annex)[0].rows if row and row[0].isdigit())
    return first[2], first[3]


def faulty_annex(annex: bytes) -> bytes:
    """An agency's own annex 2 as its export wrote it, with ten faulty rows at the end."""
    body = [row for row in read_sheets(annex)[0].rows if row and row[0].isdigit()]
    rows = [list(row[1:]) for row in body]
    unit, code = rows[0][0], rows[0][2]
    return write_annex_two([*rows, *faulty_rows(unit, code, rows[0])], unit)


def upload(keeper: Visitor, list_title: str, annex: bytes) -> None:
    """Hand in a file for the first part of this list and wait for its preview."""
    keeper.go("/desk/intake/")
    keeper.sees("导入表格")
    part = keeper.main.locator("select[name=part]")
    part.select_option(label=part.locator("option", has_text=list_title).first.inner_text())
    file = FilePayload(name="附件2.xlsx", mimeType=XLSX, buffer=annex)
    keeper.main.locator("input[type=file]").first.set_input_files(files=[file])
    keeper.press("传上来，看预览")
    expect(keeper.main).to_contain_text("每一行会怎样")


def mend_every_row(keeper: Visitor, service: tuple[str, str]) -> int:
    """Mend every refused row on its page, leave out what cannot be mended; how many were mended."""
    refused, mended = f"{keeper.path.partition('?')[0]}?show=refused", 0
    keeper.go(refused)
    rows = keeper.main.locator("tbody tr", has_text="改这一行")
    while (row := rows.first).count():
        if any(name in row.inner_text() for name in LEFT_OUT):
            keeper.submit(row.get_by_role("button", name="不要这一行"))
        else:
            mended += 1
            _mend(keeper, row, service, mended)
        keeper.go(refused)
    return mended


def _mend(keeper: Visitor, row: Locator, service: tuple[str, str], number: int) -> None:
    proof = row.locator("td").nth(1).inner_text().strip()
    if not proof.startswith("示例"):
        # A row that repeats another, and one without a name: what was meant.
        proof = f"示例情况证明{number}"
    keeper.submit(row.get_by_role("link", name="改这一行"))
    keeper.sees("原文件不变；改过的会记下是谁改的。")
    for name, said in zip(("item_name", "code"), service, strict=True):
        keeper.main.locator(f"input[name={name}]").fill(said)
    keeper.main.locator("input[name=proof_name]").fill(proof)
    keeper.main.locator("input[name=issuing_body]").fill("示例出具单位")
    way = {SHARED: "数据共享", OTHERWISE: "其他方式"}.get(proof, "直接取消")
    keeper.main.locator("select[name=way]").select_option(label=way)
    keeper.main.locator("input[name=other_way]").fill(HOW if proof == OTHERWISE else "")
    keeper.press("改好，重新比对")


def take(keeper: Visitor) -> str:
    """Everything that can be taken, into a new revision; its address."""
    keeper.press("全部收进修订")
    expect(keeper.main).to_contain_text("都收进修订了")
    keeper.follow("打开修订")
    return keeper.path


def say_on_what_it_rests(keeper: Visitor, revision: str, proof: str) -> None:
    """A proof that is not cancelled names the regulation that demands it."""
    keeper.go(revision)
    article = keeper.main.locator("article", has_text=proof)
    keeper.submit(article.get_by_role("link", name="改", exact=True))
    keeper.main.locator("input[name=legal_basis]").fill("《示例登记条例》")
    keeper.main.locator("input[name=article]").fill("第八条")
    keeper.main.locator("select[name=basis_level]").select_option(label="法规")
    keeper.press("保存")
    keeper.sees("已经保存")
