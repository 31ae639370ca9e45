"""What officers, verifiers and credit officers do, page by page."""

from collections.abc import Mapping

from playwright.sync_api import expect

from tests.journeys.visitor import Visitor, unfold


def find_case(officer: Visitor, number: str) -> None:
    """From the queue, by its number, to the case."""
    officer.go("/desk/")
    officer.page.locator('input[name="q"]').fill(number)
    officer.press("筛选")
    officer.sees("待办", number)
    officer.follow(number)
    officer.sees(number, "经过")


def accept(officer: Visitor) -> None:
    officer.act("accept")
    officer.sees("已受理，开始计算办理期限")


def obtain(officer: Visitor, answer: str) -> None:
    """Write down another agency's answer for the first proof that waits for one."""
    form = officer.form("obtain")
    form.locator('textarea[name="obtain-note"]').fill(answer)
    officer.submit(form.get_by_role("button"))
    officer.sees("部门答复已经登记")


def grant(officer: Visitor) -> None:
    officer.act("grant")
    officer.sees("已经准予，决定书已经出具")


def accept_and_grant(officer: Visitor, number: str) -> None:
    find_case(officer, number)
    accept(officer)
    grant(officer)


def open_task(verifier: Visitor, number: str, words: str) -> None:
    """The task of a case about a sentence with these words."""
    verifier.go("/desk/tasks/")
    verifier.sees("核查是我们欠的，不是申请人欠的")
    row = verifier.main.locator("tbody tr").filter(has_text=number).filter(has_text=words)
    while not row.count():
        verifier.follow("下一页")
    verifier.submit(row.get_by_role("link").first)
    verifier.sees("承诺的原话", words)


def record(verifier: Visitor, result: str, note: str = "") -> None:
    """Write down what was seen: confirmed, contradicted or unable."""
    form = verifier.form("record")
    form.locator(f'input[name="result"][value="{result}"]').check()
    form.locator('textarea[name="note"]').fill(note)
    verifier.press("记下结果")


def confirm_all(verifier: Visitor, number: str, *sentences: str) -> None:
    """Check each of these promises and find it true."""
    for words in sentences:
        open_task(verifier, number, words)
        record(verifier, "confirmed", "在房屋交易网签数据里逐人核对过。")
        verifier.sees("核查结果已经记下")


def ask_for_words(verifier: Visitor) -> str:
    """Open the hearing: the person is told, and the address of the finding."""
    verifier.sees("请本人说明", "现在还不能认定")
    verifier.act("notify_person")
    verifier.sees("告知书已经送达，等本人说明")
    return verifier.path


def judge(officer: Visitor, finding: str, judgement: Mapping[str, str]) -> None:
    """Another officer finds, with reasons and a document number."""
    officer.go(finding)
    officer.sees("本人怎么说", "系统只列出不同，不作认定")
    form = officer.form("find")
    for key, value in judgement.items():
        choice = form.locator(f'input[type="radio"][name="find-{key}"][value="{value}"]')
        if choice.count():
            choice.check()
        else:
            form.locator(f'[name="find-{key}"]').fill(value)
    officer.submit(form.get_by_role("button", name="作出认定，出具认定书"))
    officer.sees("认定书已经出具，信用记录已经报送登记")


def take(officer: Visitor, measure: str, typed: Mapping[str, str]) -> None:
    """Take one of the measures that the place foresees; it may be refused."""
    form = officer.page.locator(f'form:has(input[name="measure"][value="{measure}"])')
    expect(form).to_have_count(1)
    unfold(form)
    for key, value in typed.items():
        form.locator(f'[name="{measure}-{key}"]').fill(value)
    officer.submit(form.get_by_role("button"))


def tell(officer: Visitor, measure: str, typed: Mapping[str, str], kind: str) -> None:
    """Tell what measure is intended; `kind` is that of a penalty."""
    form = officer.form("intend")
    form.locator(f'input[name="intend-measure"][value="{measure}"]').check()
    form.locator('[name="intend-penalty_kind"]').select_option(kind)
    for key, value in typed.items():
        form.locator(f'[name="intend-{key}"]').fill(value)
    officer.submit(form.get_by_role("button"))


def offered(officer: Visitor) -> set[str]:
    """The measures that can be taken now."""
    boxes = officer.page.locator('input[name="measure"]').all()
    return {str(box.get_attribute("value")) for box in boxes}


def close(officer: Visitor, no_basis: Mapping[str, str]) -> None:
    form = officer.form("close")
    for measure, why in no_basis.items():
        form.locator(f'[name="close-{measure}"]').fill(why)
    officer.submit(form.get_by_role("button"))


def register(credit_officer: Visitor, document: str, number: str) -> None:
    """Register the one proposed record that rests on a document about a case."""
    credit_officer.go("/desk/credit/")
    credit_officer.sees("登记以前不产生任何后果")
    row = credit_officer.main.locator("tbody tr").filter(has_text=document)
    expect(row).to_have_count(1)
    credit_officer.submit(row.get_by_role("link").first)
    credit_officer.sees("记录写着什么", document, number)
    credit_officer.act("register")
    credit_officer.sees("已经登记")


def move_visit(verifier: Visitor, reason: str) -> None:
    """Change something of the one planned visit."""
    verifier.go("/desk/visits/?status=planned")
    verifier.sees("现场检查")
    verifier.submit(verifier.main.locator("tbody th a").first)
    verifier.sees("查什么", "改期、换人")
    unfold(verifier.main.locator("#id_address"))
    verifier.main.locator("#id_address").fill("示例街道2号（演示）")
    verifier.main.locator("#id_reason").fill(reason)
    verifier.act("plan_visit")
    verifier.sees("已经安排", "示例街道2号")


def close_visit(verifier: Visitor) -> None:
    """End the one visit with a record, on which no major decision is to rest."""
    verifier.go("/desk/visits/?status=recorded")
    verifier.submit(verifier.main.locator("tbody th a").first)
    verifier.sees("现场记录", "手写签名")
    verifier.page.locator("#major-no").check()
    verifier.act("close_visit")
