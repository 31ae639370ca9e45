"""The pictures of docs/tour, taken anew: `python -m tests.journeys.tour`."""

import base64
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from playwright.sync_api import Browser, Locator

from tests.journeys import applicant, desk
from tests.journeys.browser import DESKTOP, PHONE, chromium
from tests.journeys.demonstration import CHECKOUT, demonstration
from tests.journeys.promises import STATED, judgement, of_a_company
from tests.journeys.visitor import Crowd, Visitor

FOLDER = CHECKOUT / "docs/tour"
LARGEST_BYTES = 200_000
CERTIFICATE_FREE = "鄂尔多斯市“无证明城市”证明事项免提交清单（2023）"
LIST = "鄂尔多斯市证明事项告知承诺制清单（2021）"
PROMISE = of_a_company("ordos-2021", "false_company", "120")
TEACHER = "教师资格认定"
DOCUMENT = "鄂示认〔2026〕1号"


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes what stands in the window, or the part of a page that begins at something."""

    folder: Path

    def take(
        self, name: str, person: Visitor, top: Locator | None = None, height: int = DESKTOP.height
    ) -> None:
        person.page.set_viewport_size({"width": DESKTOP.width, "height": height})
        person.page.evaluate("scrollTo(0, 0); document.activeElement?.blur()")
        if top is not None:
            top.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top - 24)")
        self.keep(name, person.page.screenshot())

    def keep(self, name: str, picture: bytes) -> None:
        assert len(picture) <= LARGEST_BYTES, f"{name}: {len(picture)} bytes"
        (self.folder / name).write_bytes(picture)


def take_the_tour(browser: Browser, site: str, camera: Camera) -> None:
    """Every picture, in its order."""
    crowd = Crowd(browser, site, DESKTOP, lambda page: [])
    on_phone = Crowd(browser, site, PHONE, lambda page: [])
    phones = _disposed_proofs(crowd, camera, on_phone)
    phones.append(_false_promise(crowd, camera, on_phone))
    camera.keep("15-phone.png", _side_by_side(browser, phones))


def _disposed_proofs(crowd: Crowd, camera: Camera, on_phone: Crowd) -> list[bytes]:
    citizen = crowd("ordos-honest")
    citizen.go("/")
    camera.take("01-places.png", citizen)
    citizen.follow(CERTIFICATE_FREE)
    citizen.page.locator("#q").fill("jszg")
    citizen.press("查一查")
    camera.take("02-list.png", citizen)
    citizen.follow(TEACHER)
    camera.take("03-item.png", citizen)
    applicant.begin(citizen)
    camera.take("04-proofs.png", citizen, height=1120)
    held, phone = citizen.path, on_phone("ordos-honest")
    pictures = []
    for path in ("/p/ordos-2023/?q=jszg", held):
        phone.go(path)
        pictures.append(phone.page.screenshot())
    return pictures


def _false_promise(crowd: Crowd, camera: Camera, on_phone: Crowd) -> bytes:
    person = crowd(PROMISE.account)
    applicant.find_item(person, LIST, PROMISE.words, PROMISE.item)
    number = applicant.begin(person, PROMISE.name)
    applicant.commit_to_all(person)
    applicant.fill_in(person, PROMISE.facts)
    applicant.tick_all(person)
    facts = person.main.get_by_role("heading", name="您的情况，一条一条填")
    camera.take("05-facts.png", person, facts)
    applicant.check(person)
    camera.take("06-contradiction.png", person, height=1120)
    phone = on_phone(PROMISE.account)
    phone.go(person.path)
    on_a_phone = phone.page.screenshot()
    person.page.locator("#insists").fill(STATED)
    applicant.say(person, *applicant.STATEMENTS)
    camera.take("07-sign.png", person, person.main.get_by_role("heading", name="4项声明"))
    applicant.sign(person)
    camera.take("08-status.png", person)
    applicant.letter(person)
    camera.keep("09-letter.png", _first_page(person.fetch("下载承诺书")))
    _at_the_desk(crowd, camera, number)
    applicant.find_item(person, LIST, PROMISE.next_words, PROMISE.next_item)
    applicant.begin(person, PROMISE.name)
    camera.take("14-barred.png", person, height=1180)
    return on_a_phone


def _at_the_desk(crowd: Crowd, camera: Camera, number: str) -> None:
    officer, verifier = crowd("ordos-officer"), crowd("ordos-verifier")
    camera.take("10-queue.png", officer)
    desk.find_case(officer, number)
    camera.take("11-case.png", officer)
    desk.accept(officer)
    desk.grant(officer)
    desk.open_task(verifier, number, PROMISE.sentence)
    desk.record(verifier, "contradicted", "现场量得42平方米，与登记一致，与承诺不同。")
    finding = desk.ask_for_words(verifier)
    applicant.explain(crowd(PROMISE.account), number, STATED)
    second = crowd("ordos-officer2")
    second.go(finding)
    camera.take("12-finding.png", second)
    desk.judge(second, finding, judgement("false", DOCUMENT))
    credit_officer = crowd("ordos-credit")
    desk.register(credit_officer, DOCUMENT, number)
    camera.take("13-credit.png", credit_officer)


def _first_page(letter: bytes) -> bytes:
    """Its upper part, as a picture."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "letter.pdf").write_bytes(letter)
        source = Path(folder) / "page.typ"
        source.write_text(
            "#set page(width: 210mm, height: 180mm, margin: 0pt, fill: white)\n"
            '#place(image("letter.pdf", width: 210mm, height: 297mm))'
        )
        page = typst.compile(str(source), format="png", ppi=90)
    assert isinstance(page, bytes)
    return page


def _side_by_side(browser: Browser, pictures: list[bytes]) -> bytes:
    shown = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}">' for one in pictures
    )
    page = browser.new_page(viewport={"width": 3 * 390 + 4 * 24, "height": 844 + 2 * 24})
    page.set_content(
        "<style>body{margin:24px;display:flex;gap:24px;background:#d8d4cb}</style>" + shown
    )
    picture = page.screenshot()
    page.close()
    return picture


def main() -> None:
    """Start the demonstration, walk through it, write the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration() as demo, chromium() as browser:
        site = demo.address
        take_the_tour(browser, site, Camera(FOLDER))


if __name__ == "__main__":
    main()
