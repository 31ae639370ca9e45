"""What a keeper does when a law is repealed: register it, answer for each entry it touches."""

from datetime import date

from playwright.sync_api import FilePayload

from tests.journeys import lists
from tests.journeys.visitor import Visitor, unfold

REPEALED = "安徽省临时救助工作操作规程"
NEW_BASIS = "《示例救助办法》"
CONFIRMED, REMOVED = "家庭收入证明（临时救助）", "财产状况证明（临时救助）"
CHANGED = "家庭（个人）遭遇困难证明"
WHY_REMOVED = "依据已经废止，新的办法不再要求（演示）。"


def register(keeper: Visitor, on: date) -> str:
    """Write down what was repealed; the address of the event."""
    keeper.go("/desk/lists/events/")
    keeper.sees("变更事由", "登记变更事由")
    kind = keeper.main.locator("select[name=kind]")
    unfold(kind)
    kind.select_option(label="法律法规废止（废）")
    keeper.main.locator("input[name=instrument]").fill(REPEALED)
    keeper.main.locator("input[name=happened_on]").fill(on.isoformat())
    keeper.main.locator("input[name=document_number]").fill("示例发〔2026〕8号")
    keeper.main.locator("textarea[name=words]").fill(f"原操作规程废止，改按{NEW_BASIS}（演示）。")
    keeper.press("登记，列出受影响的")
    return keeper.path


def confirm(keeper: Visitor, proof: str) -> None:
    """One of the touched entries stays as it is, and why."""
    row = keeper.main.locator("ol.list > li", has_text=proof)
    reason = row.locator("textarea[name=reason]")
    unfold(reason)
    reason.fill("新的办法照旧要求，内容没有变（演示）。")
    keeper.submit(row.get_by_role("button", name="确认", exact=True))
    keeper.sees("已经确认，不用改。")


def begin_the_revision(keeper: Visitor) -> str:
    """From the event to the revision with what is still open in it; its address."""
    keeper.press("起草修订，把这些列进去")
    keeper.sees("接着一项一项改")
    keeper.submit(keeper.main.locator('a[href*="-XG-"]').first)
    return keeper.path


def change_the_basis(keeper: Visitor, proof: str) -> None:
    """The entry rests on the new text; its scope is checked anew."""
    article = keeper.main.locator("article", has_text=proof)
    keeper.submit(article.get_by_role("link", name="改", exact=True))
    keeper.main.locator("input[name=legal_basis]").fill(NEW_BASIS)
    keeper.main.locator("input[name=article]").fill("第九条")
    keeper.press("保存")
    keeper.sees("和现行清单比", NEW_BASIS, "还没有核对适用范围")
    lists.sign_the_scope_check(keeper)


def take_off_the_list(keeper: Visitor, revision: str, proof: str) -> None:
    """The entry leaves the list, with the reason."""
    keeper.go(revision)
    article = keeper.main.locator("article", has_text=proof)
    keeper.submit(article.get_by_role("button", name="拿掉"))
    keeper.go(f"{revision}pick/?q=临时救助")
    row = keeper.main.locator("tbody tr", has_text=proof)
    keeper.submit(row.get_by_role("button", name="取消"))
    keeper.sees(f"取消：{proof}")
    keeper.main.locator("textarea[name=reason]").fill(WHY_REMOVED)
    keeper.press("保存")
    keeper.sees("理由已经保存")


def attach_the_grounds(keeper: Visitor, revision: str) -> None:
    """The paper that repealed it."""
    keeper.go(revision)
    file = keeper.main.locator("input[name=describe-document]")
    unfold(file)
    paper = FilePayload(name="废止.pdf", mimeType="application/pdf", buffer=lists.PAPER)
    file.set_input_files(files=[paper])
    keeper.press("保存")
    keeper.sees("依据文件")


def file_upward(publisher: Visitor) -> None:
    """With its receipt, which ends the clock."""
    publisher.main.locator("input[name=file-receipt]").fill("示例备〔2026〕1号")
    publisher.press("登记报备")
    publisher.sees("报备登记好了")
