"""The text of a letter as files, for anybody: current and earlier versions, and their digest."""

import hashlib
import io
from datetime import timedelta

import docx
import pytest
from django.utils import timezone

from nuozheng.catalogue.models import LetterTemplate
from tests.web.visits import page, text_of
from tests.world import World

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.clause("ORD21-4.3o")
def test_the_text_that_anybody_downloads_has_the_digest_of_the_published_one() -> None:
    _fetched("ordos-2021")


@pytest.mark.clause("XBQ21-2.3f")
def test_baqiao_lets_anybody_read_and_fetch_it() -> None:
    _fetched("xian-baqiao-2021")


@pytest.mark.clause("MJ21-3.3b")
def test_maoji_lets_anybody_read_and_fetch_it() -> None:
    _fetched("huainan-maoji-2021")


def _fetched(slug: str) -> None:
    item = World(slug).item()
    template = item.letter_templates.get()
    answer = page(None, "blank_letter_text", slug, item.pk)
    assert hashlib.sha256(answer.content).hexdigest() == template.digest
    html = text_of(page(None, "item", slug, item.pk))
    assert template.digest in html and "DOCX" in html
    word = page(None, "blank_letter_docx", slug, item.pk)
    assert word.headers["Content-Type"] == DOCX
    document = docx.Document(io.BytesIO(word.content))
    assert document.paragraphs[0].text == f"证明事项告知承诺书（{item.name}）"
    assert word.content == page(None, "blank_letter_docx", slug, item.pk).content


def test_an_earlier_version_stays_reachable() -> None:
    slug = "ordos-2021"
    item = World(slug).item()
    first = item.letter_templates.get()
    today = timezone.localdate()
    first.effective_until = today - timedelta(days=1)
    first.save()
    LetterTemplate.objects.create(
        item=item, number=2, effective_from=today, content=first.content, digest=first.digest
    )
    assert "第2版" in text_of(page(None, "item", slug, item.pk))
    for form in ("pdf", "docx", "json"):
        answer = page(None, "letter_version", slug, item.pk, 1, form)
        assert answer.status_code == 200 and answer.content
    assert page(None, "letter_version", slug, item.pk, 3, "pdf").status_code == 404
    assert page(None, "letter_version", slug, item.pk, 1, "exe").status_code == 404
