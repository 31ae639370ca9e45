"""Before choosing, the applicant sees what each source would say; only receipts stay."""

import pytest

from nuozheng.applications.models import Application, Commitment
from nuozheng.applications.rehearsal import A_DAY, PURPOSE, Rehearsed, rehearse
from nuozheng.evidence.models import AccessReceipt, Move
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def seen(case: Case) -> dict[str, Rehearsed]:
    proofs = rehearse(application=case.refresh(), by=case.by)
    return {part.key: part for proof in proofs for part in proof.conditions}


def test_nothing_typed_yet_it_tells_what_is_on_record(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    before = (
        list(Application.objects.values()),
        list(Commitment.objects.values()),
        Move.objects.count(),
    )
    parts = seen(case)
    assert {part.result for part in parts.values()} <= {"tells", "agrees", "cannot_say"}
    (dwelling,) = parts["dwellings"].said
    assert dwelling.title == "不动产登记信息" and dwelling.value.endswith("套")
    after = (
        list(Application.objects.values()),
        list(Commitment.objects.values()),
        Move.objects.count(),
    )
    assert before == after
    receipts = AccessReceipt.objects.filter(case_number=case.application.number, purpose=PURPOSE)
    assert {one.asked_by for one in receipts} == {case.by} and receipts.count() == 3


def test_what_was_typed_is_compared(world: Worlds) -> None:
    honest = seen(world("ordos-2021").opened().declared())
    assert honest["dwellings"].result == "agrees"
    wronged = seen(world("ordos-2021").opened("wronged").declared())
    assert "differs" in {part.result for part in wronged.values()}


def test_a_source_that_is_down_cannot_say(world: Worlds, sources: Running) -> None:
    sources.faults.set("property", Mode.DOWN)
    parts = seen(world("ordos-2021").opened())
    assert parts["dwellings"].result == "cannot_say" and "我们的问题" in parts["dwellings"].why


def test_only_the_applicant_before_the_signature_and_not_too_often(world: Worlds) -> None:
    case = world("ordos-2021").opened()
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            rehearse(application=case.application, by=account)
    for _ in range(A_DAY):
        seen(case)
    with refused("rehearsed_often_enough"):
        seen(case)
    with refused("rehearsal_is_over"):
        rehearse(application=case.signed().application, by=case.by)
