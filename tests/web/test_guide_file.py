"""The service guide as a PDF: in force and by version, with a tag that never changes."""

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.utils import timezone

from nuozheng.catalogue.guides.models import ServiceGuide
from nuozheng.catalogue.guides.publishing import guide_in_force
from tests.web.visits import leads_to, page, text_of, visitor
from tests.world import LISTS, World

pytestmark = pytest.mark.django_db


def guide_of(slug: str) -> ServiceGuide:
    guide = guide_in_force(World(slug).item(), timezone.localdate())
    assert guide is not None
    return guide


def fetched(guide: ServiceGuide, **headers: str) -> Any:
    slug = guide.item.catalogue.slug
    address = f"/p/{slug}/items/{guide.item_id}/guide/{guide.number}.pdf"
    return visitor(None).get(address, headers=headers)


def words_of(content: bytes) -> str:
    read = pypdf.PdfReader(io.BytesIO(content))
    return "".join("".join(page.extract_text().split()) for page in read.pages)


@pytest.mark.parametrize("slug", LISTS)
def test_it_says_what_the_page_says(slug: str) -> None:
    guide = guide_of(slug)
    answer = fetched(guide)
    assert answer.headers["Content-Type"] == "application/pdf"
    said = words_of(answer.content)
    for section in guide.content["sections"]:
        assert section["title"] in said
        for text in section["paragraphs"]:
            assert "".join(text.split()) in said
    for state in guide.content["flow"]["line"]:
        assert state["title"] in said
    for proof in guide.content["proofs"]:
        assert proof["name"] in said
    assert guide.digest in said


def test_the_same_version_has_the_same_tag_and_is_sent_once() -> None:
    guide = guide_of("ordos-2021")
    first, second = fetched(guide), fetched(guide)
    tag = first.headers["ETag"]
    assert first.content == second.content
    again = fetched(guide, **{"If-None-Match": tag})
    assert again.status_code == 304 and again.headers["ETag"] == tag


def test_the_page_leads_to_it_and_the_address_of_today_to_its_version() -> None:
    guide = guide_of("ordos-2021")
    html = page(None, "guide", "ordos-2021", guide.item_id)
    assert f"guide/{guide.number}.pdf" in html.content.decode() and "下载PDF" in text_of(html)
    answer = visitor(None).get(f"/p/ordos-2021/items/{guide.item_id}/guide.pdf")
    assert leads_to(answer).endswith(f"/guide/{guide.number}.pdf")


def test_an_ended_version_stays_and_one_to_come_is_not_shown() -> None:
    guide = guide_of("ordos-2021")
    before = fetched(guide).content
    today = timezone.localdate()
    ServiceGuide.objects.filter(pk=guide.pk).update(effective_until=today - timedelta(days=1))
    assert fetched(guide).content == before
    guide.pk, guide.number, guide.effective_from = None, 2, today + timedelta(days=9)
    guide.save(force_insert=True)
    assert fetched(guide).status_code == 404
    assert visitor(None).get(f"/p/maoji/items/{guide.item_id}/guide/1.pdf").status_code == 404
