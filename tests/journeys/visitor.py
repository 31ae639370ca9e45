"""One person at one window: what they see is checked as they go, what they press is waited for."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.browser import PATIENCE_MS, Size, barriers, path_of, watch, window

Examination = Callable[[Page], list[str]]
expect.set_options(timeout=PATIENCE_MS)


class OnceEach:
    """Look for barriers on each page once, at both widths.

    Alike are pages of the same address, heading and number of lists of mistakes.
    """

    def __init__(self) -> None:
        self._seen: set[tuple[str, str, int]] = set()
        self._looks: set[str] = set()

    def __call__(self, page: Page) -> list[str]:
        heading = page.locator("h1").first.inner_text()
        mistakes = page.locator(".errors").count()
        alike = (re.sub(r"\d+", "0", path_of(page)), heading, mistakes)
        if alike in self._seen:
            return []
        self._seen.add(alike)
        return barriers(page, self._looks)


@dataclass
class Visitor:
    """`examine` looks for barriers on every page that `sees` recognises."""

    context: BrowserContext
    examine: Examination
    faults: list[str] = field(default_factory=list)
    password: str = ""
    start: str = "/"

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        watch(self.page, self.faults)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return path_of(self.page)

    def go(self, path: str) -> None:
        self.page.goto(path)

    def enter(self, account: str) -> None:
        """Choose a ready sign-in from the demo's page, which also tells the password.

        `start` is the first screen after it.
        """
        self.go("/demo/")
        self.sees("现成的账号")
        self.password = self.main.locator("p b").first.inner_text()
        form = self.page.locator(f'form:has(input[value="{account}"])').first
        self.submit(form.get_by_role("button"))
        self.start = self.path

    def sign_in(self, account: str) -> None:
        """Type the name and the password on the sign-in page that is open."""
        self.sees("办件和承诺才要登录")
        self.page.locator('input[name="login"]').fill(account)
        self.page.locator('input[name="password"]').fill(self.password)
        self.press("登录")

    def sees(self, *texts: str) -> None:
        """All the texts stand on the page, and the page is without barriers."""
        for text in texts:
            expect(self.main).to_contain_text(text)
        found = self.examine(self.page)
        assert not found, f"{self.path}\n" + "\n".join(found)
        assert not self.faults, f"{self.path}\n" + "\n".join(self.faults)

    def misses(self, *texts: str) -> None:
        """None of the texts stands on the page."""
        for text in texts:
            expect(self.main).not_to_contain_text(text)

    def submit(self, button: Locator) -> None:
        """Press something that leads to another page, and wait for that page."""
        with self.page.expect_navigation(wait_until="load"):
            button.click()

    def press(self, name: str) -> None:
        self.submit(self.main.get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str) -> None:
        self.submit(self.main.get_by_role("link", name=name).first)

    def act(self, name: str) -> None:
        """Press an officer's button by the act that it stands for."""
        self.submit(self.page.locator(f'button[name="act"][value="{name}"]'))

    def form(self, act: str) -> Locator:
        """An officer's form with fields, by its act; opened where it is folded."""
        form = self.page.locator(f'form:has(input[name="act"][value="{act}"])')
        unfold(form)
        return form

    def fetch(self, link: str) -> bytes:
        """The file behind a link, as this person may read it."""
        href = self.main.get_by_role("link", name=link).first.get_attribute("href")
        answer = self.context.request.get(str(href))
        assert answer.status == 200, f"{answer.status} {href}"
        return answer.body()


def unfold(inside: Locator) -> None:
    """Open the folded part of the page in which something stands."""
    folded = inside.locator("xpath=ancestor::details[not(@open)]")
    while folded.count():
        folded.first.locator("summary").first.click()


Windows = dict[tuple[str, str], Visitor]
"""Who sits at which window: by account and by the name of the size."""


@dataclass
class Crowd:
    """Everybody of one journey, each at a window of their own, at one size.

    `windows` are open already: a person who comes again sits down at their own.
    """

    browser: Browser
    site: str
    size: Size
    examine: Examination = field(default_factory=OnceEach)
    windows: Windows = field(default_factory=dict)
    visitors: dict[str, Visitor] = field(default_factory=dict)
    passers_by: list[Visitor] = field(default_factory=list)

    def __call__(self, account: str) -> Visitor:
        """The person with this account, signed in when first called."""
        if account not in self.visitors:
            self.visitors[account] = self._seated(account)
        return self.visitors[account]

    def passer_by(self) -> Visitor:
        """Somebody who has not signed in."""
        self.passers_by.append(Visitor(window(self.browser, self.site, self.size), self.examine))
        return self.passers_by[-1]

    def leave(self) -> None:
        """Nobody stays but those at the windows."""
        for visitor in self.passers_by:
            visitor.context.close()

    def _seated(self, account: str) -> Visitor:
        at = (account, self.size.name)
        if at in self.windows:
            self.windows[at].faults.clear()
            self.windows[at].go(self.windows[at].start)
            return self.windows[at]
        elsewhere = next((one for (who, _), one in self.windows.items() if who == account), None)
        session = elsewhere.context.storage_state() if elsewhere else None
        context = window(self.browser, self.site, self.size, session=session)
        self.windows[at] = visitor = Visitor(context, self.examine)
        if elsewhere is None:
            visitor.enter(account)
        else:
            visitor.password, visitor.start = elsewhere.password, elsewhere.start
            visitor.go(visitor.start)
        return visitor
