"""Every look at somebody's data leaves a receipt, the failed ones too, and no values."""

import pytest
from django.db import connection

from nuozheng.evidence.models import AccessReceipt
from nuozheng.sandbox.faults import Mode
from nuozheng.sandbox.servers import Running
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def test_a_look_says_who_why_under_which_clause_and_for_which_case(world: Worlds) -> None:
    case = world("ordos-2021").opened().checked()
    receipts = list(AccessReceipt.objects.order_by("source"))
    assert [one.source for one in receipts] == ["family_economy", "household", "property"]
    for one in receipts:
        assert (one.party, one.asked_by, one.case_number, one.result) == (
            case.application.applicant,
            case.by,
            case.application.number,
            "found",
        )
        assert case.application.item.name in one.purpose
        assert one.basis == list(case.application.policy.verification.methods.clause)
        assert one.attributes


def test_only_what_the_conditions_compare_is_asked_for(world: Worlds) -> None:
    world("ordos-2021").opened().checked()
    asked = {one.source: set(one.attributes) for one in AccessReceipt.objects.all()}
    assert asked == {
        "family_economy": {"monthly_income_per_head_yuan", "savings_yuan", "vehicle_count"},
        "household": {"household_size"},
        "property": {"dwelling_count"},
    }


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.EMPTY, Mode.GARBLED])
def test_a_look_that_failed_is_one_too(world: Worlds, sources: Running, mode: Mode) -> None:
    sources.faults.set("household", mode)
    world("ordos-2021").opened().checked()
    receipt = AccessReceipt.objects.get(source="household")
    assert receipt.result == "unavailable" and receipt.problem


def test_a_look_that_found_nobody_is_one_too(world: Worlds) -> None:
    world("ordos-2021").opened("unknown").checked()
    assert AccessReceipt.objects.get(source="household").result == "not_found"


def test_values_are_not_kept_in_it(world: Worlds) -> None:
    world("ordos-2021").opened().checked()
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(r::text, ' ') FROM evidence_accessreceipt r")
        (text,) = cursor.fetchone()
    assert "1850" not in text and "30000" not in text
