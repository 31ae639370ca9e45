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

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
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


_SEARCH = """async ([serious, known]) => {
  const grounds = new Map([[null, '']]);
  const ground = (one) => {
    if (!grounds.has(one)) {
      const {backgroundColor: colour, backgroundImage: picture, opacity} = getComputedStyle(one);
      const bare = colour === 'rgba(0, 0, 0, 0)' && picture === 'none' && opacity === '1';
      const opaque = colour.startsWith('rgb(') && opacity === '1';
      const under = opaque ? '' : ground(one.parentElement);
      grounds.set(one, bare ? under : [colour, picture, opacity, under].join());
    }
    return grounds.get(one);
  };
  const look = (one) => {
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(one);
    const off = one.closest(':disabled, [aria-disabled=true]') !== null;
    return [color, fontSize, fontWeight, textShadow, off, ground(one)].join('|');
  };
  const speaks = (one) => one.getClientRects().length > 0 && (one.matches('input, textarea, select')
    || [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim()));
  const looks = new Map(
    [...document.querySelectorAll('body *')].filter(speaks).map((one) => [one, look(one)]));
  const before = new Set(known);
  const fresh = [...looks.keys()].filter((one) => !before.has(looks.get(one)));
  const found = await axe.run(document,
    {resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}});
  const measured = fresh.length === 0 ? {violations: [], passes: []} : await axe.run(
    {include: fresh},
    {resultTypes: ['violations', 'passes'], runOnly: ['color-contrast'], elementRef: true});
  const told = [...found.violations, ...measured.violations]
    .filter((one) => serious.includes(one.impact))
    .flatMap((one) => one.nodes.map((node) =>
      `${one.id}: ${one.help} ${node.target} ${node.html.slice(0, 200)}`));
  const passed = measured.passes.flatMap((one) => one.nodes).map((node) => looks.get(node.element));
  return [told, [...new Set(passed.filter(Boolean))]];
}"""
"""Contrast takes most of axe's time, so each look of a text (colour, size, weight, what it stands
on) is measured where it is first met and passed; all other rules are asked everywhere."""


def barriers(page: Page, looks: set[str]) -> list[str]:
    """What is wrong with a page at each of the two widths; it is left at the width it had.

    What axe finds serious or critical, and that the page must be pushed sideways. `looks` are the
    looks of texts whose contrast was measured before; new ones are added.
    """
    own = page.viewport_size
    assert own is not None
    page.evaluate(_AXE.axe_script)
    found: list[str] = []
    for size in (PHONE, DESKTOP) if own["width"] == DESKTOP.width else (DESKTOP, PHONE):
        page.set_viewport_size({"width": size.width, "height": size.height})
        told, passed = page.evaluate(_SEARCH, [list(_SERIOUS), list(looks)])
        looks.update(passed)
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
