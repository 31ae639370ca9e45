"""Nothing in the data is read as markup, and nothing unprintable is printed."""

import dataclasses
import io
import re
from functools import partial
from importlib.resources import files

import pypdf
import pytest

from nuozheng.documents.typesetting import (
    ConditionLine,
    MissingGlyph,
    Piece,
    missing_glyphs,
    render_blank,
    render_decision,
    render_letter,
)
from nuozheng.documents.typesetting.glyphs import require_glyphs
from nuozheng.documents.typesetting.sample import BLANK, DECISION, LETTER

MARKUP = (
    '#import "@preview/x:1.0.0"',
    '#read("sheet.typ")',
    "*粗*_斜_",
    "$x^2$",
    "\\ #v(1cm)",
    "<b>&amp;</b><label>",
    "= 标题",
    "// 注释 /* */",
    "[#panic()]",
    "@ref `raw` ~ -- ...",
    '\\"); #panic("x',
    '")#pagebreak()#(" \\u{41} \\\\"',
    "{{ 7*7 }} ${x} %s",
    "\"引号\" '单引号'",
)


def text(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_data_is_only_words(markup: str) -> None:
    condition = ConditionLine(
        1, markup, (Piece("数额" + markup), Piece(markup, True)), markup, True, markup
    )
    said = text(
        render_letter(
            dataclasses.replace(
                LETTER, applicant_name=markup, conditions=(condition,), consent_text=markup
            )
        )
    )
    plain = re.sub(r"\s", "", markup)
    assert said.count(plain) >= 7
    decision = dataclasses.replace(DECISION, addressee=markup, orders=(markup,))
    assert text(render_decision(decision)).count(plain) == 2


@pytest.mark.parametrize("rare", ["𠮷", "\U000323af", "ᠮ", "😀"])
def test_a_character_not_in_the_fonts_gets_an_answer(rare: str) -> None:
    assert missing_glyphs(f"王{rare}") == {rare}
    letter = dataclasses.replace(LETTER, applicant_name=f"王{rare}")
    blank = dataclasses.replace(BLANK, agency=f"{rare}局")
    decision = dataclasses.replace(DECISION, addressee=f"王{rare}")
    for attempt in (
        partial(render_letter, letter),
        partial(render_blank, blank),
        partial(render_decision, decision),
    ):
        with pytest.raises(MissingGlyph) as refusal:
            attempt()
        (finding,) = refusal.value.findings
        assert refusal.value.characters == {rare}
        assert rare in finding.detail and f"U+{ord(rare):04X}" in finding.detail
        assert "窗口" in finding.cure


@pytest.mark.parametrize("rare", ["䶮", "𬭚", "𫄧", "㛃", "〇"])
def test_a_rare_character_in_the_fonts_is_printed(rare: str) -> None:
    assert missing_glyphs(rare) == set()
    assert f"王{rare}" in text(
        render_letter(dataclasses.replace(LETTER, applicant_name=f"王{rare}"))
    )


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u200b", "\ud800"])
def test_a_character_nobody_can_see_is_refused(hidden: str) -> None:
    with pytest.raises(MissingGlyph) as refusal:
        render_letter(dataclasses.replace(LETTER, applicant_name=f"苏{hidden}日娜"))
    assert refusal.value.key == "invisible_character"


def test_all_obstacles_are_told_at_once() -> None:
    with pytest.raises(MissingGlyph) as refusal:
        require_glyphs("王𠮷\x00")
    assert [finding.key for finding in refusal.value.findings] == [
        "glyph_missing",
        "invisible_character",
    ]


def test_the_templates_own_words_are_in_the_fonts() -> None:
    for template in (files("nuozheng.documents.typesetting") / "templates").iterdir():
        assert missing_glyphs(template.read_text("utf-8")) == set()
