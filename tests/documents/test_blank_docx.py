"""The blank form as DOCX, read back."""

import io
from dataclasses import replace
from typing import Any

import docx
import pytest

from nuozheng.documents.blank_docx import BLANK as LINE
from nuozheng.documents.blank_docx import BOX, blank_docx
from nuozheng.documents.typesetting import Piece
from nuozheng.documents.typesetting.sample import BLANK


def read(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def words(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


@pytest.mark.clause("ORD21-A1")
def test_it_is_titled_with_the_matter_and_holds_every_part() -> None:
    form = replace(BLANK, title=f"证明事项告知承诺书（{BLANK.item_name}）")
    document = read(blank_docx(form))
    assert document.paragraphs[0].text == form.title
    said = words(document)
    for item in form.notice:
        assert f"、{item.title}。{item.paragraphs[0]}" in said
    for statement in form.statements:
        assert f"{BOX} {statement.text}" in said
    assert "申请人（签名或者盖章）" in said
    assert form.template_digest in document.sections[0].footer.paragraphs[0].text


def test_what_is_declared_stays_a_blank_and_boxes_stay_open() -> None:
    condition = replace(
        BLANK.conditions[0], sentence=(Piece("名下有"), Piece("3", declared=True), Piece("辆车"))
    )
    said = words(read(blank_docx(replace(BLANK, conditions=(condition,)))))
    assert f"名下有{LINE}辆车。" in said
    assert "名下有3辆车" not in said
    assert condition.how_checked in said


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert blank_docx(BLANK) == blank_docx(BLANK)
    assert blank_docx(BLANK) != blank_docx(replace(BLANK, template_version=9))
