"""Letters, blanks and official documents, read back from the printed PDF."""

import dataclasses
import io
import re
import subprocess
import sys
from datetime import datetime, timedelta
from typing import cast

import pypdf
import pytest
from pypdf.generic import DictionaryObject, StreamObject

from nuozheng.documents.typesetting import (
    Clause,
    ConditionLine,
    NoticeItem,
    Piece,
    Reason,
    render_blank,
    render_decision,
    render_letter,
)
from nuozheng.documents.typesetting.sample import BLANK, DECISION, LETTER
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import PartyKind

# One red pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def pages(pdf: bytes) -> list[str]:
    """Each page's text without white space."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    return [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]


def text(pdf: bytes) -> str:
    return "".join(pages(pdf))


def squeeze(words: str) -> str:
    return re.sub(r"\s", "", words)


def many_conditions(count: int) -> tuple[ConditionLine, ...]:
    return tuple(
        ConditionLine(
            number,
            f"《第{(number + 2) // 3}号证明》",
            (Piece(f"第{number}条：本人的数额为"), Piece(f"{number * 1111}", True), Piece("元")),
            f"不超过{number * 2222}元",
            ticked=True,
        )
        for number in range(1, count + 1)
    )


def test_a_letter_says_everything_it_was_given() -> None:
    said = text(render_letter(LETTER))
    for item in LETTER.notice:
        assert squeeze(item.title) in said
        for paragraph in item.paragraphs:
            assert squeeze(paragraph) in said
        for clause in item.basis:
            assert squeeze(clause.words) in said
    for line in LETTER.conditions:
        assert squeeze("".join(piece.text for piece in line.sentence)) in said
        assert squeeze(line.how_checked) in said
        assert line.proof_name in said
        assert line.check_result in said
    for statement in LETTER.statements:
        assert squeeze(statement.text) in said
    for words in (
        LETTER.title,
        LETTER.item_code,
        LETTER.case_number,
        LETTER.applicant_identifier_masked,
        LETTER.agency,
        LETTER.policy_title,
        LETTER.consent_text,
        LETTER.signature_kind,
        LETTER.verify_hint,
        LETTER.template_digest,
        LETTER.footnotes[0].words,
        "2026年11月24日10:26:41",
    ):
        assert squeeze(words) in said


def test_every_page_carries_number_version_and_place_in_the_whole() -> None:
    printed = pages(render_letter(LETTER))
    assert len(printed) == 2
    for number, page in enumerate(printed, start=1):
        assert f"编号{LETTER.letter_number}" in page
        assert f"文本第3版第{number}页，共2页" in page


def test_letters_that_differ_only_in_number_each_carry_their_own() -> None:
    for number in ("NZ26-1", "NZ26-2", "NZ26-1"):
        printed = pages(render_letter(dataclasses.replace(LETTER, letter_number=number)))
        assert all(f"编号{number}文本" in page for page in printed)


def test_a_clause_cited_twice_is_printed_once() -> None:
    words = "同一条款的原文只印一次"
    items = tuple(
        NoticeItem(number, f"第{number}件", ("说明。",), (Clause("某办法第一条", words),))
        for number in (1, 2, 3)
    )
    assert text(render_letter(dataclasses.replace(LETTER, notice=items))).count(words) == 1


@pytest.mark.parametrize(
    "pdf", [render_letter(LETTER), render_blank(BLANK), render_decision(DECISION)]
)
def test_documents_are_archival_tagged_and_chinese(pdf: bytes) -> None:
    catalog = pypdf.PdfReader(io.BytesIO(pdf)).root_object
    metadata = cast(StreamObject, catalog["/Metadata"]).get_data().decode()
    assert "pdfaid:part>2<" in metadata
    assert "pdfaid:conformance>B<" in metadata
    assert str(catalog["/Lang"]).startswith("zh")
    assert cast(DictionaryObject, catalog["/MarkInfo"])["/Marked"]
    assert len(pdf) < 200_000


def test_identical_input_gives_identical_bytes_in_every_process() -> None:
    program = (
        "import sys;"
        "from nuozheng.documents.typesetting import render_letter as r;"
        "from nuozheng.documents.typesetting.sample import LETTER;"
        "sys.stdout.buffer.write(r(LETTER))"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True
    ).stdout
    assert render_letter(LETTER) == render_letter(LETTER) == elsewhere


def test_the_moment_of_signing_is_printed_by_the_clock_of_china() -> None:
    utc = LETTER.signed_at - timedelta(hours=LETTER.signed_at.hour)
    assert render_letter(dataclasses.replace(LETTER, signed_at=utc)) != render_letter(LETTER)
    naive = datetime(2026, 11, 24, 10, 26, 41)
    with pytest.raises(ValueError, match="time zone"):
        render_letter(dataclasses.replace(LETTER, signed_at=naive))


def test_sixty_conditions_run_over_pages_with_the_head_repeated() -> None:
    printed = pages(render_letter(dataclasses.replace(LETTER, conditions=many_conditions(60))))
    assert len(printed) > 3
    for number in range(1, 61):
        assert f"第{number}条：本人的数额为{number * 1111}元" in "".join(printed)
    parts = [page for page in printed if "本人的数额为" in page]
    assert len(parts) > 1
    for page in parts:
        assert "序号承诺的事实怎样核对" in page


@pytest.mark.parametrize("count", range(6, 30, 3))
def test_the_signature_never_stands_alone_on_a_page(count: int) -> None:
    letter = dataclasses.replace(LETTER, conditions=many_conditions(count))
    (page,) = [page for page in pages(render_letter(letter)) if "申请人（签名" in page]
    assert squeeze(LETTER.consent_text) in page
    assert "扫码验真伪" in page


def test_an_agent_signs_and_a_company_shows_who_represents_it() -> None:
    said = text(
        render_letter(
            dataclasses.replace(
                LETTER,
                applicant_kind=PartyKind.COMPANY,
                applicant_name="鄂尔多斯市" + "长名字" * 30 + "有限责任公司",
                applicant_identifier_masked="91150603********XK",
                company_representative="乌云其木格",
                agent_name="阿娜尔·买买提",
                agent_authority="代为承诺、代收文书",
            )
        )
    )
    assert "统一社会信用代码91150603********XK" in said
    assert "法定代表人乌云其木格" in said
    assert said.count("阿娜尔·买买提") == 2
    assert "长名字" * 3 in said


def test_a_drawn_signature_is_set_and_a_broken_one_is_refused() -> None:
    signed = render_letter(dataclasses.replace(LETTER, signature_image=PNG))
    assert len(pypdf.PdfReader(io.BytesIO(signed)).pages[-1].images) == 1
    for broken in (b"GIF89a", PNG[:30], PNG[:8] + b"x" * 50, PNG + b"x" * 200_000):
        with pytest.raises(Refused) as refusal:
            render_letter(dataclasses.replace(LETTER, signature_image=broken))
        assert refusal.value.key == "signature_picture_unreadable"


def test_a_blank_holds_the_text_and_nobodys_data() -> None:
    said = text(render_blank(BLANK))
    for item in BLANK.notice:
        for paragraph in item.paragraphs:
            assert squeeze(paragraph) in said
    for value in ("110,400", "86,000", "榆林市", "√", "150603*"):
        assert value not in said
    assert said.count("□") == len(BLANK.conditions)
    assert "年月日" in said


def test_a_decision_says_reasons_clauses_remedies_and_who_decided() -> None:
    said = text(render_decision(DECISION))
    for words in (
        DECISION.title,
        DECISION.number,
        f"{DECISION.addressee}：",
        *DECISION.opening,
        *(reason.text for reason in DECISION.reasons),
        *(clause.words for reason in DECISION.reasons for clause in reason.basis),
        *DECISION.orders,
        *DECISION.remedies,
        DECISION.contact,
        DECISION.agency,
        "2026年12月10日",
    ):
        assert squeeze(words) in said
    assert "60日内" in said and "6个月内" in said


def test_a_long_decision_keeps_its_date_with_the_agency() -> None:
    reasons = tuple(Reason(f"第{number}个理由。" * 8) for number in range(40))
    printed = pages(render_decision(dataclasses.replace(DECISION, reasons=reasons)))
    assert len(printed) > 1
    assert DECISION.agency + "2026年12月10日" in printed[-1]
