"""A proof whose data were not to be had: the case goes on as soon as the source answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from nuozheng.applications.actions.obtain import obtain
from nuozheng.applications.models import DisposedProof, ProofStatus
from nuozheng.evidence.models import AccessReceipt
from nuozheng.gateways.sources.client import client_for
from nuozheng.law.vocabulary import Role, Substitution
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from nuozheng.verification.sources.models import LookupStatus, QueuedProof
from nuozheng.verification.sources.proofs_later import ask_due_proofs
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db
SOURCE = "qualification"


@pytest.fixture
def case(world: Worlds, sources: Running) -> Case:
    """Handed in under ORD23 while the source of its proof was down; there is no certificate."""
    sources.faults.set(SOURCE, Mode.DOWN)
    here = world("ordos-2023")
    return here.opened("agent", here.item("sv-129")).handed_over()


def proof_of(case: Case) -> DisposedProof:
    (proof,) = case.proofs()
    return proof


def test_it_is_kept_and_settles_when_the_source_answers(case: Case, sources: Running) -> None:
    queued = QueuedProof.objects.get(proof=proof_of(case))
    assert (queued.status, proof_of(case).status) == (
        LookupStatus.WAITING,
        ProofStatus.AWAITING_AGENCY,
    )
    assert ask_due_proofs(timezone.now()) == {}, "not before its time"
    due = queued.next_at + timedelta(seconds=1)
    client_for.cache_clear()
    assert ask_due_proofs(due) == {LookupStatus.WAITING: 1}
    queued.refresh_from_db()
    assert queued.attempts == 1 and queued.next_at > due
    sources.faults.set(SOURCE, Mode.OK)
    client_for.cache_clear()
    (ended,) = ask_due_proofs(queued.next_at + timedelta(seconds=1))
    queued.refresh_from_db()
    assert queued.status == ended != LookupStatus.WAITING
    proof = proof_of(case)
    assert proof.way is Substitution.DATA_SHARING and proof.fetched is not None
    settled = proof.status == ProofStatus.SETTLED
    assert settled == (ended == LookupStatus.ANSWERED)
    if settled:
        assert case.moves()[-1].role == Role.SYSTEM.value
    looks = AccessReceipt.objects.filter(source=SOURCE, asked_by=None)
    assert sorted(look.result for look in looks) == ["found", "unavailable"]


def test_silence_ends_with_the_office_and_asks_the_person_for_nothing(case: Case) -> None:
    queued = QueuedProof.objects.get()
    client_for.cache_clear()
    assert ask_due_proofs(queued.give_up_at) == {LookupStatus.TO_PERSON: 1}
    proof = proof_of(case)
    assert proof.status == ProofStatus.AWAITING_AGENCY and proof.document is None


def test_who_files_an_answer_by_hand_ends_it(case: Case) -> None:
    queued = QueuedProof.objects.get()
    obtain(application=case.application, proof=proof_of(case), by=case.officer, note="当日答复")
    assert ask_due_proofs(queued.next_at) == {LookupStatus.DROPPED: 1}


def test_nothing_is_kept_where_the_sources_answered(world: Worlds) -> None:
    here = world("ordos-2023")
    here.opened(item=here.item("sv-129")).handed_over()
    assert not QueuedProof.objects.exists()
    library = AccessReceipt.objects.filter(source="licence_library")
    assert not library.exists(), "what data told whole is not looked for in the library too"
