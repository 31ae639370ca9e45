"""The page that recomputes a draw, opened from disk in a real browser: no site, no network."""

import json
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from playwright.sync_api import expect

from nuozheng.law.draws import seal_of
from tests.journeys.browser import chromium
from tests.law.test_draws import SECRETS, frozen, paper

pytestmark = pytest.mark.journey


def test_the_page_agrees_and_finds_out_what_was_touched(tmp_path: Path) -> None:
    told = paper(frozen({"一般": (30, 2000), "高风险": (9, 5000)}))
    whole, touched = tmp_path / "whole.json", tmp_path / "touched.json"
    whole.write_text(json.dumps(told), "utf-8")
    touched.write_text(json.dumps(told | {"number": "1"}), "utf-8")
    with as_file(files("nuozheng.law.draws") / "verify.html") as file, chromium() as browser:
        page = browser.new_page()
        page.goto(file.as_uri())
        page.set_input_files("#file", whole)
        expect(page.locator("#result h2")).to_have_text("都对得上")
        page.set_input_files("#file", touched)
        expect(page.locator("#result h2")).to_have_text("对不上")
        agency, secret = next(iter(SECRETS.items()))
        for name, value in (("root", told["root"]), ("agency", agency), ("secret", secret)):
            page.fill(f"#{name}", value)
        page.click("#seal")
        expect(page.locator("#hash")).to_have_text(seal_of(told["root"], agency, secret))
