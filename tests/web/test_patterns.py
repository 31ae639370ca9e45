"""The pattern library: every component once, on one page."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from tests.web.markup import faults_of
from tests.web.pattern_values import context

pytestmark = pytest.mark.usefixtures("strict_pages")


@pytest.fixture
def strict_pages() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.web.pattern_urls", STRICT_CLAUSES=True):
        yield


def page(request: HttpRequest | None = None) -> str:
    return render_to_string("web/patterns.html", context(), request or RequestFactory().get("/"))


def test_is_sound_and_brings_no_style_or_script_of_its_own() -> None:
    assert faults_of(page()) == []


def test_a_broken_page_would_be_noticed() -> None:
    broken = (
        '<p style="x"><input name="a" id="a"><b id="a" aria-labelledby="z"></p><script>1</script>'
    )
    faults = " ".join(faults_of(broken))
    for fault in ("style", "inline <script>", "id a twice", "no id z", "no label", "</p> closes b"):
        assert fault in faults


def test_a_clause_cited_three_times_is_printed_once_with_its_number() -> None:
    html = page()
    assert html.count('popovertarget="c-ORD21-4-1e" data-n=') >= 3
    assert html.count('<aside class="law" id="c-ORD21-4-1e"') == 1
    numbers = re.findall(r'<b id="c-[^"]+-title" data-n="(\d+)"', html)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_every_mistake_leads_to_its_field() -> None:
    html = page()
    summary = html.split('role="alert"')[1].split("</div>")[0]
    anchors = re.findall(r'href="#([^"]+)"', summary)
    assert len(anchors) == 3
    assert all(f'id="{anchor}"' in html for anchor in anchors)


def test_large_print_comes_from_the_cookie() -> None:
    request = RequestFactory().get("/list/?q=1")
    request.COOKIES["size"] = "large"
    html = page(request)
    assert '<html lang="zh-Hans-CN" data-size="large">' in html
    assert "size=normal&amp;next=%2Flist%2F%3Fq%3D1" in html
    assert "data-size" not in page()


def test_only_pages_that_exist_stand_in_the_masthead() -> None:
    html = page(RequestFactory().get("/list/"))
    assert '<a href="/list/" aria-current="page">查清单</a>' in html
    assert "投诉建议" not in html
