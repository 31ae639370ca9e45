"""The credit file as the rules read it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from nuozheng.credit.actions.propose import Promise, record_kept
from nuozheng.credit.standing import adverse, facts_of, standing_of
from nuozheng.law.vocabulary import Severity
from tests.world import Worlds

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def test_an_empty_file_is_a_clean_one(world: Worlds) -> None:
    standing = standing_of(world("ordos-2021").party("honest"), today())
    assert (standing.worst, standing.kept, standing.in_force) == (None, 0, ())


def test_the_gravest_record_counts_and_kept_promises_stand_beside_it(world: Worlds) -> None:
    here = world("ordos-2023")
    here.on_record("honest", Severity.MINOR)
    here.on_record("honest", Severity.GRAVE)
    party = here.party("honest")
    record_kept(
        policy=here.catalogue.policy,
        promise=Promise(party, here.item().agency, "示例-0009", "承诺代替示例证明"),
        at=timezone.now(),
    )
    standing = standing_of(party, today())
    assert (standing.worst, standing.kept, len(standing.in_force)) == (Severity.GRAVE, 1, 2)
    assert {fact.kind for fact in facts_of(party)} == {"untrue"}


def test_proposed_and_dropped_ones_are_left_out(world: Worlds) -> None:
    here = world("ordos-2021")
    record = here.on_record("honest", Severity.SERIOUS)
    for status, counts in (("proposed", 0), ("dropped", 0), ("in_force", 1), ("repaired", 1)):
        record.status = status
        record.save()
        assert len(adverse(here.party("honest"))) == counts


def test_what_was_repaired_or_has_ended_is_on_the_file_and_counts_no_more(world: Worlds) -> None:
    here = world("ordos-2021")
    record = here.on_record("honest", Severity.SERIOUS)
    assert record.ends_on is not None
    party = here.party("honest")
    assert standing_of(party, record.ends_on - timedelta(days=1)).worst is Severity.SERIOUS
    assert standing_of(party, record.ends_on).worst is None
    record.repaired_on = today()
    record.save()
    assert standing_of(party, today()).worst is None
    assert adverse(party) == [record]


def test_nobody_else_s_record_counts(world: Worlds) -> None:
    here = world("ordos-2021")
    here.on_record("contradicted", Severity.GRAVE)
    assert standing_of(here.party("honest"), today()).worst is None
