"""The filed letter: once set, it never changes, and it says exactly what was signed."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from nuozheng.applications.letter import compose, letter_document
from nuozheng.law.letter_model import letter_model
from nuozheng.law.policy import load_policy
from tests.world import Case, Worlds

SENTENCES = {str(key): said for key, said in letter_model(load_policy("cn")).statements.items()}

pytestmark = pytest.mark.django_db
clause = pytest.mark.clause


def text_of(case: Case) -> str:
    document = letter_document(case.application.commitment.pk)
    pages = PdfReader(BytesIO(bytes(document.content))).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize(
    "slug",
    [
        pytest.param(
            "ordos-2021", marks=clause("ORD21-4.3j", "ORD21-4.3l", "ORD21-4.3m", "ORD21-3e")
        ),
        pytest.param(
            "huainan-maoji-2021", marks=clause("MJ21-2.2.5l", "MJ21-2.2.5n", "MJ21-2.2.5o")
        ),
    ],
)
def test_the_letter_holds_notice_sentences_and_statements_word_for_word(
    world: Worlds, slug: str
) -> None:
    case = world(slug).opened().signed()
    text = text_of(case)
    for key in case.application.policy.commitment.statements.value:
        assert SENTENCES[key] in text
    assert case.application.item.name in text
    assert case.application.commitment.letter_number in text
    assert case.member.name in text
    assert case.member.identifier not in text, "masked"
    assert "人均月收入为1,850元" in text


def test_it_is_set_once_and_filed_under_its_digests(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    first = letter_document(case.application.commitment.pk)
    assert first.intact and first.media_type == "application/pdf"
    assert (first.created_at, first.created_by) == (
        case.application.commitment.signed_at,
        case.by,
    )
    assert letter_document(case.application.commitment.pk) == first


def test_what_is_not_signed_has_no_letter(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    with pytest.raises(ValueError, match="unsigned"):
        letter_document(case.refresh().commitment.pk)


def test_each_condition_says_how_it_is_checked_and_how_it_came_out(world: Worlds) -> None:
    case = world("ordos-2021").opened().signed()
    lines = compose(case.application.commitment).conditions
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    assert all(line.ticked and line.how_checked for line in lines)
    assert "一致" in {line.check_result for line in lines}
    assert {line.proof_name for line in lines} == {
        proof.version.entry.proof.name for proof in case.proofs()
    }


def test_an_agent_is_named_beside_the_principal(world: Worlds) -> None:
    here = world("ordos-2021")
    case = here.opened_by_agent().signed()
    letter = compose(case.application.commitment)
    assert letter.applicant_name == here.members["honest"].name
    assert letter.agent_name == here.members["agent"].name and letter.agent_authority
