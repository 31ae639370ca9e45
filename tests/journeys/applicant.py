"""What an applicant does, page by page."""

from collections.abc import Mapping
from io import BytesIO

from playwright.sync_api import Locator, expect
from pypdf import PdfReader

from tests.house.servers import becomes
from tests.journeys.promises import FalsePromise
from tests.journeys.visitor import Visitor

SAMPLE = b"%PDF-1.4\n%a synthetic paper\n"
LETTER_SECONDS = 60.0
STATEMENTS = ("knows", "meets", "accepts_liability", "genuine_intent")


def find_item(person: Visitor, place: str, words: str, item: str) -> None:
    """From the home page over the place's list to one service."""
    person.go("/")
    person.sees("您在哪里办事？")
    person.follow(place)
    person.sees("还要交哪些证明？")
    person.page.locator("#q").fill(words)
    person.press("查一查")
    person.sees(item)
    person.submit(person.main.get_by_role("link", name=item, exact=True))
    person.sees("份材料，逐份说明")


def begin(person: Visitor, name: str = "") -> str:
    """Open the case in the name of somebody, and its number."""
    person.follow("开始办理")
    person.sees("以谁的名义办？")
    if name:
        person.page.get_by_role("radio", name=name).check()
    person.submit(person.page.locator("main form button.main"))
    return person.path.split("/")[3]


def nothing_is_preselected(person: Visitor) -> None:
    expect(person.page.locator('input[name^="way-"]').first).to_be_visible()
    assert person.page.locator('input[name^="way-"]:checked').count() == 0


def commit_to_all(person: Visitor) -> None:
    """Choose commitment wherever it is offered, and go on to the notice."""
    for radio in person.page.locator('input[name^="way-"][value="commitment"]').all():
        radio.check()
    person.press("下一步")
    person.sees("先看告知书，再填事实", "送达", "不实的责任")


def decline(person: Visitor, way: str, reason: str) -> None:
    """Choose another way for the one proof that could be committed to, for one of the reasons."""
    person.page.locator(f'input[name^="way-"][value="{way}"]').check()
    person.page.locator(f'input[name^="because-"][value="{reason}"]').check()


def fill_in(person: Visitor, facts: Mapping[str, str]) -> None:
    """Type the facts by their key, into every sentence that asks for them."""
    for key, value in facts.items():
        for field in fields(person, key).all():
            if field.get_attribute("type") != "radio":
                field.fill(value)
            elif field.get_attribute("value") == value:
                field.check()


def fields(person: Visitor, key: str) -> Locator:
    return person.page.locator(f'form .list input[name$="-{key}"]:not([type="checkbox"])')


def tick_all(person: Visitor) -> None:
    """Every sentence is true of the person."""
    for box in person.page.locator('form .list input[type="checkbox"]').all():
        box.check()


def check(person: Visitor) -> None:
    person.press("下一步：核对")


def commit_until_check(person: Visitor, facts: Mapping[str, str]) -> None:
    """From the choices to the page on which the answers are compared with the data."""
    commit_to_all(person)
    fill_in(person, facts)
    tick_all(person)
    check(person)
    person.sees("第3步，共3步")


def say(person: Visitor, *statements: str) -> None:
    """Tick these of the statements, and no other."""
    for box in person.page.locator('input[name="statement"]').all():
        box.set_checked(box.get_attribute("value") in statements)


def cannot_sign_without(person: Visitor, *missing: str) -> None:
    """Each of these statements alone is enough to be sent back; the ticked ones stay ticked."""
    for one in missing:
        say(person, *(said for said in STATEMENTS if said != one))
        person.press("签名并提交")
        person.sees("有1处要改", "还差一句")
        expect(person.page.locator('input[name="statement"]:checked')).to_have_count(3)


def sign(person: Visitor) -> None:
    """Tick all statements, sign, and come to the page of the case."""
    say(person, *STATEMENTS)
    person.press("签名并提交")
    person.sees("已经提交，等待受理", "签好了，已经提交。")


def open_case(person: Visitor, number: str) -> None:
    person.go("/my/")
    person.sees("我的办件")
    row = person.main.get_by_role("row").filter(has_text=number)
    person.submit(row.get_by_role("link").first)


def explain(person: Visitor, number: str, text: str) -> None:
    """The person is told before anything is found, and answers; an empty answer is sent back."""
    open_case(person, number)
    person.sees("有一处对不上，等您说明", "听您说明以前，不会认定承诺不实，也不会写进信用记录")
    person.follow("写说明")
    person.press("交上说明")
    person.sees("还没有交上", "还没有写说明")
    person.page.locator("#text").fill(text)
    person.press("交上说明")
    person.sees("您的说明收到了，等待认定", text)


def answer(person: Visitor, text: str) -> None:
    """What the person says of a measure that is intended."""
    form = person.page.locator('form:has(input[value="answer_intention"])')
    form.locator('[name="text"]').fill(text)
    person.submit(form.get_by_role("button"))
    person.sees(text)


def _next_application(person: Visitor, place: str, promise: FalsePromise) -> None:
    find_item(person, place, promise.next_words, promise.next_item)
    person.follow("开始办理")
    person.sees("以谁的名义办？", promise.name)


def may_still_commit(person: Visitor, place: str, promise: FalsePromise) -> None:
    """A finding alone bars from nothing: a credit officer has yet to register it."""
    _next_application(person, place, promise)
    person.misses("这次不能用书面承诺")


def is_barred(person: Visitor, place: str, promise: FalsePromise, document: str) -> None:
    """At another office too, what is next can't be committed to: why, and how to get back."""
    _next_application(person, place, promise)
    person.sees("这个申请人这次不能用书面承诺，但这件事照样能办")
    person.page.get_by_role("radio", name=promise.name).check()
    person.submit(person.page.locator("main form button.main"))
    person.sees("这次不能用书面承诺，但这件事照样能办", "怎样恢复", document)
    expect(person.page.locator('input[value="commitment"]')).to_have_count(0)
    person.follow("看我的信用记录，申请修复")
    person.sees("现在不能用书面承诺", document, "怎样恢复")


def hand_in_all(person: Visitor) -> None:
    """A paper for every proof that asks for one."""
    files = person.page.locator('input[type="file"]')
    paper = {"name": "证明.pdf", "mimeType": "application/pdf", "buffer": SAMPLE}
    for number in range(files.count()):
        files.nth(number).set_input_files(paper)  # type: ignore[arg-type]


def letter(person: Visitor) -> str:
    """The text of the signed letter, which a worker sets within seconds."""
    link = "下载承诺书"
    assert becomes(lambda: person.fetch(link).startswith(b"%PDF-"), LETTER_SECONDS)
    return text_of_pdf(person.fetch(link))


def text_of_pdf(content: bytes) -> str:
    """All text of a PDF, without the breaks of its lines."""
    assert content.startswith(b"%PDF-")
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)
