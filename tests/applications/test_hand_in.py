"""A proof handed in as a document: only what may be asked, only what can be read."""

from typing import Any

import pytest

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.hand_in import hand_in
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.documents.models import Document
from nuozheng.documents.uploads import MAXIMUM_BYTES
from nuozheng.law.vocabulary import Role, Substitution
from tests.refusing import refused
from tests.world import PDF, Case, Worlds

pytestmark = pytest.mark.django_db


def waiting(world: Worlds) -> Case:
    """A case whose first proof waits for its document."""
    case = world("ordos-2021").opened()
    choose(
        application=case.application,
        proof=case.proofs()[0],
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unwilling",
    )
    return case


def give(case: Case, **fields: Any) -> DisposedProof:
    values: dict[str, Any] = {
        "application": case.application,
        "proof": case.proofs()[0],
        "content": PDF,
        "by": case.by,
    } | fields
    return hand_in(**values)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0 a photo", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n a picture", "image/png"),
    ],
)
def test_a_readable_file_settles_the_proof(world: Worlds, content: bytes, media_type: str) -> None:
    case = waiting(world)
    proof = give(case, content=content)
    assert proof.status == ProofStatus.SETTLED and proof.document is not None
    document = Document.objects.get(pk=proof.document.pk)
    assert (document.media_type, bytes(document.content)) == (media_type, content)
    assert document.created_by == case.by and document.intact
    move = case.moves()[-1]
    assert (move.act, move.role) == ("hand_in", Role.APPLICANT)
    assert move.detail == {"proof": proof.pk, "sha256": document.sha256}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_empty"),
        (b"MZ a program", "file_kind_unknown"),
        (b"<html>", "file_kind_unknown"),
        (b" %PDF-1.4", "file_kind_unknown"),
        (PDF + b"\x00" * MAXIMUM_BYTES, "file_too_large"),
    ],
)
def test_anything_else_is_refused(world: Worlds, content: bytes, reason: str) -> None:
    case = waiting(world)
    with refused(reason):
        give(case, content=content)
    assert not Document.objects.exists()


def test_the_largest_file_is_taken(world: Worlds) -> None:
    case = waiting(world)
    proof = give(case, content=PDF + b"\x00" * (MAXIMUM_BYTES - len(PDF)))
    assert proof.document is not None and proof.document.size == MAXIMUM_BYTES


def test_a_second_file_replaces_the_first(world: Worlds) -> None:
    case = waiting(world)
    first, second = give(case), give(case, content=PDF + b"clearer")
    assert first.document_id != second.document_id
    assert case.proofs()[0].document_id == second.document_id


@pytest.mark.clause("ORD23-2.2c")
def test_what_is_met_otherwise_is_not_collected(world: Worlds) -> None:
    case = world("ordos-2023").opened("honest_company")
    with refused("proof_met_otherwise"):
        give(case)
    assert not Document.objects.exists()


@pytest.mark.clause("ORD21-3f")
def test_what_was_promised_is_not_collected(world: Worlds) -> None:
    case = world("ordos-2021").opened().notified()
    with refused("proof_met_otherwise"):
        give(case)


def test_after_handing_over_nothing_more_is_taken(world: Worlds) -> None:
    case = world("ordos-2021").opened().chosen(commit=False).accepted()
    with refused("case_not_open_for_proofs"):
        give(case)


def test_nobody_else_hands_in(world: Worlds) -> None:
    case = waiting(world)
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            give(case, by=account)


def test_a_proof_of_another_case_is_not_there(world: Worlds) -> None:
    case, other = waiting(world), world("ordos-2021").opened("wronged")
    with pytest.raises(DisposedProof.DoesNotExist):
        give(case, proof=other.proofs()[0])
