"""What is typed is kept, and checked against the sources before anything is signed."""

import pytest
from django.utils import timezone

from nuozheng.applications.actions.choose import choose
from nuozheng.applications.actions.declare import (
    MAXIMUM_TEXT,
    check_declaration,
    read_entered,
    save_entered,
)
from nuozheng.applications.declaration import TICK, Checked
from nuozheng.applications.models import Commitment
from nuozheng.evidence.models import AccessReceipt
from nuozheng.law.conditions import Result
from nuozheng.law.findings import Refused
from nuozheng.law.vocabulary import Substitution
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.refusing import reasons, refused
from tests.world import Case, Worlds

pytestmark = pytest.mark.django_db


def results(case: Case) -> dict[str, Result]:
    found = check_declaration(application=case.application, by=case.by)
    return {one.condition_key: one.result for one in found}


def draft(case: Case) -> Commitment:
    return Commitment.objects.get(application=case.application)


def test_what_was_typed_is_there_again_right_or_wrong(world: Worlds) -> None:
    case = world("ordos-2021").opened().notified()
    key = str(case.proofs()[1].pk)
    typed = {"monthly_income": "很多", TICK + "income_per_head": "on"}
    save_entered(application=case.application, by=case.by, entered={key: typed})
    assert draft(case).entered == {key: typed}
    read = {one.key: one for one in read_entered(case.application, timezone.localdate())}
    assert "monthly_income" in read[key].declared.errors
    assert "income_per_head" not in read[key].unticked


def test_a_proof_is_saved_as_a_whole_so_that_a_box_can_be_unticked(world: Worlds) -> None:
    case = world("ordos-2021").opened().declared()
    key = str(case.proofs()[1].pk)
    save_entered(application=case.application, by=case.by, entered={key: {}})
    kept = draft(case).entered
    assert kept[key] == {} and len(kept) == 3


def test_only_what_the_case_asks_for_is_kept(world: Worlds) -> None:
    here = world("ordos-2021")
    case, other = here.opened().notified(), here.opened("wronged").notified()
    key = str(case.proofs()[1].pk)
    save_entered(
        application=case.application,
        by=case.by,
        entered={
            str(other.proofs()[0].pk): {"own_spending": "1"},
            "nonsense": {"a": "b"},
            key: {"monthly_income": "9" * 5000, "no_such_fact": "x", "savings": "1\x00"},
        },
    )
    assert draft(case).entered == {key: {"monthly_income": "9" * MAXIMUM_TEXT}}
    assert draft(other).entered == {}


def test_nul_is_no_writing(world: Worlds) -> None:
    case = world("xian-baqiao-2021").opened().notified()
    key = str(case.proofs()[1].pk)
    save_entered(application=case.application, by=case.by, entered={key: {"major": "汉\x00语"}})
    assert draft(case).entered[key] == {"major": "汉语"}


def test_agreeing_data_confirm_and_are_on_record(world: Worlds) -> None:
    case = world("ordos-2021").opened().declared()
    found = check_declaration(application=case.application, by=case.by)
    said = {one.condition_key: one.result for one in found}
    assert said["income_per_head"] is said["vehicles"] is Result.CONFIRMED
    assert said["hardship"] is not Result.CONFIRMED
    commitment = draft(case)
    assert [Checked.from_stored(row) for row in commitment.checks] == found
    assert commitment.checked_digest == commitment.declared_digest
    receipts = AccessReceipt.objects.filter(case_number=case.application.number)
    assert {one.source for one in receipts} == {"family_economy", "household", "property"}
    assert {one.asked_by for one in receipts} == {case.by}


def test_every_gap_is_named_and_nothing_is_asked(world: Worlds) -> None:
    case = world("ordos-2021").opened().notified()
    with pytest.raises(Refused) as caught:
        check_declaration(application=case.application, by=case.by)
    assert reasons(caught) == {"declared", "ticked"}
    expected = sum(
        1 + len(condition.facts)
        for proof in case.proofs()
        for condition in proof.version.condition_set.conditions
    )
    assert len(caught.value.findings) == expected
    assert not AccessReceipt.objects.exists()
    assert draft(case).checks == []


def test_a_contradiction_is_shown_before_anything_is_signed(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").declared()
    found = check_declaration(application=case.application, by=case.by)
    (wrong,) = [one for one in found if one.result is Result.CONTRADICTED]
    assert wrong.condition_key == "vehicles"
    (compared,) = wrong.comparisons
    assert (compared["left"], compared["right"], compared["source"]) == ("0", "2", "family_economy")


def test_a_correction_after_a_contradiction_is_checked_anew(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").checked()
    save_entered(application=case.application, by=case.by, entered=case.entered(vehicle_count="2"))
    assert results(case)["vehicles"] is Result.CONFIRMED


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.GARBLED, Mode.ERROR, Mode.STALE])
def test_a_source_that_fails_is_unknown_and_nobodys_fault(
    world: Worlds, sources: Running, mode: Mode
) -> None:
    case = world("ordos-2021").opened("contradicted").declared()
    sources.faults.set("family_economy", mode)
    said = results(case)
    assert said["vehicles"] is Result.UNKNOWN
    assert Result.CONTRADICTED not in said.values()


def test_who_is_not_found_or_more_than_one_is_not_contradicted(world: Worlds) -> None:
    here = world("ordos-2021")
    assert results(here.opened("unknown").declared())["vehicles"] is Result.NOT_FOUND
    assert results(here.opened("ambiguous").declared())["vehicles"] is Result.AMBIGUOUS


def test_a_proof_no_longer_committed_is_no_longer_declared(world: Worlds) -> None:
    case = world("ordos-2021").opened("contradicted").checked()
    choose(
        application=case.application,
        proof=case.proofs()[2],
        way=Substitution.RETAINED,
        by=case.by,
        declined_because="unable",
    )
    assert "vehicles" not in results(case)


def test_nobody_else_types_or_checks(world: Worlds) -> None:
    case = world("ordos-2021").opened().declared()
    before = draft(case).entered
    for account in case.not_the_applicant.values():
        with refused("not_your_move"):
            save_entered(application=case.application, by=account, entered={})
        with refused("not_your_move"):
            check_declaration(application=case.application, by=account)
    assert draft(case).entered == before
    assert not AccessReceipt.objects.exists()


def test_before_the_notice_and_after_the_signature_it_is_closed(world: Worlds) -> None:
    here = world("ordos-2021")
    for case in (here.opened(), here.opened("representative").signed()):
        with refused("declaration_closed"):
            save_entered(application=case.application, by=case.by, entered={})
        with refused("declaration_closed"):
            check_declaration(application=case.application, by=case.by)
