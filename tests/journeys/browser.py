"""Chromium as the journeys use it: two widths, and everything that goes wrong is a fault."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    sync_playwright,
)
from playwright.sync_api import Request as Asked
from playwright.sync_api import Response as Answer

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 30_000
_SERIOUS = ("serious", "critical")
_AXE = Axe()


@dataclass(frozen=True, slots=True)
class Size:
    """A window, in CSS pixels."""

    name: str
    width: int
    height: int

    @property
    def is_phone(self) -> bool:
        return self.name == "phone"


DESKTOP, PHONE = Size("desktop", 1280, 900), Size("phone", 390, 844)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    assert program, "no Chromium: make browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


def window(
    browser: Browser,
    site: str,
    size: Size,
    *,
    script: bool = True,
    session: StorageState | None = None,
) -> BrowserContext:
    """A visit of its own, with its own cookies, or those of an earlier visit."""
    context = browser.new_context(
        base_url=site,
        viewport={"width": size.width, "height": size.height},
        is_mobile=size.is_phone,
        has_touch=size.is_phone,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        java_script_enabled=script,
        storage_state=session,
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


def watch(page: Page, faults: list[str]) -> None:
    """Write down what a reader of the console would see: errors, blocked and failed requests."""

    def said(message: ConsoleMessage) -> None:
        # An answer other than 200 is judged below, where its status is known.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(f"console: {message.text}")

    def answered(answer: Answer) -> None:
        corrected = answer.status == 422 and answer.request.resource_type == "document"
        if answer.status >= 400 and not corrected:
            faults.append(f"{answer.status} {answer.url}")

    def failed(asked: Asked) -> None:
        if asked.failure == "net::ERR_ABORTED":
            return  # cut short because the reader went on to another page
        faults.append(f"failed: {asked.url} {asked.failure}")

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("response", answered)
    page.on("requestfailed", failed)


_SEARCH = """async ([serious, again]) => {
  const look = (one) => {
    const style = getComputedStyle(one), shown = one.getClientRects().length > 0;
    return [shown, style.color, style.backgroundColor, style.backgroundImage, style.opacity,
      style.fontSize, style.fontWeight].join();
  };
  const all = [...document.querySelectorAll('body *')];
  const before = again ? window.looks : new Map();
  window.looks = new Map(all.map((one) => [one, look(one)]));
  const other = all.filter((one) => before.get(one) !== window.looks.get(one));
  const only = {resultTypes: ['violations']};
  const contrast = {...only, runOnly: ['color-contrast']};
  const rest = {...only, rules: {'color-contrast': {enabled: !again}}};
  const found = [await axe.run(document, rest)];
  if (again && other.length) found.push(await axe.run({include: other}, contrast));
  return found.flatMap((one) => one.violations)
    .filter((one) => serious.includes(one.impact))
    .flatMap((one) => one.nodes.map((node) =>
      `${one.id}: ${one.help} ${node.target} ${node.html.slice(0, 200)}`));
}"""


def barriers(page: Page) -> list[str]:
    """What is wrong with a page at each of the two widths; it is left at the width it had.

    What axe finds serious or critical, and that it must be pushed sideways. Contrast, which takes
    most of the time, is measured the second time where visibility, colour or type differ.
    """
    own = page.viewport_size
    assert own is not None
    page.evaluate(_AXE.axe_script)
    found: list[str] = []
    sizes = (PHONE, DESKTOP) if own["width"] == DESKTOP.width else (DESKTOP, PHONE)
    for again, size in enumerate(sizes):
        page.set_viewport_size({"width": size.width, "height": size.height})
        told = page.evaluate(_SEARCH, [list(_SERIOUS), bool(again)])
        found += [f"{size.name}: {one}" for one in (*told, *_too_wide(page))]
    page.set_viewport_size(own)
    return found


def _too_wide(page: Page) -> list[str]:
    wide = page.evaluate(
        """() => {
        const room = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= room) return [];
        return [...document.querySelectorAll('main *, header *, footer *')]
          .filter((one) => one.getBoundingClientRect().right > room + 1)
          .slice(0, 5).map((one) => one.outerHTML.slice(0, 160));
        }"""
    )
    return [f"wider than the window: {html}" for html in wide]


def path_of(page: Page) -> str:
    """The address without the site."""
    return re.sub(r"^https?://[^/]+", "", page.url)
