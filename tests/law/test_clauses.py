"""The registers: every clause has its words, and the local ones match the published texts."""

import re
import unicodedata
from importlib.resources import files

import pytest

from nuozheng.law.clauses import INSTRUMENTS, Clause, UnknownClause, all_clauses, clause

LOCAL = [one for one in all_clauses() if not one.is_national]
NATIONAL = [one for one in all_clauses() if one.is_national]


def plain(words: str) -> str:
    """Without white space and punctuation, whose width differs between editions."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", words))


TEXTS = {
    name: plain(
        files("nuozheng.law.registers").joinpath(f"texts/{name}.txt").read_text(encoding="utf-8")
    )
    for name in INSTRUMENTS
}


def test_the_register_holds_the_whole_list() -> None:
    assert len(LOCAL) == 496
    assert {one.text for one in LOCAL} == set(INSTRUMENTS)


@pytest.mark.parametrize("text", INSTRUMENTS)
def test_quoted_words_stand_in_the_published_text(text: str) -> None:
    for one in LOCAL:
        if one.text == text:
            for part in re.split("…+", one.words):
                assert plain(part) in TEXTS[text], one.id


def test_a_clause_is_found_by_its_id() -> None:
    found = clause("ORD21-4.1e")
    assert found.words == "申请人有较严重不良信用记录"
    assert "鄂尔多斯市" in found.instrument
    assert (found.capability, found.support) == ("eligibility", "software")
    assert found.verified and found.caution == ""


def test_an_unknown_clause_says_so() -> None:
    with pytest.raises(UnknownClause, match="ORD99-1"):
        clause("ORD99-1")


@pytest.mark.parametrize("one", NATIONAL, ids=lambda one: one.id)
def test_a_national_clause_has_its_words_and_says_whether_they_were_compared(one: Clause) -> None:
    assert one.words and one.instrument and one.section and one.rule
    assert one.verified == (one.caution == "")
    assert one.source or not one.verified
